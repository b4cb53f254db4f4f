// A real browser for the tests that look at the page as a person does.
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { PATIENT } from './patience.ts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const QUIET = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];

/** @throws Error that says what to install when there is no Chromium */
export function launchBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) {
    throw new Error(
      `These tests need Chromium, and there is none at ${CHROMIUM}. Install it, or set CHROMIUM to the path of one.`,
    );
  }
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET });
}

export interface Visit {
  readonly page: Page;
  /** Script errors, and whatever the page wanted from elsewhere. */
  readonly problems: readonly string[];
}

/** Opens the page at `url`, once it listens to what is new. */
export async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 860 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENT.timeout);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    if (new URL(request.url()).host !== new URL(url).host) problems.push(request.url());
  });
  const connected = page.waitForResponse((response) => response.url().includes('/sandbox/events'));
  await page.goto(url);
  await connected;
  return { page, problems };
}
