// Modals on the page that change while they are open, as Slack lets them.
import type { KnownBlock, ModalView } from '@slack/types';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ALERT, payloadOf, type Received } from './fixtures.ts';
import { arrival, withBrowser } from './with-browser.ts';

const open = withBrowser();
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string) => ({ text: plain(`Only ${value}`), value });

function modal(note: string, more: readonly KnownBlock[] = []): ModalView {
  return {
    type: 'modal',
    callback_id: 'narrow',
    title: plain('How narrow'),
    submit: plain('Save'),
    blocks: [
      { type: 'section', text: plain(note) },
      {
        type: 'input',
        block_id: 'limits',
        optional: true,
        dispatch_action: true,
        label: plain('Limits'),
        element: { type: 'checkboxes', action_id: 'limits', options: [option('here'), option('this')] },
      },
      {
        type: 'input',
        block_id: 'who',
        optional: true,
        label: plain('Who'),
        element: { type: 'users_select', action_id: 'who' },
      },
      {
        type: 'input',
        block_id: 'reason',
        label: plain('Why'),
        element: { type: 'plain_text_input', action_id: 'reason', multiline: true },
      },
      ...more,
    ],
  };
}

async function openModal(view: ModalView, viewport?: { width: number; height: number }) {
  const world = await open({}, viewport);
  const { page, web, received } = world;
  await web.chat.postMessage({ channel: 'security-alerts', text: 'Alert', blocks: ALERT });
  await page.getByRole('button', { name: 'What else did they do?' }).click();
  const trigger = String(payloadOf(await arrival(received)).trigger_id);
  const opened = await web.views.open({ trigger_id: trigger, view });
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  return { ...world, dialog, viewId: opened.view?.id ?? '' };
}

const valuesOf = (request: Received) =>
  (payloadOf(request).view as { state: { values: Record<string, unknown> } }).state.values;
const focused = (page: Page) => page.evaluate('document.activeElement.tagName');

describe('an input that tells of each change', () => {
  it('sends what is chosen now with what all inputs hold, ticked and unticked', async () => {
    const { dialog, received, viewId, problems } = await openModal(modal('nothing'));
    await dialog.getByRole('textbox').fill('The nightly deployment');
    await dialog.getByRole('combobox').selectOption('Sam Okafor');
    await dialog.getByLabel('Only here').check();
    const ticked = await arrival(received, 2);
    expect(payloadOf(ticked)).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: viewId },
      actions: [{ action_id: 'limits', type: 'checkboxes', selected_options: [{ value: 'here' }] }],
    });
    expect(valuesOf(ticked)).toMatchObject({
      limits: { limits: { selected_options: [{ value: 'here' }] } },
      who: { who: { type: 'users_select', selected_user: 'U0SAM00001' } },
      reason: { reason: { value: 'The nightly deployment' } },
    });
    await dialog.getByLabel('Only here').uncheck();
    expect(payloadOf(await arrival(received, 3))).toMatchObject({ actions: [{ selected_options: [] }] });
    expect(problems).toEqual([]);
  });

  it('tells of a text when Enter is pressed, and of one that asks for it with each character', async () => {
    const text = (id: string, config: object): KnownBlock => ({
      type: 'input',
      block_id: id,
      optional: true,
      dispatch_action: true,
      label: plain(id),
      element: { type: 'plain_text_input', action_id: id, ...config },
    });
    const each = { dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } };
    const { dialog, page, received } = await openModal(
      modal('texts', [text('enter', {}), text('each', each)]),
    );
    await dialog.locator('[data-input="enter"] input').fill('eve');
    await page.keyboard.press('Enter');
    expect(payloadOf(await arrival(received, 2))).toMatchObject({
      actions: [{ action_id: 'enter', value: 'eve' }],
    });
    await dialog.locator('[data-input="each"] input').pressSequentially('ab');
    expect(payloadOf(await arrival(received, 4))).toMatchObject({
      actions: [{ action_id: 'each', value: 'ab' }],
    });
  });
});

describe('a modal that is changed while it is open', () => {
  it('keeps what was entered in the inputs that stay, and the place where somebody types', async () => {
    const { dialog, page, web, viewId, problems } = await openModal(modal('before'));
    await dialog.getByLabel('Only this').check();
    await dialog.getByRole('combobox').selectOption('Alex Rivera');
    await dialog.getByRole('textbox').pressSequentially('The nightly');
    await web.views.update({ view_id: viewId, view: modal('after') });
    await dialog.getByText('after').waitFor();
    expect(await focused(page)).toBe('TEXTAREA');
    await page.keyboard.type(' deployment');
    expect(await dialog.getByRole('textbox').inputValue()).toBe('The nightly deployment');
    expect(await dialog.getByLabel('Only this').isChecked()).toBe(true);
    expect(await dialog.getByRole('combobox').inputValue()).toBe('U0ALEX0001');
    expect(problems).toEqual([]);
  });

  it('forgets what was entered in an input that has another id now', async () => {
    const { dialog, web, viewId } = await openModal(modal('before'));
    await dialog.getByRole('textbox').fill('The nightly deployment');
    const { blocks, ...rest } = modal('after');
    const renamed = blocks.map((block) =>
      block.block_id === 'reason' ? { ...block, block_id: 'another' } : block,
    );
    await web.views.update({ view_id: viewId, view: { ...rest, blocks: renamed } });
    await dialog.getByText('after').waitFor();
    expect(await dialog.getByRole('textbox').inputValue()).toBe('');
  });

  it('fits a phone, with its submit button in sight', async () => {
    const many = Array.from({ length: 30 }, (_, index): KnownBlock => {
      return { type: 'section', text: plain(`Line ${index} ${'x'.repeat(80)}`) };
    });
    const { dialog, page } = await openModal(modal('before', many), { width: 400, height: 700 });
    const box = await dialog.getByRole('button', { name: 'Save' }).boundingBox();
    expect((box?.y ?? 999) + (box?.height ?? 0)).toBeLessThanOrEqual(700);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
  });
});
