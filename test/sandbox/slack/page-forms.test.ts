// What a person fills in on the page: commands, modals, scenarios, files.
import { describe, expect, it } from 'vitest';
import { ALERT, payloadOf } from './fixtures.ts';
import { arrival, withBrowser } from './with-browser.ts';

const open = withBrowser();

describe('the page', () => {
  it('shows the answer to a command to the one who typed it, and to nobody else', async () => {
    const { page } = await open({ ingress: async () => ({ status: 200, body: 'The trail is logging.' }) });
    await page.getByRole('textbox', { name: 'Message' }).fill('/trail status');
    await page.keyboard.press('Enter');
    await page.getByText('The trail is logging.').waitFor();
    expect(await page.getByText('Only visible to you').isVisible()).toBe(true);
    await page.getByLabel('You are').selectOption('Sam Okafor');
    await page.getByText('The trail is logging.').waitFor({ state: 'detached' });
  });

  it('opens a modal, and shows what the bot says against it', async () => {
    let answer = '';
    const { page, web, received } = await open({ ingress: async () => ({ status: 200, body: answer }) });
    await web.chat.postMessage({ channel: 'security-alerts', text: 'Alert', blocks: ALERT });
    await page.getByRole('button', { name: 'What else did they do?' }).click();
    const triggerId = String(payloadOf(await arrival(received)).trigger_id);
    const label = { type: 'plain_text' as const, text: 'Type the name' };
    await web.views.open({
      trigger_id: triggerId,
      view: {
        type: 'modal',
        title: { type: 'plain_text', text: 'Stop somebody' },
        submit: { type: 'plain_text', text: 'Stop them' },
        blocks: [
          {
            type: 'input',
            block_id: 'name',
            label,
            element: { type: 'plain_text_input', action_id: 'typed' },
          },
        ],
      },
    });
    const modal = page.getByRole('dialog');
    await modal.getByRole('button', { name: 'Stop them' }).click();
    await modal.getByText('Please complete this required field.').waitFor();
    answer = JSON.stringify({ response_action: 'errors', errors: { name: 'That is not the name.' } });
    await modal.getByRole('textbox').fill('alex');
    await modal.getByRole('button', { name: 'Stop them' }).click();
    await modal.getByText('That is not the name.').waitFor();
    answer = '';
    await modal.getByRole('button', { name: 'Stop them' }).click();
    await modal.waitFor({ state: 'hidden' });
    expect(payloadOf(await arrival(received, 3))).toMatchObject({
      view: { state: { values: { name: { typed: { value: 'alex' } } } } },
    });
  });

  it('fires a scenario, and says how many records a dropped file had or what is wrong with it', async () => {
    const fired: string[] = [];
    const { page } = await open({
      fireScenario: async (id) => void fired.push(id),
      dropFile: async (name, content) => {
        if (name === 'cat.png')
          throw Object.assign(new Error('This is no log file.'), { hint: 'Drop .json.gz files.' });
        return { records: content.length, skipped: 1 };
      },
    });
    await page.getByRole('button', { name: 'Root signs in' }).click();
    await page.getByText('Root signs in: it is happening.').waitFor();
    expect(fired).toEqual(['root-login']);
    const file = (name: string) => ({ name, mimeType: 'application/gzip', buffer: Buffer.alloc(142) });
    await page.locator('input[type=file]').setInputFiles(file('a.json.gz'));
    await page.getByText('a.json.gz: 142 records, 1 skipped').waitFor();
    await page.locator('input[type=file]').setInputFiles(file('cat.png'));
    await page.getByText('Drop .json.gz files.').waitFor();
  });
});
