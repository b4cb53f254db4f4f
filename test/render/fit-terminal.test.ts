import { describe, expect, it } from 'vitest';
import { fitTerminal } from '../../bot/render/fit-terminal.ts';
import { table } from '../../bot/render/replay-text.ts';

const HEADS = ['Detection', 'messages', 'pages', 'review', 'matches'];
const LONG = 'iam-policy-that-allows-everything-was-written-by-hand (critical)';
const TABLE = table(HEADS, [
  ['root-usage (high)', '1', '2', '3', '1,234,567'],
  [LONG, '12 → 3', '5,117', '0', '6'],
]);
const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));
const squeezed = (text: string) => text.replaceAll(/\s+/g, '');

describe('a table', () => {
  it('is no wider than 80, and gives a long name a line of its own', () => {
    expect(widest(TABLE)).toBeLessThanOrEqual(80);
    const lines = TABLE.split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[2]).toBe(LONG);
    expect(lines[3]).toMatch(/^ +12 → 3 +5,117 +0 +6$/);
    expect(new Set([lines[0], lines[1], lines[3]].map((line) => line?.length)).size).toBe(1);
  });

  it('has no gap of one space, by which its columns could be taken for words', () => {
    expect(TABLE.split('\n')[1]).toMatch(/^root-usage \(high\) {2,}1 {2,}2 {2,}3 {2,}1,234,567$/);
  });
});

describe('a report on a terminal', () => {
  it('is left alone where it fits', () => {
    expect(fitTerminal(TABLE, 80)).toBe(TABLE);
  });

  it.each([79, 60, 48, 40, 24, 8])('is nowhere wider than %i columns, and loses nothing', (columns) => {
    const text = `${TABLE}\n\n  high      role x in 123456789012: 4 pages in 4 messages (a, b)\n${'x'.repeat(90)}`;
    const fit = fitTerminal(text, columns);
    expect(widest(fit)).toBeLessThanOrEqual(columns);
    expect(squeezed(fit)).toBe(squeezed(text));
  });

  it('keeps figures below their titles', () => {
    const [name, heads, row, figures] = fitTerminal(TABLE, 46).split('\n');
    expect([name, row]).toEqual(['Detection', 'root-usage (high)']);
    for (const [head, figure] of [
      ['messages', /\b1\b(?= {2})/],
      ['matches', /1,234,567/],
    ] as const) {
      const end = (heads?.indexOf(head) ?? 0) + head.length;
      const found = figure.exec(figures ?? '');
      expect((found?.index ?? -1) + (found?.[0].length ?? 0)).toBe(end);
    }
  });

  it('breaks between words, and goes on further in', () => {
    expect(fitTerminal('  alice in 123456789012: 2 pages', 20)).toBe(
      '  alice in\n    123456789012: 2\n    pages',
    );
  });
});
