// The buttons on the page for what is otherwise due by the clock.
import { describe, expect, it } from 'vitest';
import { PATIENT } from '../../support/patience.ts';
import { withBrowser } from './with-browser.ts';

const open = withBrowser();

function schedulesOf(refuse?: string) {
  const fired: string[] = [];
  return {
    fired,
    list: () => [{ id: 'review', title: 'Daily <b>review</b> now' }],
    fire: async (id: string) => {
      if (refuse !== undefined) throw new Error(refuse);
      fired.push(id);
    },
  };
}

describe('what is due by the clock, on the page', () => {
  it('is done at the press of a button, which says so', async () => {
    const schedules = schedulesOf();
    const { page, problems } = await open({ schedules });
    const button = page.getByRole('button', { name: 'Daily <b>review</b> now' });
    await button.click();
    await page.getByText('It is due.').waitFor();
    expect(schedules.fired).toEqual(['review']);
    await button.click();
    await expect.poll(() => schedules.fired.length, PATIENT).toBe(2);
    expect(problems).toEqual([]);
  });

  it('says why it could not be done', async () => {
    const { page } = await open({ schedules: schedulesOf('There is no such queue.') });
    await page.getByRole('button', { name: 'Daily' }).click();
    await page.getByText('There is no such queue.').waitFor();
  });

  it('is not there where there are no schedules', async () => {
    const { page, slack } = await open();
    expect(await page.getByText('By the clock').count()).toBe(0);
    const response = await fetch(`${slack.url}/sandbox/schedules/review`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(404);
  });
});
