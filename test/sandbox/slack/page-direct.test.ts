// What the bot and one person write to each other: seen by nobody else.
import { describe, expect, it } from 'vitest';
import { PATIENT } from '../../support/patience.ts';
import { withBrowser } from './with-browser.ts';

const open = withBrowser();
const SAM = 'U0SAM00001';

describe('a direct message of the bot', () => {
  it('is marked on the left, and stands under Messages, for its person alone', async () => {
    const { page, web, problems } = await open();
    await page.getByLabel('You are').selectOption('Sam Okafor');
    await page.getByRole('heading', { name: '# security-alerts' }).waitFor();
    const direct = await web.conversations.open({ users: SAM });
    await web.chat.postMessage({ channel: direct.channel?.id ?? '', text: 'Was it you?' });
    await page.locator('.app.unread').click();
    await page.getByRole('button', { name: 'Messages', exact: true }).click();
    await page.locator('#messages').getByText('Was it you?').waitFor();
    await page.getByLabel('You are').selectOption('Alex Rivera');
    await expect.poll(() => page.locator('#messages article').count(), PATIENT).toBe(0);
    expect(problems).toEqual([]);
  });

  it('cannot be read, written in or heard by somebody else', async () => {
    const { slack, web } = await open();
    const { channel } = await web.conversations.open({ users: SAM });
    const url = `${slack.url}/sandbox/channels/${channel?.id}`;
    expect((await fetch(`${url}?user=${SAM}`)).status).toBe(200);
    expect((await fetch(`${url}?user=U0ALEX0001`)).status).toBe(404);
    const body = JSON.stringify({ user: 'U0ALEX0001', channel: channel?.id, text: 'I am Sam' });
    expect((await fetch(`${slack.url}/sandbox/say`, { method: 'POST', body })).status).toBe(404);
    const stream = await fetch(`${slack.url}/sandbox/events?user=U0ALEX0001`);
    const reader = stream.body?.getReader();
    await web.chat.postMessage({ channel: channel?.id ?? '', text: 'Was it you?' });
    await web.chat.postMessage({ channel: 'general', text: 'For all' });
    let heard = '';
    while (!heard.includes('For all')) heard += new TextDecoder().decode((await reader?.read())?.value);
    expect(heard).not.toContain('Was it you?');
    await reader?.cancel();
  });
});
