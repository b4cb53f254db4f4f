// What somebody made before they were locked out is listed, and whoever can come back by it is locked out from the list.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leakedKey } from '../../bot/sandbox/scenarios/leaked-key.ts';
import { launchBrowser } from '../support/browser.ts';
import { startWalk, type Walk } from './walk.ts';

const SLOW = 90_000;
let browser: Browser;
let walk: Walk;

beforeAll(async () => {
  browser = await launchBrowser();
  walk = await startWalk(browser, leakedKey.expect.pages);
}, SLOW);
afterAll(async () => {
  await walk?.close();
  await browser?.close();
});

const card = (whom: string) =>
  walk.thread
    .locator('article', { hasText: `user/${whom}` })
    .filter({ hasText: 'Requested by' })
    .first();
const made = () => walk.thread.locator('article', { hasText: /ci-deploy made or took on \d+ things/ });

/** The first person asks, the second agrees. */
async function contain(whom: string): Promise<void> {
  const { modal, page } = walk;
  await modal.getByLabel('Why').fill(`${whom} is in the wrong hands.`);
  await modal.getByRole('button', { name: 'Ask for approval' }).click();
  await modal.waitFor({ state: 'hidden' });
  await walk.be('Sam Okafor');
  await walk.openThread();
  await card(whom).getByRole('button', { name: 'Approve' }).click();
  await page.locator('#confirm').getByRole('button', { name: 'Contain' }).click();
  await card(whom).getByText('Verified', { exact: true }).waitFor({ timeout: 40_000 });
}

describe('what a contained user made', () => {
  it('is listed in the thread, each user with a button of its own', { timeout: SLOW }, async () => {
    const { alert, page } = walk;
    await page.getByRole('button', { name: leakedKey.title }).click();
    await alert.getByText(/CRITICAL: ci-deploy attached policy AdministratorAccess/).waitFor();
    await alert.getByRole('button', { name: 'Contain…' }).click();
    await contain('ci-deploy');
    await made().getByText('user svc-backup', { exact: false }).first().waitFor();
    await made()
      .getByText(/console password for user svc-backup/)
      .waitFor();
    expect(await made().getByRole('button', { name: 'Contain…' }).count()).toBe(1);
  });

  it('is contained from the list, on a second card in the same thread', { timeout: SLOW }, async () => {
    const { alert, modal } = walk;
    await walk.be('Alex Rivera');
    await walk.openThread();
    await made().getByRole('button', { name: 'Contain…' }).click();
    await modal.getByText('AWSDenyAll is attached to user svc-backup').waitFor();
    await modal.getByText('Delete the console password too').waitFor();
    await contain('svc-backup');
    expect(await card('ci-deploy').getByText('Verified', { exact: true }).isVisible()).toBe(true);
    for (const whom of ['ci-deploy', 'svc-backup'])
      await alert.getByText(new RegExp(`🔒 ${whom} is`)).waitFor();
    expect(walk.problems).toEqual([]);
  });
});
