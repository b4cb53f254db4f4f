// What can be asked of the bot without an alert: typed commands, their forms and buttons, App Home, and direct messages.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { PATIENT } from '../support/patience.ts';
import { stopLogging } from '../support/trail-records.ts';
import { startWalk, type Walk } from './walk.ts';

const SLOW = { timeout: 60_000 };
let browser: Browser;
let walk: Walk;

beforeAll(async () => {
  browser = await launchBrowser();
  walk = await startWalk(browser, ['cloudtrail-changes', 'log-filter-removed', 'root-usage']);
}, SLOW.timeout);
afterAll(async () => {
  await walk?.close();
  await browser?.close();
});

const QUIET = 'Nothing is muted or expected: everything that deserves an alert gives one.';
const WELL = /The trail can be trusted|Nothing is broken/;

describe('/trail status', () => {
  it(
    'trusts a trail that is well, names what is broken with its remedy, and trusts it again',
    SLOW,
    async () => {
      const { page } = walk;
      await walk.ask('/trail status', WELL);
      const faults = ['Logging stopped', 'Metric filter deleted'].map((name) => page.getByLabel(name));
      for (const fault of faults) {
        await fault.check();
        await fault.and(page.locator(':enabled')).waitFor();
      }
      const broken = await walk.ask('/trail status', 'It is logging');
      expect(await broken.innerText()).toMatch(/🔴 It is logging: .*\n.*[Ss]tart/);
      expect(await broken.innerText()).toMatch(
        /🔴 Metric filters are as in the catalog: .*\n.*cloudtrail-changes/,
      );
      for (const fault of faults) {
        await fault.uncheck();
        await fault.and(page.locator(':enabled')).waitFor();
      }
      const mended = await walk.ask('/trail status', WELL);
      expect(await mended.innerText()).not.toContain('🔴');
    },
  );
});

describe('commands', () => {
  it('send a test event all the way, and say how long each stretch took', SLOW, async () => {
    const report = await walk.ask('/trail test', 'The test event came through in');
    await report.getByText(/^Told in Slack/).waitFor();
  });

  it('mute a detection, show what is quiet, and end it', SLOW, async () => {
    await walk.ask('/trail mute root-usage 2h the root key is being renewed', 'Muted: root-usage');
    const mutes = await walk.ask('/trail mutes', 'the root key is being renewed');
    const end = mutes.getByRole('button', { name: 'End', exact: true });
    await walk.told(() => end.click(), 'Alerts again: root-usage');
    await walk.ask('/trail mutes', QUIET);
  });

  it('show the review, and take a signature for it', SLOW, async () => {
    const review = await walk.ask('/trail review', 'Review: ');
    const sign = review.getByRole('button', { name: /sign off$/ });
    await walk.told(() => sign.click(), /[Ss]igned off/);
  });

  it('are understood with a typo, and run by a button', SLOW, async () => {
    const meant = await walk.ask('/trail statsu', 'Did you mean');
    await walk.told(() => meant.getByRole('button', { name: 'Run it' }).click(), WELL);
  });

  it('ask for what is missing, refuse what is wrong at its field, and share the answer', SLOW, async () => {
    const { page, modal } = walk;
    await walk.say('/trail query from-this-address');
    const field = modal.getByLabel('Address');
    await field.fill('not an address');
    const run = modal.getByRole('button', { name: 'Run' });
    await run.click();
    await expect
      .poll(() => modal.locator('.input .error').first().textContent(), PATIENT)
      .toMatch(/address/i);
    expect(await field.inputValue()).toBe('not an address');
    await field.fill('198.51.100.77');
    await modal.getByLabel('How far back').selectOption('The last 24 hours');
    const answer = await walk.told(() => run.click(), 'From this address: ');
    await modal.waitFor({ state: 'hidden' });
    const shared = page.locator('#messages article:not(.ephemeral)', { hasText: 'From this address: ' });
    expect(await shared.count()).toBe(0);
    await answer.getByRole('button', { name: 'Share in channel' }).click();
    await shared.waitFor();
    await walk.be('Sam Okafor');
    await page.locator('#messages .ephemeral').first().waitFor({ state: 'detached' });
    expect(await shared.count()).toBe(1);
    await walk.be('Alex Rivera');
  });

  it('are refused to a guest, who alone is told', SLOW, async () => {
    await walk.be('Robin Lee (guest)');
    await walk.ask('/trail mutes', 'Trailbot does not answer guests.');
    await walk.be('Alex Rivera');
    const refusal = walk.page.locator('#messages .ephemeral', { hasText: 'guests' });
    await refusal.waitFor({ state: 'detached' });
  });
});

describe('the person behind an actor', () => {
  it('is asked in a direct message, and the alert says what they answered', SLOW, async () => {
    const { page, world } = walk;
    await world.put(stopLogging('sam'));
    const alert = page.locator('#messages article', { hasText: 'sam stopped trail' }).first();
    await alert.waitFor();
    await walk.be('Sam Okafor');
    await page.locator('.app').click();
    await page.getByRole('button', { name: 'Messages', exact: true }).click();
    const question = page.locator('#messages article', { hasText: 'Was it you?' });
    await question.getByText('sam').first().waitFor();
    await question.getByRole('button', { name: 'Yes, that was me' }).click();
    await question.getByRole('button', { name: '1 reply' }).click();
    await walk.thread.getByText(/^Thank you, your team sees it/).waitFor();
    await page.getByRole('button', { name: '# security-alerts' }).click();
    await alert.getByText(/@Sam Okafor says it was them/).waitFor();
    await walk.be('Alex Rivera');
  });
});

describe('App Home', () => {
  it('shows what is open, whether the trail is well, what is quiet, and the last review', SLOW, async () => {
    const { page, problems } = walk;
    await walk.ask('/trail mute root-usage 2h the root key is being renewed', 'Muted: root-usage');
    await page.locator('.app').click();
    const home = page.locator('.home');
    await home.getByText(/sam stopped trail/).waitFor();
    await home.getByText(/^\d+ of \d+ checks are well\.$/).waitFor();
    await home.getByText(/ends/).waitFor();
    await home.getByText(/Last signed off by @Alex Rivera/).waitFor();
    await home.getByRole('button', { name: 'All mutes' }).click();
    await page.getByRole('button', { name: 'Messages', exact: true }).click();
    await page.locator('#messages').getByText('1 thing is quiet, what ends soonest first').waitFor();
    expect(problems).toEqual([]);
  });
});
