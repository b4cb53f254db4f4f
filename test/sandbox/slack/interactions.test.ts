// What the sandbox sends the bot, and what it does with the answers.
import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxSlack, SandboxSlackOptions } from '../../../bot/sandbox/slack/sandbox-slack.ts';
import { ALERT, openClient, payloadOf, type Received, SIGNING_SECRET, startSlack } from './fixtures.ts';

const opened: SandboxSlack[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((slack) => slack.close()));
});

async function start(options: Partial<SandboxSlackOptions> = {}) {
  const { slack, received } = await startSlack(options);
  opened.push(slack);
  const send = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const response = await fetch(`${slack.url}/sandbox/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  const press = async (action: string, more: object = {}) => {
    const [message] = slack.messages();
    return send('interact', {
      user: 'U0ALEX0001',
      channel: message?.channel,
      ts: message?.ts,
      block_id: 'triage',
      action_id: action,
      ...more,
    });
  };
  return { slack, received, send, press, web: openClient(slack) };
}

/** Computed as the documentation says, without the sandbox's own code. */
function isSigned({ headers, body }: Received): boolean {
  const base = Buffer.concat([Buffer.from(`v0:${headers['x-slack-request-timestamp']}:`), body]);
  return (
    headers['x-slack-signature'] === `v0=${createHmac('sha256', SIGNING_SECRET).update(base).digest('hex')}`
  );
}

describe('a pressed button', () => {
  it('reaches the bot as a signed block_actions payload', async () => {
    const { received, press, web } = await start();
    const { ts } = await web.chat.postMessage({ channel: 'security-alerts', text: 'Alert', blocks: ALERT });
    expect(await press('timeline')).toMatchObject({ ok: true });
    const [request] = received;
    expect(request && isSigned(request)).toBe(true);
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(request && payloadOf(request)).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0ALEX0001', username: 'alex', name: 'alex', team_id: 'T0SANDBOX' },
      team: { id: 'T0SANDBOX' },
      api_app_id: 'A0TRAILBOT',
      channel: { id: 'C0ALERTS01', name: 'security-alerts' },
      container: { type: 'message', message_ts: ts, channel_id: 'C0ALERTS01', is_ephemeral: false },
      message: { ts, text: 'Alert', bot_id: 'B0TRAILBOT' },
      trigger_id: expect.any(String),
      response_url: expect.stringContaining('/response/'),
      actions: [
        {
          type: 'button',
          action_id: 'timeline',
          block_id: 'triage',
          value: 'incident-1',
          text: { text: 'What else did they do?' },
          action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
        },
      ],
    });
  });

  it('of an overflow menu says which option', async () => {
    const { received, press, web } = await start();
    await web.chat.postMessage({ channel: 'security-alerts', text: 'Alert', blocks: ALERT });
    await press('queries', { chosen: ['q2'] });
    expect(received[0] && payloadOf(received[0])).toMatchObject({
      actions: [{ type: 'overflow', selected_option: { value: 'q2', text: { text: 'What changed?' } } }],
    });
  });

  it('gives a reason when the bot refuses, or does not answer in three seconds', async () => {
    let status = 500;
    const { press, web } = await start({
      ingress: async () => {
        if (status === 200) await new Promise((resolve) => setTimeout(resolve, 3_300));
        return { status, body: '' };
      },
    });
    await web.chat.postMessage({ channel: 'security-alerts', text: 'Alert', blocks: ALERT });
    expect(await press('timeline')).toEqual({ ok: false, reason: 'The app answered with HTTP status 500.' });
    status = 200;
    expect(await press('timeline')).toEqual({
      ok: false,
      reason: 'The app did not answer within 3 seconds.',
    });
  });

  it('sends nothing for a button that is gone or a person who does not exist', async () => {
    const { received, press, web } = await start();
    await web.chat.postMessage({ channel: 'security-alerts', text: 'Alert', blocks: ALERT });
    expect(await press('no-such-action')).toMatchObject({ ok: false });
    expect(await press('timeline', { user: 'U0NOBODY01' })).toMatchObject({ ok: false });
    expect(received).toEqual([]);
  });
});

describe('a response_url', () => {
  it('answers in the channel, for one person, or in place of the original; five times', async () => {
    const { slack, received, press, web } = await start();
    await web.chat.postMessage({ channel: 'security-alerts', text: 'Alert', blocks: ALERT });
    await press('timeline');
    const url = String(received[0] && payloadOf(received[0]).response_url);
    const respond = (body: object) => fetch(url, { method: 'POST', body: JSON.stringify(body) });
    await respond({ text: 'To all', response_type: 'in_channel' });
    await respond({ text: 'To you' });
    await respond({ text: 'Instead', replace_original: true });
    expect(slack.messages().map(({ text, ephemeralFor }) => [text, ephemeralFor])).toEqual([
      ['Instead', undefined],
      ['To all', undefined],
      ['To you', 'U0ALEX0001'],
    ]);
    await respond({ delete_original: true });
    expect((await respond({ text: '' })).status).toBe(400);
    const sixth = await respond({ text: 'Once more' });
    expect([sixth.status, await sixth.json()]).toEqual([404, { ok: false, error: 'used_url' }]);
    expect(slack.messages()).toHaveLength(2);
  });

  it('of a command has no original to replace: each answer is a message of its own', async () => {
    const { slack, received, send } = await start({
      ingress: async () => ({ status: 200, body: '{"response_type":"ephemeral","text":"Looking…"}' }),
    });
    await send('say', { user: 'U0SAM00001', channel: 'C0ALERTS01', text: '/trail status' });
    const url = new URLSearchParams(received[0]?.body.toString()).get('response_url') ?? '';
    await fetch(url, { method: 'POST', body: '{"text":"All is well","replace_original":true}' });
    expect(slack.messages().map(({ text, ephemeralFor }) => [text, ephemeralFor])).toEqual([
      ['Looking…', 'U0SAM00001'],
      ['All is well', 'U0SAM00001'],
    ]);
  });

  it('of a button in what one person sees replaces it', async () => {
    const { slack, received, press, web } = await start();
    const user = 'U0ALEX0001';
    await web.chat.postEphemeral({ channel: 'security-alerts', user, text: 'Running', blocks: ALERT });
    await press('timeline');
    const url = String(received[0] && payloadOf(received[0]).response_url);
    await fetch(url, { method: 'POST', body: '{"text":"Done","replace_original":true}' });
    expect(slack.messages()).toMatchObject([{ text: 'Done', ephemeralFor: user }]);
  });

  it('is good for thirty minutes', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const { received, press, web } = await start({ clock: () => new Date(now) });
    await web.chat.postMessage({ channel: 'security-alerts', text: 'Alert', blocks: ALERT });
    await press('timeline');
    now += 30 * 60_000 + 1;
    const response = await fetch(String(received[0] && payloadOf(received[0]).response_url), {
      method: 'POST',
      body: '{"text":"x"}',
    });
    expect(await response.json()).toEqual({ ok: false, error: 'expired_url' });
  });
});

describe('a slash command', () => {
  it('is sent signed, and its answer is shown to one person', async () => {
    const { slack, received, send } = await start({
      ingress: async () => ({ status: 200, body: '{"response_type":"ephemeral","text":"All is well"}' }),
    });
    await send('say', { user: 'U0SAM00001', channel: 'C0ALERTS01', text: '/trail status  now' });
    const [request] = received;
    expect(request && isSigned(request)).toBe(true);
    expect(Object.fromEntries(new URLSearchParams(request?.body.toString()))).toMatchObject({
      command: '/trail',
      text: 'status  now',
      user_id: 'U0SAM00001',
      channel_id: 'C0ALERTS01',
      team_id: 'T0SANDBOX',
      trigger_id: expect.any(String),
      response_url: expect.any(String),
    });
    expect(slack.messages()).toMatchObject([{ text: 'All is well', ephemeralFor: 'U0SAM00001' }]);
  });

  it('can be typed in the direct messages of the bot, by their person', async () => {
    const { received, send } = await start();
    const { channel } = await send('direct', { user: 'U0SAM00001' });
    await send('say', { user: 'U0SAM00001', channel, text: '/trail mutes' });
    expect(Object.fromEntries(new URLSearchParams(received[0]?.body.toString()))).toMatchObject({
      channel_id: channel,
      channel_name: 'directmessage',
      text: 'mutes',
    });
  });

  it('that nobody registered, or in a thread, is refused by Slack itself', async () => {
    const { received, send } = await start();
    const at = { user: 'U0SAM00001', channel: 'C0ALERTS01' };
    expect(await send('say', { ...at, text: '/deploy now' })).toEqual({
      ok: false,
      reason: '/deploy is not a valid command.',
    });
    expect(await send('say', { ...at, text: '/trail status', thread: '1.000001' })).toMatchObject({
      ok: false,
    });
    expect(received).toEqual([]);
  });
});
