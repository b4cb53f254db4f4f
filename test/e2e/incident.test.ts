// One incident from its alert to its end, by what a person presses, chooses and types.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leakedKey } from '../../bot/sandbox/scenarios/leaked-key.ts';
import { launchBrowser } from '../support/browser.ts';
import { PATIENT } from '../support/patience.ts';
import { stopLogging } from '../support/trail-records.ts';
import { startWalk, type Walk } from './walk.ts';

const SLOW = 60_000;
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

/** As many kinds of calls as no message has room for, in a file as CloudTrail writes it. */
async function dropManyCalls(): Promise<void> {
  const Records = Array.from({ length: 130 }, (_, index) =>
    stopLogging('ci-deploy', { eventSource: 'ec2.amazonaws.com', eventName: `DescribeThing${index}` }),
  );
  const buffer = Buffer.from(JSON.stringify({ Records }));
  const input = walk.page.locator('.drop input');
  await input.setInputFiles({ name: 'calls.json', mimeType: 'application/json', buffer });
  await walk.page.getByText('calls.json: 130 records, 0 skipped').waitFor({ state: 'attached' });
}

describe('an access key that has leaked', () => {
  it('is told with who, what and how bad it is', { timeout: SLOW }, async () => {
    await walk.page.getByRole('button', { name: leakedKey.title }).click();
    await walk.alert.getByText(/CRITICAL: ci-deploy attached policy AdministratorAccess/).waitFor();
    await walk.alert.getByText('First call from Australia in the 90 days before', { exact: true }).waitFor();
    // The message is about what came last, and of two runs at the same time either may be last.
    const blinded = /CRITICAL: svc-backup (stopped trail|made trail \S+ skip all changes)/;
    await walk.page.locator('#messages article', { hasText: blinded }).waitFor();
  });

  it('becomes the one’s who acknowledges it', { timeout: SLOW }, async () => {
    const { alert, thread, page } = walk;
    await alert.getByRole('button', { name: 'Acknowledge' }).click();
    await alert.getByText(/^Acknowledged by @Alex Rivera/).waitFor();
    await walk.openThread();
    await thread.getByText('@Alex Rivera acknowledged').waitFor();
    expect(await alert.getByRole('button', { name: 'Acknowledge' }).count()).toBe(0);
    expect(await page.locator('#messages .warning').count()).toBe(0);
  });

  it('answers what its actor did: in rows, as a picture, and as a file where it is too much', {
    timeout: SLOW,
  }, async () => {
    const { alert, thread, page } = walk;
    await dropManyCalls();
    await alert.getByRole('button', { name: 'Show activity' }).click();
    await thread.getByText(/^ci-deploy: \d+ calls/).waitFor();
    const answer = thread.getByText(/^Timeline of an actor: 1\d\d rows in the last/).first();
    for (let asked = 1; asked <= 3 && !(await answer.isVisible()); asked += 1) {
      // A message that is edited in this very moment loses the choice, and the calls may still be on their way.
      await alert.getByRole('combobox').selectOption('Timeline of an actor');
      await answer.waitFor({ timeout: 12_000 }).catch(() => undefined);
    }
    await answer.waitFor();
    await thread.locator('th', { hasText: 'service' }).first().waitFor();
    const picture = thread.getByRole('img', { name: /^Timeline of an actor/ }).first();
    await picture.waitFor();
    await expect
      .poll(() => picture.evaluate<number, { naturalWidth: number }>('(img) => img.naturalWidth'), PATIENT)
      .not.toBe(0);
    const table = thread.getByRole('link', { name: /^Timeline of an actor: 1\d\d rows/ }).last();
    const csv = await page.request.get(new URL((await table.getAttribute('href')) ?? '', page.url()).href);
    expect(csv.headers()['content-disposition']).toBe('attachment');
    const lines = (await csv.text()).trim().split('\r\n');
    expect(lines[0]).toContain('call');
    expect(lines.length).toBeGreaterThan(130);
  });

  it('is given to a colleague', { timeout: SLOW }, async () => {
    const { alert, thread, modal } = walk;
    await walk.choose('Assign…');
    await modal.getByLabel('Who takes it?').selectOption('Sam Okafor');
    await modal.getByRole('button', { name: 'Assign' }).click();
    await modal.waitFor({ state: 'hidden' });
    await thread.getByText(/assigned it to @Sam Okafor/).waitFor();
    await alert.getByText(/assigned to @Sam Okafor/).waitFor();
  });

  it('shows what calling it expected would have hidden, for each choice, and keeps what was typed', {
    timeout: SLOW,
  }, async () => {
    const { modal } = walk;
    await walk.choose('This is expected…');
    await modal.getByText(/^Would have hidden \d+ of \d+ incidents?/).waitFor();
    const scope = modal.getByText(/^IAM policy changed: ci-deploy/);
    const before = await scope.textContent();
    await modal.getByLabel('Why').fill('A rehearsal');
    await modal.getByLabel('Only the call of the newest event').check();
    await expect.poll(() => scope.textContent(), PATIENT).not.toBe(before);
    expect(await modal.getByLabel('Only the call of the newest event').isChecked()).toBe(true);
    expect(await modal.getByLabel('Why').inputValue()).toBe('A rehearsal');
    await modal.getByRole('button', { name: 'Cancel' }).click();
    await modal.waitFor({ state: 'hidden' });
  });

  it('is not resolved by a guest, who alone is told so', { timeout: SLOW }, async () => {
    const { alert, modal, page } = walk;
    await walk.be('Robin Lee (guest)');
    await alert.getByRole('button', { name: 'Resolve…' }).click();
    await modal.getByLabel('False positive').check();
    const resolve = modal.getByRole('button', { name: 'Resolve' });
    await walk.told(() => resolve.click(), 'Trailbot does not answer guests.');
    await walk.be('Alex Rivera');
    await page.locator('#messages .ephemeral', { hasText: 'guests' }).waitFor({ state: 'detached' });
    await alert.getByRole('button', { name: 'Resolve…' }).waitFor();
  });

  it('is resolved with a verdict and a note, and its thread says who did what', {
    timeout: SLOW,
  }, async () => {
    const { alert, thread, modal, problems } = walk;
    await alert.getByRole('button', { name: 'Resolve…' }).click();
    await modal.getByRole('button', { name: 'Resolve' }).click();
    await modal.getByText('Please complete this required field.').waitFor();
    await modal.getByLabel('A real incident').check();
    await modal.getByLabel('Note').fill('Key deleted, svc-backup removed.\nThe trail is on again.');
    await modal.getByRole('button', { name: 'Resolve' }).click();
    await modal.waitFor({ state: 'hidden' });
    await walk.openThread();
    await alert.getByText(/RESOLVED \(/).waitFor();
    await alert.getByText(/^Resolved as .* by @Alex Rivera .*Key deleted/).waitFor();
    await thread.getByText(/resolved it as/).waitFor();
    const said = await thread.locator('article').allInnerTexts();
    const deeds = ['Rivera acknowledged', 'assigned it to', 'resolved it as'];
    const places = deeds.map((deed) => said.findIndex((text) => text.includes(deed)));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(await alert.getByRole('button', { name: 'Resolve…' }).count()).toBe(0);
    expect(problems).toEqual([]);
  });
});
