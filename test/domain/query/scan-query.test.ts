import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanQuery } from '../../../bot/domain/query/scan-query.ts';

const kinds = (text: string) => scanQuery(text).map(({ kind, text: part }) => [kind, part]);

describe('scanQuery', () => {
  it('tells code from strings, regular expressions, backticks and comments', () => {
    expect(kinds('filter a = "x|#" and `b c` like /d"\\/e/ # don\'t\n| limit 1')).toEqual([
      ['code', 'filter a = '],
      ['string', '"x|#"'],
      ['code', ' and '],
      ['name', '`b c`'],
      ['code', ' like '],
      ['regex', '/d"\\/e/'],
      ['code', ' '],
      ['comment', "# don't"],
      ['code', '\n| limit 1'],
    ]);
  });

  it('takes a slash for a division wherever no regular expression can stand', () => {
    expect(kinds('fields a / b / c')).toEqual([['code', 'fields a / b / c']]);
    expect(kinds('parse a.b /x(?<y>z)/').at(-1)).toEqual(['regex', '/x(?<y>z)/']);
    expect(kinds('filter a =~ /x/').at(-1)).toEqual(['regex', '/x/']);
  });

  it('does not end a string at an escaped quote', () => {
    expect(kinds('filter a = "x\\" | limit 1"').at(-1)).toEqual(['string', '"x\\" | limit 1"']);
  });

  it('loses no character of any text', () => {
    const text = fc.string({ unit: fc.constantFrom(...'"\'`/\\#\n|a like ') });
    fc.assert(
      fc.property(text, (query) => {
        expect(
          scanQuery(query)
            .map((segment) => segment.text)
            .join(''),
        ).toBe(query);
      }),
    );
  });
});
