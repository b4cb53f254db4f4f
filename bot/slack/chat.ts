// Posts, edits and finds the bot's messages through Slack's Web API.
import { setTimeout as sleep } from 'node:timers/promises';
import { LogLevel, WebClient } from '@slack/web-api';
import type { Message } from '../domain/message.ts';
import type { Chat, Place } from '../ports/slack.ts';
import { callSlack, retryAfter } from './slack-error.ts';

const EVENT_TYPE = 'trailbot';
/** Slack asks for a second or so when a channel is busy: worth waiting for. Longer waits are the queue's. */
const LONGEST_WAIT_SECONDS = 15;
/** Of 200 messages each: as far back as a message of ours is looked for. */
const PAGES = 10;

export interface SlackOptions {
  readonly token: string;
  /** Another place that speaks Slack's Web API. Default: Slack itself. */
  readonly apiUrl?: string;
}

/** The defaults of `@slack/web-api` (half an hour of retries, no time-out) would outlive any Lambda. */
export function createWebClient({ token, apiUrl }: SlackOptions): WebClient {
  return new WebClient(token, {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    // A post that timed out may have been made: only a run that looks for it first may try again.
    retryConfig: { retries: 0 },
    timeout: 8_000,
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  });
}

export function createChat(client: WebClient): Chat {
  function readPage(range: { channel: string; cursor?: string }, thread: string | undefined) {
    return thread === undefined
      ? send('conversations.history', () => client.conversations.history(range))
      : send('conversations.replies', () => client.conversations.replies({ ...range, ts: thread }));
  }

  return {
    async post(channel, message, key) {
      return placeOf(
        await send('chat.postMessage', () =>
          client.chat.postMessage({ channel, ...bodyOf(message), ...quietly, metadata: metadataOf(key) }),
        ),
      );
    },

    async update({ channel, ts }, message) {
      await send('chat.update', () => client.chat.update({ channel, ts, ...bodyOf(message) }));
    },

    async reply({ channel, ts }, message, { key, broadcast = false }) {
      const body = { channel, ...bodyOf(message), ...quietly, metadata: metadataOf(key), thread_ts: ts };
      return placeOf(
        await send('chat.postMessage', () =>
          client.chat.postMessage(broadcast ? { ...body, reply_broadcast: true } : body),
        ),
      );
    },

    async find(channel, key, since, thread) {
      const id = await channelId(client, channel);
      if (id === undefined) return undefined;
      const range = {
        channel: id,
        oldest: String(since.getTime() / 1_000 - 60),
        limit: 200,
        include_all_metadata: true,
      };
      let cursor: string | undefined;
      for (let page = 0; page < PAGES; page += 1) {
        const found = await readPage({ ...range, ...(cursor && { cursor }) }, thread);
        const ts = found.messages?.find((message) => keyIn(message) === key)?.ts;
        if (ts !== undefined) return { channel: id, ts };
        cursor = found.response_metadata?.next_cursor;
        if (!cursor) return undefined;
      }
      return undefined;
    },
  };
}

/** Nothing that a log says may make Slack fetch a page. */
const quietly = { unfurl_links: false, unfurl_media: false } as const;

/** What every call that carries a message takes. */
export function bodyOf({ text, blocks }: Message) {
  return { text, blocks: [...blocks] };
}

function metadataOf(key: string) {
  return { event_type: EVENT_TYPE, event_payload: { key } };
}

function keyIn({ metadata }: { metadata?: unknown }): unknown {
  if (typeof metadata !== 'object' || metadata === null || !('event_payload' in metadata)) return undefined;
  const { event_payload: payload } = metadata;
  return typeof payload === 'object' && payload !== null && 'key' in payload ? payload.key : undefined;
}

/** Waits for as long as Slack asks, within reason, so that a burst of alerts is slow and not lost. */
async function send<T>(method: string, call: () => Promise<T>): Promise<T> {
  return callSlack(method, async () => {
    for (let waited = 0; ; ) {
      try {
        return await call();
      } catch (error) {
        const seconds = retryAfter(error);
        if (seconds === undefined || waited + seconds > LONGEST_WAIT_SECONDS) throw error;
        waited += Math.max(1, seconds);
        await sleep(seconds * 1_000);
      }
    }
  });
}

async function channelId(client: WebClient, channel: string): Promise<string | undefined> {
  if (/^[CGD][A-Z0-9]{6,}$/.test(channel)) return channel;
  const name = channel.replace(/^#/, '');
  let cursor: string | undefined;
  do {
    const page = await send('conversations.list', () =>
      client.conversations.list({
        types: 'public_channel,private_channel',
        exclude_archived: true,
        limit: 200,
        ...(cursor && { cursor }),
      }),
    );
    const found = page.channels?.find((one) => one.name === name);
    if (found?.id) return found.id;
    cursor = page.response_metadata?.next_cursor;
  } while (cursor);
  return undefined;
}

function placeOf({ channel, ts }: { channel?: string | undefined; ts?: string | undefined }): Place {
  return { channel: channel ?? '', ts: ts ?? '' };
}
