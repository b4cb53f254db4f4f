// The sandbox's Web API as the stock client sees it.
import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxSlack, SandboxSlackOptions } from '../../../bot/sandbox/slack/sandbox-slack.ts';
import { ALERT, openClient, startSlack } from './fixtures.ts';

const opened: SandboxSlack[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((slack) => slack.close()));
});

async function start(options: Partial<SandboxSlackOptions> = {}) {
  const { slack } = await startSlack(options);
  opened.push(slack);
  const web = openClient(slack);
  return { slack, web };
}

/** The code of the refusal; fails when the call was accepted. */
async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: { data?: { error?: string } }) => reason,
  );
  return error?.data?.error ?? `accepted, or not refused by Slack: ${String(error)}`;
}

describe('the workspace', () => {
  it('knows the bot, the people and the channels', async () => {
    const { web } = await start();
    expect(await web.auth.test()).toMatchObject({ ok: true, team_id: 'T0SANDBOX', bot_id: 'B0TRAILBOT' });
    const { members = [] } = await web.users.list({});
    expect(members.filter((member) => member.is_restricted).map((member) => member.id)).toEqual([
      'U0GUEST001',
    ]);
    expect((await web.users.info({ user: 'U0SAM00001' })).user?.real_name).toBe('Sam Okafor');
    const { channels = [] } = await web.conversations.list();
    expect(channels.map((channel) => channel.name)).toEqual([
      'security-alerts',
      'security-review',
      'general',
    ]);
  });

  it('says with each answer what the app was given, and lets it join a channel only with the scope for it', async () => {
    const { slack, web } = await start();
    slack.joined.delete('C0GENERAL1');
    expect(await refusal(web.chat.postMessage({ channel: 'general', text: 'Hello' }))).toBe('not_in_channel');
    expect((await web.conversations.info({ channel: 'C0GENERAL1' })).channel?.is_member).toBe(false);
    expect(await refusal(web.conversations.join({ channel: 'C0GENERAL1' }))).toBe('missing_scope');
    slack.scopes.add('channels:join');
    await web.conversations.join({ channel: 'C0GENERAL1' });
    await web.chat.postMessage({ channel: 'general', text: 'Hello' });
    expect((await web.auth.test()).response_metadata?.scopes).toEqual([...slack.scopes]);
  });

  it('opens one direct message per person', async () => {
    const { slack, web } = await start();
    const first = await web.conversations.open({ users: 'U0SAM00001' });
    const again = await web.conversations.open({ users: 'U0SAM00001' });
    expect(again.channel?.id).toBe(first.channel?.id);
    await web.chat.postMessage({ channel: 'U0SAM00001', text: 'Hello' });
    expect(slack.messages(first.channel?.id ?? '')).toHaveLength(1);
  });

  it('takes an upload in three steps and shares it', async () => {
    const { slack, web } = await start();
    await web.filesUploadV2({
      channel_id: 'C0GENERAL1',
      filename: 'events.csv',
      file: Buffer.from('a,b\n'),
      title: 'Events',
    });
    const [message] = slack.messages('general');
    expect(message?.files).toMatchObject([{ title: 'Events', mimetype: 'text/csv', size: 4 }]);
    const served = await fetch(`${slack.url}/files/${message?.files?.[0]?.id}`);
    expect([await served.text(), served.headers.get('content-disposition')]).toEqual(['a,b\n', 'attachment']);
  });
});

describe('a call', () => {
  it('without a token is not authed', async () => {
    const { slack } = await start();
    const response = await fetch(`${slack.url}/api/auth.test`, { method: 'POST' });
    expect(await response.json()).toEqual({ ok: false, error: 'not_authed' });
  });

  it('may be JSON', async () => {
    const { slack } = await start();
    const response = await fetch(`${slack.url}/api/chat.postMessage`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8', Authorization: 'Bearer xoxb-1' },
      body: JSON.stringify({ channel: 'general', text: 'Grüße 🟢', blocks: ALERT }),
    });
    expect(await response.json()).toMatchObject({ ok: true, message: { text: 'Grüße 🟢' } });
  });

  it('of an unknown method is told from one that the sandbox lacks', async () => {
    const { slack, web } = await start();
    expect(await refusal(web.apiCall('chat.explode'))).toBe('unknown_method');
    const response = await fetch(`${slack.url}/api/pins.add`, { method: 'POST' });
    expect([response.status, await response.text()]).toEqual([
      501,
      "The sandbox's Slack does not implement the Web API method pins.add.",
    ]);
  });

  it('is logged with its arguments, without the token', async () => {
    const { slack, web } = await start();
    await web.chat.postMessage({ channel: 'general', text: 'Hello' });
    expect(slack.calls.list('chat.postMessage')).toEqual([
      { method: 'chat.postMessage', args: { channel: 'general', text: 'Hello' }, at: expect.any(Date) },
    ]);
  });

  it('is limited to a burst and then one message a second and channel', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const { web } = await start({ clock: () => new Date(now) });
    const post = (channel = 'general') => web.chat.postMessage({ channel, text: 'Hello' });
    for (let index = 0; index < 10; index += 1) await post(index % 2 ? 'general' : 'C0GENERAL1');
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 });
    await expect(web.chat.postMessage({ channel: 'security-alerts', text: 'Hello' })).resolves.toMatchObject({
      ok: true,
    });
    now += 1_000;
    await expect(post()).resolves.toMatchObject({ ok: true });
  });

  it('is not limited when limits are off', async () => {
    const { slack, web } = await start({ rateLimits: false });
    for (let index = 0; index < 25; index += 1)
      await web.chat.postMessage({ channel: 'general', text: 'Hello' });
    expect(slack.messages()).toHaveLength(25);
  });

  it('fails as often as a fault says, in the way it says', async () => {
    const { slack, web } = await start();
    const post = () => web.chat.postMessage({ channel: 'general', text: 'Hello' });
    slack.faults.add({ method: 'chat.postMessage', error: 'channel_not_found', times: 1 });
    slack.faults.add({ method: 'chat.postMessage', retryAfter: 30, times: 1 });
    slack.faults.add({ method: 'chat.postMessage', status: 503, times: 1 });
    expect(await refusal(post())).toBe('channel_not_found');
    await expect(post()).rejects.toMatchObject({ retryAfter: 30 });
    await expect(post()).rejects.toMatchObject({ statusCode: 503 });
    await expect(post()).resolves.toMatchObject({ ok: true });
  });

  it('that hangs ends when the sandbox closes', async () => {
    const { slack, web } = await start();
    slack.faults.add({ method: 'auth.test', hang: true, times: 1 });
    const call = web.auth.test().then(
      () => 'answered',
      () => 'cut off',
    );
    while (slack.calls.list('auth.test').length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await slack.close();
    opened.length = 0;
    expect(await call).toBe('cut off');
  });
});
