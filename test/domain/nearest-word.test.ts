// What a slip of the thumb was meant to be.
import { describe, expect, it } from 'vitest';
import { nearestWord, nearestWords } from '../../bot/domain/nearest-word.ts';
import { computingMs } from '../support/cpu-time.ts';

const KNOWN = ['open', 'mine', 'status', 'severity'];

describe('the nearest word', () => {
  it.each([
    ['opne', 'open'],
    ['SATUS', 'status'],
    ['sevrity', 'severity'],
    ['stauts', 'status'],
  ])('%s means %s', (word, meant) => {
    expect(nearestWords(word, KNOWN)).toEqual([meant]);
  });

  it('is none for a word that is like nothing, and none among none', () => {
    expect(nearestWord('billing-alerts', KNOWN)).toBeUndefined();
    expect(nearestWords('open', [])).toEqual([]);
  });

  it('is all that are equally near', () => {
    expect(nearestWords('ab', ['ac', 'ad', 'xyz'])).toEqual(['ac', 'ad']);
  });

  it('is found quickly for a text that is no word', () => {
    const words = Array.from({ length: 200 }, (_, index) => `${index}${'a'.repeat(5_000)}`);
    expect(computingMs(() => nearestWord('a'.repeat(1_000_000), words))).toBeLessThan(2_000);
  });
});
