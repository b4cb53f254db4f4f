import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { pages, render, side, useBrowser } from './reports.ts';

const PHONE = { width: 390 };
const open = useBrowser();

/** As many actors as there are names, the first of them the noisiest. */
function byActors(count: number, name = 'user'): string {
  const findings = Array.from({ length: count }, (_, at) =>
    pages('iam-changes', count + 1 - at, { actorKey: `user-${at}`, actorName: `${name}-${at}` }).map(
      (one) => ({
        ...one,
        eventID: `${at} ${one.eventID}`,
      }),
    ),
  );
  return render(side(findings.flat()));
}
const SEVEN = byActors(7);
const LONG_NAMES = byActors(7, 'x'.repeat(300));

const actors = (page: Page) => page.locator('#actors tbody th:visible').allTextContents();
const tick = (page: Page) => page.getByLabel(/^Show all 7: Actors/);
const names = (...numbers: readonly number[]) => numbers.map((number) => `user-${number}`);

describe('a long table of the page of a replay', () => {
  it('shows five rows on a phone and all by a tick, without a script', async () => {
    const { page } = await open(SEVEN, { ...PHONE, javaScriptEnabled: false });
    expect(await actors(page)).toEqual(names(0, 1, 2, 3, 4));
    await page.locator('#actors').getByText('Show all 7').click();
    expect(await actors(page)).toEqual(names(0, 1, 2, 3, 4, 5, 6));
    await tick(page).uncheck();
    expect(await actors(page)).toHaveLength(5);
  });

  it('can be ticked with the keyboard, and shows where that is', async () => {
    const { page } = await open(SEVEN, PHONE);
    await page.locator('#actors select').focus();
    await page.keyboard.press('Tab');
    expect(await tick(page).evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Space');
    expect(await actors(page)).toHaveLength(7);
  });

  it.each([true, false])(
    'leaves readers where they were when they tick, with a script: %s',
    async (script) => {
      const { page } = await open(SEVEN, { ...PHONE, javaScriptEnabled: script });
      const top = async (what: string) => (await page.locator(what).boundingBox())?.y ?? Number.NaN;
      await tick(page).scrollIntoViewIfNeeded();
      const was = await top('#actors .all');
      await tick(page).check();
      expect(Math.abs((await top('#actors tbody tr:nth-child(6)')) - was)).toBeLessThan(60);
      // It went to the head of the table: taking it back there moves nothing above it.
      expect(await top('#actors .all')).toBeLessThan(await top('#actors table'));
      await tick(page).uncheck();
      expect(await top('#actors .all')).toBeGreaterThan(await top('#actors tbody tr:nth-child(5)'));
    },
  );

  it('is whole on a wide screen and on paper, with nothing to tick', async () => {
    const { page } = await open(SEVEN);
    expect(await actors(page)).toHaveLength(7);
    expect(await tick(page).isVisible()).toBe(false);
    const { page: phone } = await open(SEVEN, PHONE);
    await phone.emulateMedia({ media: 'print' });
    expect(await actors(phone)).toHaveLength(7);
    expect(await phone.locator('#actors .all').isVisible()).toBe(false);
    expect(await phone.locator('#actors .sort').isVisible()).toBe(false);
  });

  it('is shown whole while the tick would save one row', async () => {
    const { page } = await open(byActors(6), PHONE);
    expect(await actors(page)).toHaveLength(6);
    expect(await page.locator('#actors .all').count()).toBe(0);
  });

  it('is sorted from a list on a phone, which says so, and no row is out of reach', async () => {
    const { page } = await open(SEVEN, PHONE);
    const list = page.locator('#actors').getByLabel('Sort by');
    await list.selectOption('Messages ↑');
    await list.selectOption('Pages ↑');
    expect(await actors(page)).toEqual(names(6, 5, 4, 3, 2));
    expect(await page.locator('#actors thead th', { hasText: 'Pages' }).getAttribute('aria-sort')).toBe(
      'ascending',
    );
    expect(await page.locator('#actors thead [aria-sort]').count()).toBe(1);
    await tick(page).check();
    expect(await actors(page)).toEqual(names(6, 5, 4, 3, 2, 1, 0));
  });

  it('has the list say what was sorted by its heads', async () => {
    const { page } = await open(SEVEN);
    await page.locator('#actors thead th', { hasText: 'Pages' }).locator('button').click();
    await page.setViewportSize({ width: 390, height: 844 });
    const chosen = page.locator('#actors option:checked');
    expect(await chosen.textContent()).toBe('Pages ↓');
  });
});

describe('the page of a replay on a phone', () => {
  it('has figures share a line, under the name and how bad it is', async () => {
    const { page } = await open(SEVEN, PHONE);
    const row = page.locator('#actors tbody tr').first();
    const top = async (what: string) => Math.round((await row.locator(what).boundingBox())?.y ?? Number.NaN);
    expect(await top('.chip')).toBeCloseTo(await top('th b'), -1);
    expect(await top('[data-label="Pages"]')).toBe(await top('[data-label="Messages"]'));
    expect(await top('[data-label="Pages"]')).toBeGreaterThan(await top('.chip'));
  });

  it.each([
    [320, 'usual', SEVEN],
    [390, 'usual', SEVEN],
    [320, 'long', LONG_NAMES],
  ])(
    'needs no scrolling to the side and lets a thumb in, %i pixels wide, with %s names',
    async (width, _, report) => {
      const { page } = await open(report, { width });
      await page.evaluate(
        "document.querySelectorAll('section > details').forEach((one) => { one.open = true; })",
      );
      await tick(page).check();
      const found = await page.evaluate(`(() => {
      const edge = (one) => one.closest('section').getBoundingClientRect().right;
      const small = (one) => {
        const { width, height } = one.getBoundingClientRect();
        const inset = parseFloat(getComputedStyle(one, '::after').top) || 0;
        return width < 44 || height - 2 * Math.min(0, inset) < 44;
      };
      const shown = (what) => [...document.querySelectorAll(what)].filter((one) => one.checkVisibility());
      return {
        wide: document.documentElement.scrollWidth,
        outside: shown('main :is(label, select, td, th, summary)').filter((one) => one.getBoundingClientRect().right > edge(one)).length,
        small: shown('nav a, section > details > summary, .all, .sort select').filter(small).map((one) => one.outerHTML),
      };
    })()`);
      expect(found).toEqual({ wide: width, outside: 0, small: [] });
    },
  );
});
