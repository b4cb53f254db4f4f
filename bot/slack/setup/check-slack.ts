// Asks Slack what a bot token is worth before it is stored: whose it is, what it may do, which channels it sees.
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { TrailbotError } from '../../domain/errors.ts';
import type { SeenChannel, SlackCheck } from '../../ports/setup-connect.ts';
import { callSlack, isTokenRefused, retryAfter, slackErrorOf } from '../slack-error.ts';

type Listed = NonNullable<Awaited<ReturnType<WebClient['conversations']['list']>>['channels']>[number];

/** A person waits, and Slack asks for up to a minute when a workspace has thousands of channels. */
const LONGEST_WAIT_SECONDS = 60;
const CHANNEL_ID = /^[CG][A-Z0-9]{6,}$/;
const WHERE_TOKEN =
  'Copy the Bot User OAuth Token: https://api.slack.com/apps, your app, OAuth & Permissions, Install to Workspace.';

export function createSlackCheck(client: WebClient): SlackCheck {
  async function info(channel: string): Promise<Listed | undefined> {
    try {
      const answer = await patiently('conversations.info', () => client.conversations.info({ channel }));
      return answer.channel;
    } catch (error) {
      // A private channel that the bot is not in is not there for it.
      if (slackErrorOf(error) === 'channel_not_found') return undefined;
      throw error;
    }
  }

  /** Ends with the last of `names`: a large workspace has many pages. */
  async function list(names: ReadonlySet<string>): Promise<ReadonlyMap<string, Listed>> {
    const found = new Map<string, Listed>();
    let cursor: string | undefined;
    do {
      const page = await patiently('conversations.list', () =>
        client.conversations.list({
          types: 'public_channel,private_channel',
          exclude_archived: true,
          limit: 1_000,
          ...(cursor && { cursor }),
        }),
      );
      for (const channel of page.channels ?? [])
        if (channel.name && names.has(channel.name)) found.set(channel.name, channel);
      cursor = page.response_metadata?.next_cursor;
    } while (cursor && found.size < names.size);
    return found;
  }

  return {
    async identify() {
      const answer = await patiently('auth.test', () => client.auth.test()).catch((error: unknown) => {
        throw isTokenRefused(error) ? notTaken(error) : error;
      });
      const { team_id: teamId, team, user_id: botUserId, user, bot_id: botId } = answer;
      if (!teamId || !botUserId || !botId) throw notABot();
      const scopes = answer.response_metadata?.scopes;
      return {
        teamId,
        teamName: team ?? teamId,
        botUserId,
        botName: user ?? 'Trailbot',
        ...(scopes && { scopes }),
      };
    },

    async see(wanted) {
      const names = new Set(wanted.filter((one) => !CHANNEL_ID.test(one)));
      const byName = names.size > 0 ? await list(names) : new Map<string, Listed>();
      const seen: SeenChannel[] = [];
      for (const one of wanted)
        seen.push(seenAs(one, CHANNEL_ID.test(one) ? await info(one) : byName.get(one)));
      return seen;
    },

    async join(channel) {
      await patiently('conversations.join', () => client.conversations.join({ channel }));
    },
  };
}

function seenAs(wanted: string, channel: Listed | undefined): SeenChannel {
  if (!channel?.id) return { wanted };
  const { id, name, is_member: isMember, is_private: isPrivate, is_archived: isArchived } = channel;
  return {
    wanted,
    found: {
      id,
      name: name ?? wanted,
      isMember: isMember === true,
      isPrivate: isPrivate === true,
      isArchived: isArchived === true,
    },
  };
}

async function patiently<T>(method: string, call: () => Promise<T>): Promise<T> {
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

function notTaken(cause: unknown): TrailbotError {
  return new TrailbotError({
    code: 'slack_failed',
    message: `Slack does not take this bot token: ${slackErrorOf(cause)}.`,
    hint: WHERE_TOKEN,
  });
}

function notABot(): TrailbotError {
  return new TrailbotError({
    code: 'slack_failed',
    message: "This token is a person's or an app's, not a bot's.",
    hint: WHERE_TOKEN,
  });
}
