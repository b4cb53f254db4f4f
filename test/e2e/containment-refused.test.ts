// Who cannot be locked out by Trailbot, and what the person who wanted to can do instead.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rootLoginWithoutMfa } from '../../bot/sandbox/scenarios/root-login-without-mfa.ts';
import { launchBrowser } from '../support/browser.ts';
import { startWalk, type Walk } from './walk.ts';

const SLOW = 90_000;
let browser: Browser;
let walk: Walk;

beforeAll(async () => {
  browser = await launchBrowser();
  walk = await startWalk(browser, rootLoginWithoutMfa.expect.pages);
}, SLOW);
afterAll(async () => {
  await walk?.close();
  await browser?.close();
});

/** The form has nothing to send, and goes away. */
async function close(): Promise<void> {
  expect(await walk.modal.getByLabel('Why').count()).toBe(0);
  expect(await walk.modal.getByRole('button', { name: 'Ask for approval' }).count()).toBe(0);
  await walk.modal.getByRole('button', { name: 'Close' }).last().click();
  await walk.modal.waitFor({ state: 'hidden' });
}

describe('a containment that cannot be', () => {
  it('of root: the alert tells the steps, where to take them, and the policy to copy', {
    timeout: SLOW,
  }, async () => {
    const { alert, modal, page } = walk;
    await page.getByRole('button', { name: rootLoginWithoutMfa.title }).click();
    await alert.getByText(/CRITICAL: root/).waitFor();
    await alert.getByRole('button', { name: 'Contain…' }).click();
    await modal.getByText('Root of account 123456789012 cannot be contained').waitFor();
    await modal.getByText('sign in as root, change the password, delete every access key').waitFor();
    const link = modal.getByRole('link', { name: 'Service control policies' });
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/console\.aws\.amazon\.com\/organizations\//);
    expect(JSON.parse(await modal.locator('pre').innerText())).toMatchObject({
      Statement: [
        {
          Effect: 'Deny',
          Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:root' } },
        },
      ],
    });
    await close();
  });

  it.each([
    ['protected-admin', 'has the tag trailbot:protected', 'aws iam untag-user --user-name=protected-admin'],
    ['break-glass', 'is listed under containment.breakGlass', '--user-name=break-glass --policy-arn'],
    [
      'arn:aws:iam::123456789012:role/trailbot-contain',
      "is one of Trailbot's own",
      '--role-name=trailbot-contain',
    ],
    ['arn:aws:iam::999999999999:role/deploy', 'is in account 999999999999', '--role-name=deploy'],
    ['ops-legcay', 'There is no user ops-legcay', undefined],
  ])('of %s: says why and what to do', { timeout: SLOW }, async (whom, why, command) => {
    await walk.say(`/trail contain ${whom}`);
    await walk.modal.getByText(why).waitFor();
    expect(await walk.modal.locator('ol li').count()).toBeGreaterThan(1);
    if (command) expect(await walk.modal.locator('pre').innerText()).toContain(command);
    await close();
    expect(walk.problems).toEqual([]);
  });

  it('changes nothing and asks nobody', async () => {
    const answer = await walk.ask('/trail contained', 'Nobody is contained by Trailbot.');
    expect(await answer.isVisible()).toBe(true);
    expect(await walk.page.getByText('It waits for approval').count()).toBe(0);
  });
});
