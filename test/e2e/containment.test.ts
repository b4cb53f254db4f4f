// Somebody is locked out of AWS from the alert, and let in again: two people, their buttons, and the attacker's own key.
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
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

/** A call as the thief makes it. */
function callAsThief(): Promise<unknown> {
  const accessKeyId = leakedKey.principals.find(({ name }) => name === 'ci-deploy')?.accessKeyIds?.[0];
  const credentials = { accessKeyId: accessKeyId ?? '', secretAccessKey: 'any' };
  const endpoint = walk.world.aws.url;
  const iam = new IAMClient({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1 });
  return iam.send(new ListUsersCommand({})).finally(() => iam.destroy());
}

const card = () =>
  walk.thread.locator('article', { hasText: 'ci-deploy' }).filter({ hasText: 'Requested by' });

/** A button of the card, and the question that follows. */
async function press(button: string, sure: string): Promise<void> {
  await card().getByRole('button', { name: button }).click();
  await walk.page.locator('#confirm').getByRole('button', { name: sure }).click();
}

describe('somebody who uses a leaked key', () => {
  it('can be contained from the alert, which says first what that means', { timeout: SLOW }, async () => {
    const { alert, modal, page } = walk;
    await page.getByRole('button', { name: leakedKey.title }).click();
    await alert.getByText(/CRITICAL: ci-deploy attached policy AdministratorAccess/).waitFor();
    await callAsThief();
    await alert.getByRole('button', { name: 'Contain…' }).click();
    await modal.getByText('AWSDenyAll').first().waitFor();
    await modal.getByText('What cannot be stopped').waitFor();
    await modal.getByRole('button', { name: 'Ask for approval' }).click();
    await modal.getByText('Please complete this required field.').waitFor();
    await modal.getByLabel('Why').fill('The key is on a public page.');
    await modal.getByRole('button', { name: 'Ask for approval' }).click();
    await modal.waitFor({ state: 'hidden' });
    await walk.openThread();
    await card().getByText('The key is on a public page.').first().waitFor();
  });

  it('is not contained by who asked for it', { timeout: SLOW }, async () => {
    await walk.told(() => press('Approve', 'Contain'), 'Whoever asked for it cannot approve it.');
    await callAsThief();
  });

  it('is locked out once a second person approves, and stays so', { timeout: SLOW }, async () => {
    await walk.be('Sam Okafor');
    await walk.openThread();
    await press('Approve', 'Contain');
    await card().getByText('Verified', { exact: true }).waitFor({ timeout: 40_000 });
    await expect(callAsThief()).rejects.toThrow();
    await walk.alert.getByText(/ci-deploy is locked out/).waitFor();
    await walk.thread.getByText(/made or took on \d+ things/).waitFor();
    expect(walk.problems).toEqual([]);
  });

  it('is let in again by two people, with the key that was active', { timeout: SLOW }, async () => {
    await card().getByRole('button', { name: 'Release…' }).click();
    await walk.modal.getByLabel('Why').fill('A rehearsal.');
    await walk.modal.getByRole('button', { name: 'Ask for approval' }).click();
    await walk.modal.waitFor({ state: 'hidden' });
    await walk.be('Alex Rivera');
    await walk.openThread();
    await press('Approve release', 'Release');
    await card().getByText('Released', { exact: true }).waitFor({ timeout: 40_000 });
    await callAsThief();
    await walk.alert.getByText(/ci-deploy was released/).waitFor();
    expect(walk.problems).toEqual([]);
  });
});
