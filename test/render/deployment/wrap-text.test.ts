import { describe, expect, it } from 'vitest';
import { bullets, WIDTH, wrapText } from '../../../bot/render/deployment/wrap-text.ts';

describe('wrapText', () => {
  it('fills lines up to the last column and no further', () => {
    const words = Array.from({ length: 60 }, (_, index) => 'x'.repeat((index % 9) + 1)).join(' ');
    const lines = wrapText(words, '  - ');
    expect(lines.every((line) => line.length <= WIDTH)).toBe(true);
    expect(lines.map((line) => line.slice(4)).join(' ')).toBe(words);
    expect(wrapText(`${'x'.repeat(75)} ${'y'.repeat(4)}`)).toHaveLength(1);
    expect(wrapText(`${'x'.repeat(75)} ${'y'.repeat(5)}`)).toHaveLength(2);
  });

  it('begins the first line as told and indents the others as far', () => {
    const [first, second] = wrapText(`${'x'.repeat(70)} yyyyyyyyyyyy`, '  You are  ');
    expect(first).toBe(`  You are  ${'x'.repeat(70)}`);
    expect(second).toBe(`${' '.repeat(11)}yyyyyyyyyyyy`);
  });

  it('gives a word that is too long a line of its own, whole', () => {
    expect(wrapText(`a ${'x'.repeat(100)} b`)).toEqual(['a', 'x'.repeat(100), 'b']);
  });

  it('keeps each item of a list together', () => {
    expect(bullets(['one', 'two'])).toEqual(['  - one', '  - two']);
  });
});
