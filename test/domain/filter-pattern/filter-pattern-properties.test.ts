import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilterPattern } from '../../../bot/domain/filter-pattern/compile-filter-pattern.ts';
import { FilterPatternError } from '../../../bot/domain/filter-pattern/filter-pattern-error.ts';
import {
  conditions,
  equalityLists,
  expressions,
  nearlyPatterns,
  records,
} from '../../support/filter-pattern-arbitraries.ts';
import { interpret, printExpression } from '../../support/filter-pattern-reference.ts';

const RUNS = { numRuns: 1500 };

describe('any filter pattern', () => {
  it.each([
    ['a condition', conditions],
    ['an expression', expressions],
    ['a list of equalities', equalityLists],
  ])('reads %s back as it was printed', (_, generated) => {
    fc.assert(
      fc.property(generated, (expression) => {
        const text = `{${printExpression(expression)}}`;
        fc.pre(text.length <= 1024);
        expect(compileFilterPattern(text).expression).toEqual(expression);
      }),
      RUNS,
    );
  });

  it.each([
    ['a condition', conditions],
    ['an expression', expressions],
    ['a list of equalities', equalityLists],
  ])('matches %s exactly where a plain reading of it does', (_, generated) => {
    fc.assert(
      fc.property(generated, records, (expression, record) => {
        const text = `{ ${printExpression(expression)} }`;
        fc.pre(text.length <= 1024);
        const pattern = compileFilterPattern(text);
        expect(pattern.matchesRecord(record)).toBe(interpret(expression, record));
        expect(pattern.matches(JSON.stringify(record))).toBe(pattern.matchesRecord(record));
      }),
      RUNS,
    );
  });

  it('never lets = and != of one value hold together, and lets one hold where a string or number stands', () => {
    fc.assert(
      fc.property(records, fc.constantFrom('alpha', '4*', '*bet', '42'), (record, value) => {
        const equal = compileFilterPattern(`{ $.a = "${value}" }`).matchesRecord(record);
        const unequal = compileFilterPattern(`{ $.a != "${value}" }`).matchesRecord(record);
        const field = Object.entries(record as object).find(([key]) => key === 'a')?.[1];
        expect([equal, unequal].filter(Boolean)).toHaveLength(
          typeof field === 'string' || typeof field === 'number' ? 1 : 0,
        );
      }),
      RUNS,
    );
  });

  it('gives && precedence over ||, whatever stands in the three places', () => {
    fc.assert(
      fc.property(expressions, expressions, expressions, records, (left, middle, right, record) => {
        const [a, b, c] = [left, middle, right].map((part) => `(${printExpression(part)})`);
        const bare = `{ ${a} || ${b} && ${c} }`;
        fc.pre(bare.length <= 1000);
        expect(compileFilterPattern(bare).expression).toEqual(
          compileFilterPattern(`{ ${a} || (${b} && ${c}) }`).expression,
        );
        expect(compileFilterPattern(bare).matchesRecord(record)).toBe(
          interpret(left, record) || (interpret(middle, record) && interpret(right, record)),
        );
      }),
      RUNS,
    );
  });

  it('compiles any text, or refuses it with a place inside it and a remedy', () => {
    const texts = fc.oneof(nearlyPatterns, fc.string({ unit: 'grapheme' }), fc.string({ maxLength: 2000 }));
    fc.assert(
      fc.property(texts, records, (text, record) => {
        try {
          const pattern = compileFilterPattern(text);
          expect(typeof pattern.matchesRecord(record)).toBe('boolean');
          expect(typeof pattern.matches(text)).toBe('boolean');
          pattern.extract(JSON.stringify(record));
        } catch (error) {
          if (!(error instanceof FilterPatternError)) throw error;
          expect(error.position).toBeGreaterThanOrEqual(0);
          expect(error.position).toBeLessThanOrEqual(text.length);
          expect(error.message).toContain(`character ${error.position + 1}`);
          expect(error.hint).not.toBe('');
        }
      }),
      { numRuns: 5000 },
    );
  });
});
