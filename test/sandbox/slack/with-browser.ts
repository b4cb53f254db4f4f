// A page of the sandbox in a real browser.
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { SandboxSlack, SandboxSlackOptions } from '../../../bot/sandbox/slack/sandbox-slack.ts';
import { PATIENT } from '../../support/patience.ts';
import { openClient, type Received, startSlack } from './fixtures.ts';

/** A browser is many processes, each with its part of a machine that may have other things to do. */
const STARTS_WITHIN_MS = 90_000;
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a browser for the tests of a file. @returns what opens a page on a sandbox of its own */
export function withBrowser() {
  let browser: Browser;
  beforeAll(async () => {
    if (!existsSync(CHROMIUM)) {
      throw new Error(
        `These tests need Chromium, and there is none at ${CHROMIUM}. Install it ("apt-get install chromium") or set CHROMIUM to the path of a Chrome or Chromium.`,
      );
    }
    browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
  }, STARTS_WITHIN_MS);
  afterAll(() => browser?.close());

  const opened: { slack: SandboxSlack; page: Page }[] = [];
  afterEach(async () => {
    for (const { slack, page } of opened.splice(0)) {
      await page.context().close();
      await slack.close();
    }
  });

  return async function open(
    options: Partial<SandboxSlackOptions> = {},
    viewport = { width: 1280, height: 860 },
  ) {
    const { slack, received } = await startSlack(options);
    const context = await browser.newContext({ viewport, timezoneId: 'America/New_York', locale: 'en-US' });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENT.timeout);
    opened.push({ slack, page });
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on(
      'request',
      (each) => new URL(each.url()).host !== new URL(slack.url).host && problems.push(each.url()),
    );
    const connected = page.waitForResponse((response) => response.url().includes('/sandbox/events'));
    await page.goto(slack.url);
    await connected;
    return { slack, received, page, problems, web: openClient(slack) };
  };
}

/** The request with that number, once the bot has it. */
export async function arrival(received: readonly Received[], count = 1): Promise<Received> {
  await expect.poll(() => received.length, PATIENT).toBe(count);
  return received[count - 1] as Received;
}
