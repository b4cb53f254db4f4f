import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { classifySource } from '../../../bot/domain/context/classify-source.ts';
import type { Incident } from '../../../bot/domain/incident/incident.ts';
import { sideOf } from '../../../bot/domain/replay/replayed.ts';
import { createTally } from '../../../bot/domain/replay/tally.ts';
import * as hostile from '../../support/hostile-arbitraries.ts';
import { iamUser } from '../../support/records.ts';
import { FIRST, pages, render, side, useBrowser, variant } from './reports.ts';

const ATTACKS = [
  '</script><script>alert(1)</script>',
  '</style><style>*{display:none}</style>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '--><svg onload=alert(1)>',
  '</title></td></table><iframe src="https://evil.example">',
  '<a href="javascript:alert(1)">x</a>',
  '\u202Egnp.exe',
  'x'.repeat(1_500),
  '</bdi></code>'.repeat(60),
];

const USUAL = side([
  ...pages('iam-changes', 4, { actorName: 'alice' }),
  ...pages('root-usage', 2, { severity: 'critical', actorKey: 'root', actorName: 'root' }),
  ...pages('mfa-removed', 9, { actorKey: 'bob', actorName: 'bob', at: FIRST }),
]);
const open = useBrowser();
const firstCells = (page: Page) =>
  page.locator('#detections tbody th small').evaluateAll((cells) => cells.map((cell) => cell.textContent));

/** What an attack would have to add: elements and attributes that no part of the page writes. */
const STRANGE = `(() => {
  const elements = 'HTML HEAD BODY META TITLE STYLE SCRIPT HEADER NAV MAIN FOOTER SECTION DIV SPAN LABEL INPUT P H1 H2 H3 A B I S SMALL BDI CODE PRE BLOCKQUOTE BR HR UL OL LI DL DT DD TABLE THEAD TBODY TR TH TD DETAILS SUMMARY ARTICLE FIELDSET BUTTON SELECT OPTGROUP OPTION TIME svg defs linearGradient stop rect path circle text line g use title'.split(' ');
  const attributes = /^(class|id|lang|charset|content|http-equiv|name|rel|target|title|type|value|disabled|scope|role|href|label|data-[a-z]+|aria-[a-z]+|viewBox|xmlns|x|y|x1|x2|y1|y2|r|rx|cx|cy|d|width|height|fill|stroke|stroke-[a-z]+|offset|stop-color|text-anchor)$/;
  const found = [];
  for (const element of document.querySelectorAll('*')) {
    if (!elements.includes(element.tagName)) found.push(element.tagName);
    for (const { name, value } of element.attributes) {
      if (!attributes.test(name)) found.push(element.tagName + ' ' + name);
      if (name === 'href' && !/^(#|https:\\/\\/[a-z0-9.-]*aws\\.amazon\\.com|https:\\/\\/[a-z0-9.-]*amazonaws[a-z-]*\\.)/.test(value)) found.push(value);
    }
  }
  for (const one of ['script', 'style', 'title', 'main', 'footer']) {
    const all = [...document.querySelectorAll(one)].filter(({ tagName }) => tagName !== 'title');
    if (all.length !== 1) found.push(all.length + ' ' + one);
  }
  return found;
})()`;

