// Somebody who is being locked out takes it off again by a program: it is put back, told, and holds in the end.
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fightsBack } from '../../bot/sandbox/scenarios/fights-back.ts';
import { launchBrowser } from '../support/browser.ts';
import { PATIENT } from '../support/patience.ts';
import { eventually, QUICK } from '../support/world.ts';
import { startWalk, type Walk } from './walk.ts';

const SLOW = 90_000;
const PROPAGATION_MS = 1_500;
/** While nothing new holds, the attacker wins, however slow the machine is. */
let standsSince: number | undefined;
/** As long as IAM takes, the attacker's calls go on to work. */
const iamPropagation = () =>
  PROPAGATION_MS + (standsSince === undefined ? 0 : performance.now() - standsSince);
const pace = { ...QUICK, iamPropagation };
let browser: Browser;
let walk: Walk;

beforeAll(async () => {
  browser = await launchBrowser();
  walk = await startWalk(browser, ['admin-policy-attached'], pace);
}, SLOW);
afterAll(async () => {
  await walk?.close();
  await browser?.close();
});

/** With each of the stolen user's keys. */
function callsOfThief(): Promise<readonly PromiseSettledResult<unknown>[]> {
  const keys = fightsBack.principals.find(({ name }) => name === 'ops-legacy')?.accessKeyIds ?? [];
  const calls = keys.map((accessKeyId) => {
    const credentials = { accessKeyId, secretAccessKey: 'any' };
    const endpoint = walk.world.aws.url;
    const iam = new IAMClient({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1 });
    return iam.send(new ListUsersCommand({})).finally(() => iam.destroy());
  });
  return Promise.allSettled(calls);
}

const statuses = async () => (await callsOfThief()).map(({ status }) => status);
const card = () =>
  walk.thread.locator('article', { hasText: 'ops-legacy' }).filter({ hasText: 'Requested by' }).first();

describe('somebody who fights back', () => {
  it('takes off what contains them, which is put back and told to everybody', {
    timeout: SLOW,
  }, async () => {
    const { alert, modal, page, thread } = walk;
    await page.getByRole('button', { name: fightsBack.title }).click();
    await alert.getByText(/ops-legacy attached policy AdministratorAccess/).waitFor();
    await expect.poll(statuses, PATIENT).toEqual(['fulfilled', 'fulfilled']);
    await alert.getByRole('button', { name: 'Contain…' }).click();
    await modal.getByLabel('Why').fill('The key is used from an unknown address.');
    await modal.getByRole('button', { name: 'Ask for approval' }).click();
    await modal.waitFor({ state: 'hidden' });
    await walk.be('Sam Okafor');
    await walk.openThread();
    await card().getByRole('button', { name: 'Approve' }).click();
    standsSince = performance.now();
    await page.locator('#confirm').getByRole('button', { name: 'Contain' }).click();
    const isTakenOff = () => walk.world.aws.calls.some(({ operation }) => operation === 'DetachUserPolicy');
    await eventually(walk.world, isTakenOff);
    standsSince = undefined;
    await card().getByText('Taken off', { exact: true }).waitFor({ timeout: 60_000 });
    await thread.getByText(/took the containment off ops-legacy.+fighting back/).waitFor();
    await page.locator('#messages').getByText('Somebody is fighting back.').waitFor();
  });

  it('is refused in the end, with every key', { timeout: SLOW }, async () => {
    await card().getByText('Verified', { exact: true }).waitFor({ timeout: 60_000 });
    expect(await statuses()).toEqual(['rejected', 'rejected']);
    await walk.thread.getByText(/ops-legacy made or took on \d+ things/).waitFor();
    expect(walk.problems).toEqual([]);
  });
});
