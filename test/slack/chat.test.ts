// Posting, editing and finding messages over the wire, in fair weather and foul.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../bot/domain/message.ts';
import type { Chat } from '../../bot/ports/slack.ts';
import { type SandboxSlack, startSandboxSlack } from '../../bot/sandbox/slack/sandbox-slack.ts';
import { createChat, createWebClient } from '../../bot/slack/chat.ts';

const CHANNEL = 'security-alerts';
let slack: SandboxSlack;
let chat: Chat;

beforeEach(async () => {
  slack = await startSandboxSlack({
    port: 0,
    signingSecret: 'x',
    rateLimits: false,
    ingress: async () => ({ status: 200, body: '' }),
    scenarios: [],
    fireScenario: async () => undefined,
    dropFile: async () => ({ records: 0, skipped: 0 }),
  });
  chat = createChat(createWebClient({ token: 'xoxb-test', apiUrl: `${slack.url}/api/` }));
});
afterEach(() => slack.close());

function say(text: string): Message {
  return { text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }] };
}
const aMinuteAgo = () => new Date(Date.now() - 60_000);

describe('a message', () => {
  it('is posted with its key, edited in place, and makes Slack fetch nothing', async () => {
    const place = await chat.post(CHANNEL, say('see https://example.com/'), 'inc-1');
    await chat.update(place, say('after'));
    const [message, ...others] = slack.messages();
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      text: 'after',
      channel: place.channel,
      ts: place.ts,
      metadata: { event_type: 'trailbot', event_payload: { key: 'inc-1' } },
      unfurl_links: false,
      unfurl_media: false,
    });
  });

  it('is replied to in its thread, in the channel as well when it is told to', async () => {
    const place = await chat.post(CHANNEL, say('alert'), 'inc-1');
    await chat.reply(place, say('quiet'), { key: 'a' });
    await chat.reply(place, say('loud'), { key: 'b', broadcast: true });
    const replies = slack.messages().filter(({ ts }) => ts !== place.ts);
    expect(replies.map(({ text, subtype, thread_ts }) => [text, subtype, thread_ts])).toEqual([
      ['quiet', undefined, place.ts],
      ['loud', 'thread_broadcast', place.ts],
    ]);
  });
});

describe('finding a message by its key', () => {
  it('works in the channel, by name, with # and by id, after it was edited', async () => {
    const place = await chat.post(CHANNEL, say('alert'), 'inc-1');
    await chat.post(CHANNEL, say('another'), 'inc-2');
    await chat.update(place, say('edited'));
    for (const channel of [CHANNEL, `#${CHANNEL}`, place.channel])
      expect(await chat.find(channel, 'inc-1', aMinuteAgo())).toEqual(place);
  });

  it('works in a thread, and does not take a reply for a message or the other way round', async () => {
    const place = await chat.post(CHANNEL, say('alert'), 'inc-1');
    const reply = await chat.reply(place, say('news'), { key: 'inc-1/2' });
    expect(await chat.find(CHANNEL, 'inc-1/2', aMinuteAgo(), place.ts)).toEqual(reply);
    expect(await chat.find(CHANNEL, 'inc-1/2', aMinuteAgo())).toBeUndefined();
  });

  it('finds nothing that is older, has another key, or stands elsewhere', async () => {
    const place = await chat.post(CHANNEL, say('alert'), 'inc-1');
    expect(await chat.find(CHANNEL, 'inc-1', new Date(Date.now() + 120_000))).toBeUndefined();
    expect(await chat.find(CHANNEL, 'inc-10', aMinuteAgo())).toBeUndefined();
    expect(await chat.find('general', 'inc-1', aMinuteAgo())).toBeUndefined();
    expect(await chat.find('not-a-channel', 'inc-1', aMinuteAgo())).toBeUndefined();
    expect(place.ts).not.toBe('');
  });

  it('finds a message behind a page full of others', async () => {
    const place = await chat.post(CHANNEL, say('alert'), 'inc-1');
    const others = Array.from({ length: 210 }, (_, n) => `inc-other-${n}`);
    for (const key of others) await chat.post(CHANNEL, say('noise'), key);
    expect(await chat.find(CHANNEL, 'inc-1', aMinuteAgo())).toEqual(place);
    const thread = others.map((key) => chat.reply(place, say('news'), { key }));
    await Promise.all(thread);
    expect(await chat.find(CHANNEL, 'inc-other-209', aMinuteAgo(), place.ts)).toBeDefined();
  });
});

const UNUSABLE = ['channel_not_found', 'not_in_channel', 'is_archived'];

describe('trouble at Slack', () => {
  it('with the rate limit is waited out for as long as Slack asks', async () => {
    slack.faults.add({ method: 'chat.postMessage', retryAfter: 1, times: 1 });
    const begun = performance.now();
    await chat.post(CHANNEL, say('alert'), 'inc-1');
    expect(performance.now() - begun).toBeGreaterThanOrEqual(1_000);
    expect(slack.messages()).toHaveLength(1);
  });

  it('with a rate limit of minutes is the queue’s to wait for', async () => {
    slack.faults.add({ method: 'chat.postMessage', retryAfter: 120, times: 1 });
    await expect(chat.post(CHANNEL, say('alert'), 'inc-1')).rejects.toMatchObject({
      code: 'slack_rate_limited',
      message: expect.stringContaining('120 s'),
    });
  });

  it.each([
    ['channel_not_found', /settings\.yml/],
    ['not_in_channel', /\/invite @trailbot/],
    ['is_archived', /Unarchive/],
    ['invalid_auth', /new bot token/],
    ['missing_scope', /scope/],
    ['msg_blocks_too_long', /mistake in Trailbot/],
    ['something_new', /API reference/],
  ])('%s is told with what to do', async (error, hint) => {
    slack.faults.add({ method: 'chat.postMessage', error, times: 1 });
    const posting = chat.post(CHANNEL, say('alert'), 'inc-1');
    await expect(posting).rejects.toMatchObject({
      code: UNUSABLE.includes(error) ? 'slack_channel_unusable' : 'slack_failed',
      message: `Slack refused chat.postMessage: ${error}.`,
      hint: expect.stringMatching(hint),
    });
  });

  it('is told when there is no Slack to talk to, and never tells the token', async () => {
    const nobody = createChat(createWebClient({ token: 'xoxb-secret', apiUrl: 'http://127.0.0.1:1/api/' }));
    const error = await nobody.post(CHANNEL, say('alert'), 'inc-1').catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'slack_failed',
      message: 'Slack could not be reached for chat.postMessage.',
    });
    expect(JSON.stringify(error)).not.toContain('xoxb-secret');
  });
});
