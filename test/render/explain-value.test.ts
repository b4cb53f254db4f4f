import { describe, expect, it } from 'vitest';
import { tellValue, tellValues } from '../../bot/render/explain-value.ts';

describe('a value seen', () => {
  it.each([
    ['a text', 'x', '"x"'],
    ['a number', 1e21, '1e+21'],
    ['null', null, 'null'],
    ['a list', [1, 2], '[2 items]'],
    ['a list of one', [[]], '[1 item]'],
    ['an object', { a: 1, 'b\n': 2 }, '{ a, b↵ }'],
    ['a wide object', { a: 1, b: 1, c: 1, d: 1, e: 1 }, '{ a, b, c, d, … }'],
  ])('is told short: %s', (_, value, told) => {
    expect(tellValue(value)).toBe(told);
  });

  it('is cut when it is long', () => {
    expect(tellValue('x'.repeat(1_000_000))).toHaveLength(60);
    expect(tellValue({ ['x'.repeat(1_000)]: 1 })).toHaveLength(60);
  });

  it('does not mind how deep it is', () => {
    const depth = 100_000;
    expect(tellValue(JSON.parse('['.repeat(depth) + ']'.repeat(depth)))).toBe('[1 item]');
  });

  it('is told with its neighbours, three at most', () => {
    expect(tellValues([])).toBe('missing');
    expect(tellValues(['a', 1])).toBe('"a", 1');
    expect(tellValues([1, 2, 3, 4, 5])).toBe('1, 2, 3 and 2 more');
  });
});
