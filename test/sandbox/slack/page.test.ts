// The page in a real browser: live, usable by mouse and on a phone, and deaf to hostile text.
import { describe, expect, it } from 'vitest';
import { PATIENT } from '../../support/patience.ts';
import { ALERT, payloadOf } from './fixtures.ts';
import { arrival, withBrowser } from './with-browser.ts';

const open = withBrowser();

describe('the page', () => {
  it('shows a message the moment it is posted, its edit, and its removal', async () => {
    const { page, web, problems } = await open();
    const { ts = '' } = await web.chat.postMessage({
      channel: 'security-alerts',
      text: 'Root account used',
      blocks: ALERT,
    });
    const message = page.locator(`#messages [data-ts="${ts}"]`);
    await message.getByRole('heading', { name: 'Root account used' }).waitFor();
    expect(await message.getByText('APP', { exact: true }).isVisible()).toBe(true);
    expect(await message.locator('time[data-date]').textContent()).toBe('Dec 31, 2025 at 7:00 PM');
    await web.chat.update({ channel: 'C0ALERTS01', ts, text: 'Closed by Sam' });
    await message.getByText('Closed by Sam').waitFor();
    expect(await message.getByText('(edited)').isVisible()).toBe(true);
    await web.chat.delete({ channel: 'C0ALERTS01', ts });
    await message.waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });

  it('sends a pressed button to the bot', async () => {
    const { page, web, received, problems } = await open();
    await web.chat.postMessage({ channel: 'security-alerts', text: 'Alert', blocks: ALERT });
    await page.getByRole('button', { name: 'What else did they do?' }).click();
    expect(payloadOf(await arrival(received))).toMatchObject({
      actions: [{ action_id: 'timeline', value: 'incident-1' }],
    });
    expect(problems).toEqual([]);
  });

  it('asks before a button with a confirm dialog, and takes no for an answer', async () => {
    const { page, web, received } = await open();
    await web.chat.postMessage({ channel: 'security-alerts', text: 'Alert', blocks: ALERT });
    const button = page.getByRole('button', { name: 'Stop this session' });
    await button.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
    await button.click();
    expect(await page.getByRole('dialog').getByText('Root cannot be denied.').isVisible()).toBe(true);
    await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
    expect(payloadOf(await arrival(received))).toMatchObject({ actions: [{ action_id: 'contain' }] });
    expect(received).toHaveLength(1);
  });

  it('sends the option of an overflow menu', async () => {
    const { page, web, received } = await open();
    await web.chat.postMessage({ channel: 'security-alerts', text: 'Alert', blocks: ALERT });
    await page.locator('.actions').getByLabel('More actions').click();
    await page.getByRole('menuitem', { name: 'What changed?' }).click();
    expect(payloadOf(await arrival(received))).toMatchObject({
      actions: [{ selected_option: { value: 'q2' } }],
    });
  });

  it('keeps a menu open while its message changes, and shows the change when it is closed', async () => {
    const { page, web, received } = await open();
    const alert = { channel: 'C0ALERTS01', text: 'Alert', blocks: ALERT };
    const { ts = '' } = await web.chat.postMessage(alert);
    const more = page.locator('.actions').getByLabel('More actions');
    // Who listens before the message has come hears of that too.
    await more.waitFor();
    await page.evaluate(`
      window.heard = 0;
      const ears = new EventSource('/sandbox/events?user=U0ALEX0001');
      // What the facts say changes by the clock.
      ears.onmessage = ({ data }) => { if (JSON.parse(data).type === 'message') window.heard += 1; };
      new Promise((resolve) => { ears.onopen = resolve; })`);
    await more.click();
    await web.chat.update({ ...alert, ts, blocks: [...ALERT, { type: 'markdown', text: 'It goes on' }] });
    await expect.poll(() => page.evaluate('window.heard'), PATIENT).toBe(1);
    expect(await page.getByText('It goes on').count()).toBe(0);
    await page.getByRole('menuitem', { name: 'What changed?' }).click();
    expect(payloadOf(await arrival(received))).toMatchObject({
      actions: [{ selected_option: { value: 'q2' } }],
    });
    await page.getByText('It goes on').waitFor();
  });

  it('closes a menu by Escape and when the focus goes elsewhere, and then shows what waited', async () => {
    const { page, web } = await open();
    const alert = { channel: 'C0ALERTS01', text: 'Alert', blocks: ALERT };
    const { ts = '' } = await web.chat.postMessage(alert);
    const menu = page.locator('.actions').getByLabel('More actions');
    const entry = page.getByRole('menuitem', { name: 'What changed?' });
    const leave = [
      () => page.keyboard.press('Escape'),
      () => page.getByRole('textbox', { name: 'Message the channel' }).focus(),
    ];
    for (const [index, away] of leave.entries()) {
      await menu.press('Enter');
      await entry.waitFor();
      const text = `News ${index}`;
      await web.chat.update({ ...alert, ts, blocks: [...ALERT, { type: 'markdown', text }] });
      await away();
      await entry.waitFor({ state: 'hidden' });
      await page.getByText(text).waitFor();
    }
  });

  it('asks the same question of a menu twice', async () => {
    const { page, web, received } = await open();
    const option = { text: { type: 'plain_text' as const, text: 'What changed?' }, value: 'q2' };
    const menu = { type: 'static_select' as const, action_id: 'ask', options: [option] };
    const blocks = [{ type: 'actions' as const, elements: [menu] }];
    await web.chat.postMessage({ channel: 'security-alerts', text: 'Alert', blocks });
    for (const times of [1, 2]) {
      await page.locator('.actions').getByRole('combobox').selectOption('What changed?');
      await arrival(received, times);
      await expect.poll(() => page.locator('.actions select').inputValue(), PATIENT).toBe('');
    }
  });

  it('shows a warning on the button when the bot fails', async () => {
    const { page, web } = await open({ ingress: async () => ({ status: 502, body: '' }) });
    await web.chat.postMessage({ channel: 'security-alerts', text: 'Alert', blocks: ALERT });
    await page.getByRole('button', { name: 'This was us' }).click();
    await page.getByText('The app answered with HTTP status 502.').waitFor();
  });

  it('opens a thread, where replies arrive and can be written', async () => {
    const { page, web, slack } = await open();
    const { ts = '' } = await web.chat.postMessage({ channel: 'security-alerts', text: 'Alert' });
    await web.chat.postMessage({ channel: 'security-alerts', text: 'First look', thread_ts: ts });
    await page.getByRole('button', { name: '1 reply' }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('First look').waitFor();
    await web.chat.postMessage({ channel: 'security-alerts', text: 'Second look', thread_ts: ts });
    await thread.getByText('Second look').waitFor();
    await page.getByRole('button', { name: '2 replies' }).waitFor();
    await thread.getByRole('textbox').fill('Was that you, Sam?');
    await thread.getByRole('textbox').press('Enter');
    await thread.getByText('Was that you, Sam?').waitFor();
    expect(slack.messages().at(-1)).toMatchObject({ user: 'U0ALEX0001', thread_ts: ts });
  });

  it('marks a channel that has something new', async () => {
    const { page, web } = await open();
    await web.chat.postMessage({ channel: 'security-review', text: 'Yesterday' });
    await page.locator('.channel.unread', { hasText: 'security-review' }).click();
    await page.locator('#messages').getByText('Yesterday').waitFor();
    expect(await page.locator('.channel.unread').count()).toBe(0);
  });

  it('works on a phone: nothing is wider than the screen, and the panel and a thread can be reached', async () => {
    const { page, web } = await open({}, { width: 390, height: 844 });
    const { ts = '' } = await web.chat.postMessage({
      channel: 'security-alerts',
      text: 'Alert',
      blocks: ALERT,
    });
    await web.chat.postMessage({
      channel: 'security-alerts',
      text: `Long ${'x'.repeat(500)}`,
      thread_ts: ts,
    });
    await page.getByRole('button', { name: '1 reply' }).click();
    await page.getByRole('complementary', { name: 'Thread' }).getByText('Long').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.getByRole('complementary', { name: 'Thread' }).getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Scenarios' }).click();
    await page.getByRole('button', { name: 'Root signs in' }).click();
    await page.getByRole('button', { name: 'Channels' }).click();
    await page.getByRole('button', { name: 'general' }).click();
    await page.getByRole('heading', { name: '# general' }).waitFor();
  });

  it('runs nothing that a message says, and loads nothing from anywhere else', async () => {
    const { page, web, problems } = await open({ rateLimits: false });
    const hostile =
      '<script>window.owned=1</script><img src=x onerror="window.owned=1"><javascript:window.owned=1|x>\u202E"\'>';
    const plain = (text: string) => ({ type: 'plain_text' as const, text });
    await web.chat.postMessage({
      channel: 'security-alerts',
      text: hostile,
      blocks: [
        { type: 'header', text: plain(hostile) },
        { type: 'section', text: { type: 'mrkdwn', text: hostile }, fields: [plain(hostile)] },
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [{ type: 'link', url: 'javascript:window.owned=1', text: hostile }],
            },
          ],
        },
        { type: 'image', image_url: 'https://example.com/track.png', alt_text: hostile },
        {
          type: 'markdown',
          text: `${hostile} [x](javascript:window.owned=1) ![x](https://example.com/track.png)`,
        },
        { type: 'table', rows: [[{ type: 'raw_text', text: hostile }]] },
        {
          type: 'actions',
          elements: [
            {
              type: 'button',
              action_id: '"><script>',
              text: plain('Ask'),
              url: 'javascript:window.owned=1',
              confirm: { title: plain(hostile), text: { type: 'mrkdwn', text: hostile } },
            },
          ],
        },
      ],
    });
    await web.chat.postMessage({ channel: 'security-alerts', text: `${hostile}${'y'.repeat(39_000)}` });
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Yes' }).click();
    await page.locator('article').nth(1).waitFor();
    expect(await page.evaluate('window.owned')).toBeUndefined();
    expect(await page.locator('script, article img:not(.avatar), a[href^="javascript"]').count()).toBe(1);
    expect(problems).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1_280);
  });
});
