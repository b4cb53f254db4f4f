import { describe, expect, it } from 'vitest';
import { sameFilters } from '../../../bot/domain/replay/same-filter.ts';

const root = { id: 'root-usage', filter: '{ ($.a = "x") && ($.b != "y") }' };

describe('a detection that a change adds', () => {
  it('is pointed out where it has the filter of another one, however it is spaced', () => {
    const copy = { id: 'my-root', filter: '{($.a="x")&&($.b!="y")}' };
    expect(sameFilters([root], [root, copy])).toEqual([{ id: 'my-root', as: 'root-usage' }]);
  });

  it('is its own where its filter asks for something else', () => {
    expect(sameFilters([root], [root, { id: 'other', filter: '{ ($.a = "X") && ($.b != "y") }' }])).toEqual(
      [],
    );
  });

  it('is none where one of the same name was changed', () => {
    expect(sameFilters([root], [{ ...root, filter: '{ $.a = "z" }' }])).toEqual([]);
  });
});
