// Reports of replays that nobody ran, as a browser shows them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { classifySource } from '../../../bot/domain/context/classify-source.ts';
import type { Finding } from '../../../bot/domain/replay/finding.ts';
import { type Replayed, type Side, sideOf } from '../../../bot/domain/replay/replayed.ts';
import { createSamples } from '../../../bot/domain/replay/samples.ts';
import { createTally } from '../../../bot/domain/replay/tally.ts';
import { readLook } from '../../../bot/entry/replay-look.ts';
import { renderReplayPage } from '../../../bot/render/replay-html/page.ts';
import { launchBrowser } from '../../support/browser.ts';
import { finding } from '../../support/findings.ts';
import { trailEvent } from '../../support/records.ts';
import { someDetections } from '../../support/some-detections.ts';

export const FIRST = Date.parse('2026-11-01T09:00:00Z');
const DAY = 86_400_000;
export const variant = someDetections('root-usage', 'iam-changes', 'trail-blinded', 'mfa-removed');
const look = readLook();

export function side(
  findings: readonly Finding[],
  record: Readonly<Record<string, unknown>> = {},
  days = 9,
): Side {
  const [tally, samples] = [createTally(), createSamples()];
  const uncovered = findings.map(({ action, eventID }) => ({ action, eventID: `${eventID} uncovered` }));
  tally.add(findings, uncovered);
  for (const one of findings) {
    const eventTime = new Date(one.at ?? 0).toISOString();
    samples.add(one, ['no MFA'], trailEvent({ eventID: one.eventID, eventTime, ...record }));
  }
  const seen = { events: 12_345, first: FIRST, last: FIRST + days * DAY };
  const locate = (address: string) => classifySource(address, {});
  return sideOf(tally, seen, variant, { locate, samples: samples.list() });
}
export const pages = (detectionId: string, count: number, changes: Partial<Finding> = {}) =>
  Array.from({ length: count }, (_, n) => finding({ detectionId, at: FIRST + n * DAY, ...changes }));

export const render = (now: Side, changes: Partial<Replayed> = {}) =>
  renderReplayPage({ complete: true, skipped: [], now, ...changes }, variant, look);

/** Starts a browser for the tests of a file. @returns how a page is opened in it, and what went wrong there */
export function useBrowser() {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    browser = await launchBrowser();
    folder = mkdtempSync(join(tmpdir(), 'trailbot-page-'));
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return open;

  async function open(html: string, options: { width?: number; javaScriptEnabled?: boolean } = {}) {
    const { width = 1_280, ...rest } = options;
    const context = await browser.newContext({ viewport: { width, height: 900 }, ...rest });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => problems.push(message.text()));
    page.on('dialog', (dialog) => problems.push(dialog.message()));
    const path = join(folder, 'report.html');
    writeFileSync(path, html);
    const url = pathToFileURL(path).href;
    page.on('request', (request) => request.url() !== url && problems.push(request.url()));
    await page.goto(url);
    return { page, problems };
  }
}
