// The switches on the page that break the sandbox's account.
import { describe, expect, it } from 'vitest';
import { PATIENT } from '../../support/patience.ts';
import { withBrowser } from './with-browser.ts';

const open = withBrowser();

function switchesOf(refuse?: string) {
  const on = new Set<string>();
  return {
    on,
    list: () => [{ id: 'logging-stopped', title: 'Logging <b>stopped</b>', isOn: on.has('logging-stopped') }],
    set: async (id: string, wanted: boolean) => {
      if (refuse !== undefined) throw new Error(refuse);
      if (wanted) on.add(id);
      else on.delete(id);
    },
  };
}

describe('the faults on the page', () => {
  it('are switched on and off, and stay as they are when the page is opened again', async () => {
    const switches = switchesOf();
    const { page, problems } = await open({ switches });
    const box = page.getByLabel('Logging <b>stopped</b>');
    await box.check();
    await expect.poll(() => [...switches.on], PATIENT).toEqual(['logging-stopped']);
    await page.reload();
    await expect.poll(() => box.isChecked(), PATIENT).toBe(true);
    await box.uncheck();
    await expect.poll(() => [...switches.on], PATIENT).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('show why one could not be switched, and leave it as it is', async () => {
    const { page } = await open({ switches: switchesOf('There is no such queue.') });
    const box = page.getByLabel('Logging <b>stopped</b>');
    await box.click();
    await page.getByText('There is no such queue.').waitFor();
    expect(await box.isChecked()).toBe(false);
  });

  it('are not there where nothing can be broken', async () => {
    const { page, slack } = await open();
    expect(await page.getByText('Faults').count()).toBe(0);
    const response = await fetch(`${slack.url}/sandbox/faults/anything`, {
      method: 'POST',
      body: '{"on":true}',
    });
    expect(response.status).toBe(404);
  });
});
