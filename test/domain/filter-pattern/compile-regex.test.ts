import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRegex } from '../../../bot/domain/filter-pattern/compile-regex.ts';
import { computingMs } from '../../support/cpu-time.ts';

describe('a regular expression', () => {
  it.each([
    ['finds a part', 'Trail', 'UpdateTrail', true],
    ['is case-sensitive', 'trail', 'UpdateTrail', false],
    ['holds at the start with ^', '^Trail', 'UpdateTrail', false],
    ['holds at the end with $', 'Update$', 'UpdateTrail', false],
    ['holds over the whole text', '^Up.*il$', 'UpdateTrail', true],
    ['matches an empty text with ^$', '^$', '', true],
    ['needs an empty text for ^$', '^$', 'x', false],
    ['passes over an optional character', 'colou?r', 'color', true],
    ['takes zero with *', '^ab*c$', 'ac', true],
    ['takes many with *', '^ab*c$', 'abbbc', true],
    ['needs one with +', '^ab+c$', 'ac', false],
    ['counts at least', '^a{2,}$', 'a', false],
    ['counts at most', '^a{,2}$', 'aaa', false],
    ['counts exactly', '^a{3}$', 'aaa', true],
    ['counts between, with spaces', '^a{1, 2}$', 'aa', true],
    ['chooses between alternatives', '^start|^stop|end$', 'the end', true],
    ['anchors each alternative by itself', '^start|^stop', 'restart', false],
    ['takes a class', '^[a-c_]+$', 'ab_c', true],
    ['takes a negated class', '^[^a-c]+$', 'xyé', true],
    ['takes a literal - at the end of a class', '^[a-]+$', 'a-', true],
    ['takes operators in a class literally', '^[.$]+$', 'x', false],
    ['takes a digit', '^\\d+$', '2026', true],
    ['takes no digit', '^\\D+$', '2026', false],
    ['takes a word character', '^\\w+$', 'a_1', true],
    ['takes a space', '\\s', 'a\tb', true],
    ['takes an escaped operator literally', '^10\\.0', '1000', false],
    ['takes a hexadecimal code', '^\\x28a\\x29$', '(a)', true],
    ['takes any character with a dot, one beyond the BMP too', '^.$', '😀', true],
    ['takes a line break with a dot', '^a.b$', 'a\nb', true],
    ['never matches a ^ that follows text', 'a^b', 'a^b', false],
  ])('%s', (_, source, subject, expected) => {
    expect(compileRegex(source)(subject)).toBe(expected);
  });

  it('agrees with RegExp on generated expressions and texts', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\x61', '\\.', '-');
    const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,2}', '{0,}', '{2,}');
    const term = fc.oneof(
      { weight: 8, arbitrary: fc.tuple(atom, quantifier).map((parts) => parts.join('')) },
      { weight: 1, arbitrary: fc.constantFrom('^', '$') },
    );
    const row = fc.array(term, { minLength: 1, maxLength: 5 }).map((terms) => terms.join(''));
    const source = fc.array(row, { minLength: 1, maxLength: 3 }).map((rows) => rows.join('|'));
    const subject = fc.string({ unit: fc.constantFrom('a', 'b', '.', '-', 'é', '\n'), maxLength: 8 });
    fc.assert(
      fc.property(source, subject, (expression, text) => {
        expect(compileRegex(expression)(text)).toBe(new RegExp(expression, 's').test(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('reads a hostile text once, where a backtracking engine would take hours', () => {
    const matches = compileRegex('a.*a.*a.*a.*a.*a.*b$');
    const took = computingMs(() => expect(matches('a'.repeat(200_000))).toBe(false));
    expect(took).toBeLessThan(5_000);
  });

  it('forgets states it has no room for and still answers', () => {
    const matches = compileRegex('a.{9}b$');
    let seed = 1;
    const text = Array.from({ length: 20_000 }, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % 2 === 0 ? 'a' : 'b';
    }).join('');
    expect(matches(`${text}a123456789b`)).toBe(true);
    expect(matches(`${text}b123456789b`)).toBe(false);
  });
});