describe('the page of a replay', () => {
  it('says in one sentence what it means, and asks the network for nothing', async () => {
    const { page, problems } = await open(render(USUAL));
    expect(await page.textContent('h1')).toBe(
      'Trailbot would have sent 7 messages in 10 days, 2 of them critical.',
    );
    expect(await page.textContent('.period')).toContain('12,345 records read');
    expect(await page.evaluate('getComputedStyle(document.body).maxWidth')).toBe('1060px');
    expect(problems).toEqual([]);
  });

  it('has a script without type errors', async () => {
    const [tsc, project] = ['node_modules/.bin/tsc', 'bot/render/replay-html/jsconfig.json'];
    await expect(promisify(execFile)(tsc, ['-p', project])).resolves.toMatchObject({ stdout: '' });
  });

  it('sorts a table by a click and by Enter, and says so', async () => {
    const { page } = await open(render(USUAL));
    const pagesHead = page.locator('#detections thead th', { hasText: 'Pages' });
    await pagesHead.locator('button').click();
    expect(await pagesHead.getAttribute('aria-sort')).toBe('descending');
    expect(await firstCells(page)).toEqual(['mfa-removed', 'iam-changes', 'root-usage']);
    await page.keyboard.press('Enter');
    expect(await pagesHead.getAttribute('aria-sort')).toBe('ascending');
    expect(await firstCells(page)).toEqual(['root-usage', 'iam-changes', 'mfa-removed']);
    const worst = page.locator('#detections thead th', { hasText: 'Worst' });
    await worst.locator('button').click();
    expect(await firstCells(page)).toEqual(['iam-changes', 'mfa-removed', 'root-usage']);
    expect(await pagesHead.getAttribute('aria-sort')).toBeNull();
  });

  it('is all there without a script, and fits on a phone', async () => {
    const { page } = await open(render(USUAL), { width: 390, javaScriptEnabled: false });
    expect(await firstCells(page)).toHaveLength(3);
    expect(await page.locator('.messages article').count()).toBeGreaterThan(2);
    const width = await page.locator('html').evaluate((root) => root.scrollWidth);
    expect(width).toBe(390);
  });

  it('shows two messages at first, the others by a press without a script, and all of them on paper', async () => {
    const { page } = await open(render(USUAL), { width: 390, javaScriptEnabled: false });
    const shown = () => page.locator('.messages article:visible').count();
    const all = await page.locator('.messages article').count();
    expect(await shown()).toBe(2);
    await page.getByText(`${all - 2} more messages`).click();
    expect(await shown()).toBe(all);
    await page.getByText(`${all - 2} more messages`).click();
    expect(await shown()).toBe(2);
    await page.emulateMedia({ media: 'print' });
    expect(await shown()).toBe(all);
  });

  it('shows the messages as the bot writes them, with buttons that cannot be pressed', async () => {
    const { page } = await open(render(USUAL));
    const first = page.locator('.messages article').first();
    expect(await first.textContent()).toContain('CRITICAL: alice listed users');
    expect(await first.locator('button', { hasText: 'Acknowledge' }).isDisabled()).toBe(true);
    expect(await first.locator('select').isDisabled()).toBe(true);
    expect(await first.textContent()).not.toMatch(/Unusual|from API call to Slack/);
  });

  it('describes each picture in words', async () => {
    const { page } = await open(render(USUAL));
    const labels = await page
      .locator('svg.chart')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    expect(labels[0]).toBe('7 messages: 2 critical, 5 high. Most on 2026-11-01: 3.');
    expect(labels[2]).toMatch(/\. Most in one square: \d+\.$/);
    expect(labels[2]).toContain('outside working hours (Mon to Fri, 08:00 to 19:00, Europe/Amsterdam)');
  });

  it('sets before and after side by side', async () => {
    const { page } = await open(render(USUAL, { whatIf: side(pages('iam-changes', 1)) }));
    expect(await page.textContent('h1')).toContain('1 message in 10 days');
    expect(await page.textContent('.change')).toContain('1 message, instead of 7 before it');
    expect(await page.textContent('#change')).toMatch(/iam-changes.*4 → 1/);
  });

  it('says what would quiet the noisiest, what is safer first, and what would be left then', async () => {
    const { page } = await open(render(side(pages('iam-changes', 8))));
    const text = await page.textContent('#noisiest');
    expect(text).toContain('With all of these expected: 0 messages, 0.0 a day, in place of 8 messages');
    expect(text).toMatch(/Let one pipeline .* Or “This is expected…”.* for 30 days/);
  });

  it('sets what is expected or muted side by side as the terminal does', async () => {
    const hidden = { ...USUAL, report: { ...USUAL.report, hidden: 3 } };
    const { page } = await open(render(USUAL, { whatIf: hidden }));
    const row = page.locator('#change tr', { hasText: 'Expected or muted' });
    expect(await row.locator('td').allTextContents()).toEqual(['0', '3', '+3']);
    expect(await page.textContent('body')).toContain('3 matches expected or muted');
    const { page: without } = await open(render(USUAL, { whatIf: USUAL }));
    expect(await without.textContent('#change')).not.toContain('Expected or muted');
  });

  it('tells a change that adds up with the figures beside it', async () => {
    const before = { ...USUAL, report: { ...USUAL.report, incidentsADay: 2.77 } };
    const after = { ...USUAL, report: { ...USUAL.report, incidentsADay: 1.04 } };
    const { page } = await open(render(before, { whatIf: after }));
    const row = page.locator('#change tr', { hasText: 'Messages a day' });
    expect(await row.locator('td').allTextContents()).toEqual(['2.8', '1.0', '−1.8']);
  });

  it('leaves figures that are none to the wide screen, where they take no line', async () => {
    const nought = (page: Page) => page.locator('#detections td[data-label="Review"]').first();
    const { page: wide } = await open(render(USUAL));
    expect(await nought(wide).textContent()).toBe('0');
    expect(await nought(wide).isVisible()).toBe(true);
    const { page: phone } = await open(render(USUAL), { width: 390 });
    expect(await nought(phone).isVisible()).toBe(false);
    expect(await phone.locator('#detections td[data-label="Pages"]').first().isVisible()).toBe(true);
  });

  it('draws a single day as a bar, not as a wall', async () => {
    const { page } = await open(render(side(pages('iam-changes', 1), {}, 0)));
    const bars = page.locator('svg.chart.wide rect.high');
    const widths = await bars.evaluateAll((all) => all.map((bar) => Number(bar.getAttribute('width'))));
    expect(widths).toEqual([72]);
  });

  it('says what was skipped, and that it was stopped, also when nothing was read', async () => {
    const nothing = sideOf(createTally(), { events: 0, first: undefined, last: undefined }, variant, {
      locate: (address) => classifySource(address, {}),
      samples: [],
    });
    const { page } = await open(
      render(nothing, { complete: false, skipped: [{ kind: 'digest', count: 3 }] }),
    );
    expect(await page.textContent('h1')).toBe('No record was read.');
    expect(await page.textContent('header')).toMatch(/Stopped.*3 digest files/s);
    expect(await page.locator('main section').count()).toBe(0);
  });

  it.each(ATTACKS.map((attack) => [attack.slice(0, 40), attack]))(
    'lets nothing act that a log holds: %j',
    async (_, attack) => {
      const found = {
        actorName: attack,
        actorKey: attack,
        accountId: attack,
        address: attack,
        region: attack,
      };
      const record = {
        eventName: attack,
        eventSource: attack,
        sourceIPAddress: attack,
        userAgent: attack,
        errorCode: attack,
        awsRegion: attack,
        recipientAccountId: attack,
        userIdentity: { ...iamUser(attack), arn: attack },
        requestParameters: { userName: attack, roleName: attack },
      };
      const now = side([...pages('iam-changes', 4, { ...found, action: `${attack}:${attack}` })], record);
      const { page, problems } = await open(render(now));
      expect(await page.locator('.messages article').count()).toBe(2);
      expect(await page.evaluate(STRANGE)).toEqual([]);
      expect(problems).toEqual([]);
      const wide = await page.locator('html').evaluate((root) => root.scrollWidth);
      expect(wide).toBeLessThanOrEqual(1_280);
      await page.context().close();
    },
  );

  it('lets no name and no incident act, whatever is in it', async () => {
    const { page } = await open('<!doctype html>');
    const given = fc.record({
      incident: hostile.view.map((view): Incident => view.incident),
      name: hostile.text,
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ incident, name }) => {
        const names = { actorName: name, actorKey: name, accountId: name, address: name, action: name };
        const now = side(pages('iam-changes', 3, names));
        await page.setContent(render({ ...now, shown: [incident] }));
        expect(await page.evaluate(STRANGE)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
