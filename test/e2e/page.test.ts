// The whole product in a real browser: something happens in AWS, the alert appears, and its buttons answer.
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, type Visit, visit } from '../support/browser.ts';
import { stopLogging } from '../support/trail-records.ts';
import { CALM, eventually, startWorld, type TestWorld, textOf } from '../support/world.ts';
import { chooseFrom } from './walk.ts';

const DETECTIONS = ['root-usage', 'root-access-key-created', 'cloudtrail-changes'];
const HOSTILE = '"><img src=x onerror="window.owned=1"><script>window.owned=1</script>';
let browser: Browser;
let world: TestWorld;
let seen: Visit;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  world = await startWorld(DETECTIONS, { settings: CALM, rateLimits: false });
  seen = await visit(browser, world.slack.url);
});
afterEach(async () => {
  await seen.page.context().close();
  await world.close();
});

const alert = () => seen.page.locator('#messages article').first();
const thread = () => seen.page.getByRole('complementary', { name: 'Thread' });
const choose = (entry: string) => chooseFrom(alert(), entry);
const drop = (name: string, content: Buffer) =>
  seen.page.locator('.drop input').setInputFiles({ name, mimeType: 'application/json', buffer: content });

describe('the page', () => {
  it('shows the alert of a scenario that was fired, and answers both buttons in its thread', async () => {
    const { page, problems } = seen;
    await page.getByRole('button', { name: 'Root signs in without MFA' }).click();
    await alert()
      .getByText(/root signed in to the console/)
      .first()
      .waitFor();
    await alert().getByText('root signed in without MFA').first().waitFor();
    // The scenario takes its time: a question that is asked sooner is answered with what happened by then.
    await alert().getByText('CreateAccessKey').first().waitFor();

    await alert().getByRole('button', { name: 'Show activity' }).click();
    await alert()
      .getByRole('button', { name: /repl(y|ies)/ })
      .first()
      .click();
    await thread()
      .getByText(/^root: \d+ calls/)
      .first()
      .waitFor();
    await thread().getByText('CreateAccessKey').first().waitFor();

    await choose('Show record');
    await thread()
      .getByText(/CloudTrail record of/)
      .first()
      .waitFor();
    await thread().locator('pre', { hasText: '"eventID"' }).first().waitFor();
    expect(await page.locator('#messages article').count()).toBe(1);
    expect(problems).toEqual([]);
  });

  it('lets a press count although the message changes while the button is down', async () => {
    await drop('first.json', Buffer.from(JSON.stringify(stopLogging('mallory'))));
    await alert()
      .getByText(/mallory stopped trail/)
      .first()
      .waitFor();
    await alert()
      .getByText(/Hour before/)
      .first()
      .waitFor();
    await alert().getByRole('button', { name: 'Show activity' }).hover();
    await seen.page.mouse.down();
    const [message] = world.channel();
    if (!message) throw new Error('There is no alert.');
    const before = message.blocks;
    await world.put(stopLogging('mallory', { awsRegion: 'eu-west-1' }));
    await eventually(world, () => world.channel()[0]?.blocks !== before);
    await seen.page.waitForTimeout(300);
    await seen.page.mouse.up();
    await eventually(world, () =>
      world.thread(message).some((reply) => /^mallory: \d+ calls?/.test(textOf(reply))),
    );
  });

  it('shows a reply that arrives while its thread is being fetched', async () => {
    await drop('first.json', Buffer.from(JSON.stringify(stopLogging('mallory'))));
    await choose('Show record');
    const replies = alert()
      .getByRole('button', { name: /repl(y|ies)/ })
      .first();
    await replies.waitFor();
    const [message] = world.channel();
    if (!message) throw new Error('There is no alert.');
    await seen.page.route('**/sandbox/threads/**', async (route) => {
      const answer = await route.fetch();
      await world.put(stopLogging('mallory', { awsRegion: 'eu-west-1' }));
      await eventually(world, () =>
        world.thread(message).some((reply) => /now also in eu-west-1/.test(textOf(reply))),
      );
      await seen.page.waitForTimeout(200);
      await route.fulfill({ response: answer });
    });
    await replies.click();
    await thread()
      .getByText(/now also in eu-west-1/)
      .first()
      .waitFor();
  });

  it('takes CloudTrail’s own files and says what was in them', async () => {
    await drop('log.json.gz', gzipSync(JSON.stringify({ Records: [stopLogging('mallory'), 1] })));
    await seen.page.getByText('log.json.gz: 1 record, 1 skipped').waitFor();
    await alert()
      .getByText(/mallory stopped trail/)
      .first()
      .waitFor();
    await drop('holiday.jpg', Buffer.from([0xff, 0xd8, 0xff, 0]));
    await seen.page.locator('#outcome .bad', { hasText: 'holds no CloudTrail record' }).waitFor();
    await seen.page.locator('#outcome small', { hasText: 'Give log files of CloudTrail' }).waitFor();
    expect(seen.problems).toEqual([]);
  });

  it('shows a hostile record as text, in the alert and in every answer, and runs none of it', async () => {
    const { page, problems } = seen;
    const record = stopLogging(`mallory${HOSTILE}`, {
      userAgent: HOSTILE,
      sourceIPAddress: HOSTILE,
      awsRegion: HOSTILE,
      requestParameters: { name: HOSTILE, [HOSTILE]: HOSTILE },
    });
    await drop(`${HOSTILE}.json`, Buffer.from(JSON.stringify(record)));
    await alert().getByText('onerror').first().waitFor();
    // The context is an edit of the message: what is pressed meanwhile may be replaced.
    await alert()
      .getByText(/Hour before/)
      .first()
      .waitFor();
    await choose('Show record');
    await alert()
      .getByRole('button', { name: /repl(y|ies)/ })
      .first()
      .click();
    await thread().locator('pre', { hasText: '<img src=x onerror=' }).first().waitFor();
    await alert().getByRole('button', { name: 'Show activity' }).click();
    await thread()
      .getByText(/^mallory.*calls?/)
      .first()
      .waitFor();
    expect(await page.evaluate('window.owned')).toBeUndefined();
    expect(await page.locator('article img:not(.avatar), article script').count()).toBe(0);
    expect(problems).toEqual([]);
  });
});
