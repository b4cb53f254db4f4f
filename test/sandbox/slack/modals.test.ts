// Modals and the home tab: opened, submitted, answered.
import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxSlack, SandboxSlackOptions } from '../../../bot/sandbox/slack/sandbox-slack.ts';
import { ALERT, openClient, payloadOf, startSlack } from './fixtures.ts';

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

const MODAL = {
  type: 'modal' as const,
  callback_id: 'contain',
  title: { type: 'plain_text' as const, text: 'Stop somebody' },
  submit: { type: 'plain_text' as const, text: 'Stop' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'name',
      label: { type: 'plain_text' as const, text: 'Type the name' },
      element: { type: 'plain_text_input' as const, action_id: 'typed' },
    },
  ],
};

describe('a modal', () => {
  const openModal = async (answer: object | undefined) => {
    const bot = { answer: '' };
    const world = await start({ ingress: async () => ({ status: 200, body: bot.answer }) });
    await world.web.chat.postMessage({ channel: 'security-alerts', text: 'Alert', blocks: ALERT });
    const trigger = async () => {
      await world.press('timeline');
      const request = world.received.at(-1);
      return String(request && payloadOf(request).trigger_id);
    };
    const { view } = await world.web.views.open({ trigger_id: await trigger(), view: MODAL });
    bot.answer = answer ? JSON.stringify(answer) : '';
    const submit = () =>
      world.send('view/submit', {
        user: 'U0ALEX0001',
        view: view?.id,
        inputs: [{ block_id: 'name', action_id: 'typed', chosen: ['alex'] }],
      });
    return { ...world, trigger, view, submit };
  };

  it('is submitted with what was typed, and closes', async () => {
    const { received, submit, view } = await openModal(undefined);
    expect(await submit()).toEqual({ ok: true });
    expect(received[1] && payloadOf(received[1])).toMatchObject({
      type: 'view_submission',
      user: { id: 'U0ALEX0001' },
      view: {
        id: view?.id,
        callback_id: 'contain',
        state: { values: { name: { typed: { type: 'plain_text_input', value: 'alex' } } } },
      },
    });
    expect(await submit()).toMatchObject({ ok: false, reason: 'That view is closed.' });
  });

  it('stays with errors, is replaced by an update, grows by a push to three, and goes with clear', async () => {
    const { submit } = await openModal({
      response_action: 'errors',
      errors: { name: 'That is not the name.' },
    });
    expect(await submit()).toEqual({ ok: true, errors: { name: 'That is not the name.' } });
    const updated = await openModal({
      response_action: 'update',
      view: { ...MODAL, title: { type: 'plain_text', text: 'Done' } },
    });
    expect([await updated.submit(), await updated.submit()]).toEqual([{ ok: true }, { ok: true }]);
    const pushed = await openModal({ response_action: 'push', view: MODAL });
    expect(await pushed.submit()).toEqual({ ok: true });
    expect(await pushed.web.views.push({ trigger_id: await pushed.trigger(), view: MODAL })).toMatchObject({
      view: { root_view_id: pushed.view?.id },
    });
    await expect(
      pushed.web.views.push({ trigger_id: await pushed.trigger(), view: MODAL }),
    ).rejects.toMatchObject({
      data: { error: 'push_limit_reached' },
    });
    const cleared = await openModal({ response_action: 'clear' });
    await cleared.submit();
    expect(await cleared.submit()).toMatchObject({ ok: false });
  });

  it('needs a trigger that is fresh and unused', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const { received, press, web } = await start({ clock: () => new Date(now) });
    await web.chat.postMessage({ channel: 'security-alerts', text: 'Alert', blocks: ALERT });
    await press('timeline');
    await press('timeline');
    const [first, second] = received.map((request) => String(payloadOf(request).trigger_id));
    const open = (trigger: string | undefined) =>
      web.views.open({ trigger_id: trigger ?? '', view: MODAL }).then(
        () => 'opened',
        (error: { data?: { error?: string } }) => error.data?.error,
      );
    expect(await open(first)).toBe('opened');
    expect(await open(first)).toBe('exchanged_trigger_id');
    expect(await open('made-up')).toBe('invalid_trigger_id');
    now += 3_001;
    expect(await open(second)).toBe('expired_trigger_id');
  });

  it('has limits of its own', async () => {
    const { web } = await start();
    const findings = (view: object) =>
      web.views.open({ trigger_id: 'x', view: { ...MODAL, ...view } }).then(
        () => [],
        (error: { data?: { response_metadata?: { messages?: string[] } } }) =>
          error.data?.response_metadata?.messages,
      );
    const title = { type: 'plain_text', text: 'x'.repeat(25) };
    expect(await findings({ title })).toEqual([
      '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
    ]);
    expect(await findings({ private_metadata: 'x'.repeat(3_001) })).toHaveLength(1);
    expect(await findings({ submit: undefined })).toEqual([
      '[ERROR] `submit` is required when an `input` is within blocks [json-pointer:/view]',
    ]);
    expect(await findings({ blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) })).toHaveLength(
      1,
    );
    expect(
      await findings({ blocks: [{ type: 'alert', text: { type: 'plain_text', text: 'x' } }] }),
    ).toBeUndefined();
  });
});

describe('the home tab', () => {
  it('takes a press on a button whose block has no name', async () => {
    const { received, send, web } = await start();
    const run = { type: 'button' as const, action_id: 'run', text: MODAL.title, value: 'status' };
    const blocks = [{ type: 'actions' as const, elements: [run] }];
    const { view } = await web.views.publish({ user_id: 'U0ALEX0001', view: { type: 'home', blocks } });
    const { html } = await send('home', { user: 'U0ALEX0001' });
    const [, blockId] = /data-block="([^"]+)"/.exec(String(html)) ?? [];
    const pressed = { user: 'U0ALEX0001', view: view?.id, block_id: blockId, action_id: 'run' };
    expect(await send('interact', pressed)).toMatchObject({ ok: true });
    expect(received[1] && payloadOf(received[1])).toMatchObject({
      container: { type: 'view', view_id: view?.id },
      actions: [{ action_id: 'run', value: 'status', block_id: blockId }],
    });
  });

  it('tells the bot that it was opened, and shows what the bot published', async () => {
    const { received, send, web } = await start();
    const header = {
      type: 'header' as const,
      text: { type: 'plain_text' as const, text: 'Nothing is open' },
    };
    await web.views.publish({ user_id: 'U0ALEX0001', view: { type: 'home', blocks: [header] } });
    const { html } = await send('home', { user: 'U0ALEX0001' });
    expect(html).toContain('Nothing is open');
    expect(JSON.parse(received[0]?.body.toString() ?? '')).toMatchObject({
      type: 'event_callback',
      event: { type: 'app_home_opened', user: 'U0ALEX0001', tab: 'home' },
    });
  });
});
