// What a bot token is worth, asked of the sandbox's Slack.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SlackCheck } from '../../../bot/ports/setup-connect.ts';
import type { SandboxSlack } from '../../../bot/sandbox/slack/sandbox-slack.ts';
import { createWebClient } from '../../../bot/slack/chat.ts';
import { createSlackCheck } from '../../../bot/slack/setup/check-slack.ts';
import { startSlack } from '../../support/slack.ts';

let slack: SandboxSlack;
let check: SlackCheck;
beforeAll(async () => {
  slack = await startSlack();
  check = createSlackCheck(createWebClient({ token: 'xoxb-1', apiUrl: `${slack.url}/api/` }));
});
beforeEach(() => {
  slack.faults.clear();
  slack.calls.clear();
});
afterAll(() => slack.close());

describe('the check of a token', () => {
  it('tells whose it is and what it may do', async () => {
    expect(await check.identify()).toEqual({
      teamId: 'T0SANDBOX',
      teamName: 'Sandbox',
      botUserId: 'U0TRAILBOT',
      botName: 'trailbot',
      scopes: [...slack.scopes],
    });
  });

  it('refuses the token of a person', async () => {
    const client = createWebClient({ token: 'xoxb-1', apiUrl: `${slack.url}/api/` });
    const answer = { ok: true, team_id: 'T0SANDBOX', user_id: 'U0ALEX0001', user: 'alex' };
    client.auth.test = async () => answer;
    await expect(createSlackCheck(client).identify()).rejects.toMatchObject({
      code: 'slack_failed',
      message: expect.stringContaining("person's"),
    });
  });

  it('waits when Slack asks for a second, and gives up when it asks for longer than a person waits', async () => {
    slack.faults.add({ method: 'auth.test', retryAfter: 1, times: 1 });
    expect(await check.identify()).toMatchObject({ teamId: 'T0SANDBOX' });
    slack.faults.add({ method: 'auth.test', retryAfter: 90, times: 1 });
    await expect(check.identify()).rejects.toMatchObject({ code: 'slack_rate_limited' });
  });

  it('is no verdict on the token when Slack is down', async () => {
    slack.faults.add({ method: 'auth.test', status: 500, times: 1 });
    await expect(check.identify()).rejects.toMatchObject({
      message: 'Slack could not be reached for auth.test.',
    });
  });
});

describe('the channels', () => {
  it('are found by name and by id, in the order in which they were asked for', async () => {
    slack.joined.delete('C0GENERAL1');
    const seen = await check.see(['general', 'C0REVIEW01', 'nowhere', 'security-alerts', 'C0NOWHERE1']);
    slack.joined.add('C0GENERAL1');
    expect(seen.map(({ wanted, found }) => [wanted, found?.id, found?.isMember])).toEqual([
      ['general', 'C0GENERAL1', false],
      ['C0REVIEW01', 'C0REVIEW01', true],
      ['nowhere', undefined, undefined],
      ['security-alerts', 'C0ALERTS01', true],
      ['C0NOWHERE1', undefined, undefined],
    ]);
  });

  it('by id alone need no list of all there are', async () => {
    await check.see(['C0REVIEW01']);
    expect(slack.calls.list().map(({ method }) => method)).toEqual(['conversations.info']);
  });

  it('of a large workspace are read page by page, until all are found', async () => {
    const client = createWebClient({ token: 'xoxb-1', apiUrl: `${slack.url}/api/` });
    const pages = [['one', 'two'], ['three'], ['four']].map((names, index) => ({
      ok: true,
      channels: names.map((name) => ({ id: `C0000000${name.toUpperCase()}`, name, is_member: true })),
      response_metadata: { next_cursor: index < 2 ? `page ${index + 1}` : '' },
    }));
    const cursors: unknown[] = [];
    client.conversations.list = async ({ cursor } = {}) => {
      cursors.push(cursor);
      return pages[cursors.length - 1] ?? { ok: true };
    };
    const seen = await createSlackCheck(client).see(['three', 'one']);
    expect(seen.map(({ found }) => found?.name)).toEqual(['three', 'one']);
    expect(cursors).toEqual([undefined, 'page 1']);
  });
});
