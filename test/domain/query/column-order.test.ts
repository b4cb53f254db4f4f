import { describe, expect, it } from 'vitest';
import { columnOrder } from '../../../bot/domain/query/column-order.ts';

describe('the order of columns', () => {
  it('is the one that all rows agree on', () => {
    expect(
      columnOrder([
        ['a', 'b', 'n'],
        ['a', 'c', 'n'],
        ['b', 'c', 'n'],
      ]),
    ).toEqual(['a', 'b', 'c', 'n']);
    expect(columnOrder([['c'], ['b', 'c'], ['a', 'b']])).toEqual(['a', 'b', 'c']);
  });

  it('is that of the first sight where the rows do not tell', () => {
    expect(columnOrder([['b'], ['a'], []])).toEqual(['b', 'a']);
  });

  it('has each column once even when rows contradict each other', () => {
    expect(columnOrder([['a', 'b'], ['b', 'a'], ['__proto__']]).toSorted()).toEqual(['__proto__', 'a', 'b']);
  });
});
