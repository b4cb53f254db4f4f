import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainExpression } from '../../../bot/domain/explain/explain-expression.ts';
import { clausesOf, decisive, stepsToHold } from '../../../bot/domain/explain/explained.ts';
import { compileExpression } from '../../../bot/domain/filter-pattern/compile-expression.ts';
import { parseJsonPattern } from '../../../bot/domain/filter-pattern/parse-json-pattern.ts';
import { conditions, equalityLists, expressions, records } from '../../support/filter-pattern-arbitraries.ts';

const explain = (pattern: string, record: unknown) => explainExpression(parseJsonPattern(pattern), record);

describe('the explanation of a filter', () => {
  it.each([
    ['a condition', conditions],
    ['an expression', expressions],
    ['a list of equalities', equalityLists],
  ])('answers for %s as the compiled filter does', (_, generated) => {
    fc.assert(
      fc.property(generated, records, (expression, record) => {
        const explained = explainExpression(expression, record);
        expect(explained.held).toBe(compileExpression(expression)(record));
        expect(decisive(explained).held).toBe(explained.held);
        expect(stepsToHold(explained) === 0).toBe(explained.held);
        expect(clausesOf(decisive(explained)).every(({ held }) => held === explained.held)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('asks every clause, also those after the one that decided', () => {
    const explained = explain('{ ($.a = "x") && ($.b = 1) && ($.c IS NULL) }', { a: 'y', b: 1, c: null });
    expect(clausesOf(explained).map(({ text, held }) => [text, held])).toEqual([
      ['$.a = "x"', false],
      ['$.b = 1', true],
      ['$.c IS NULL', true],
    ]);
  });

  it('shows the value that a clause saw, and nothing where there is no field', () => {
    const record = { a: null, list: [{ n: 1 }, { n: 'two' }, {}], object: { x: 1 } };
    const seen = (pattern: string) => clausesOf(explain(pattern, record))[0]?.seen;
    expect(seen('{ $.a IS NULL }')).toEqual([{ path: '$.a', values: [null] }]);
    expect(seen('{ $.b NOT EXISTS }')).toEqual([{ path: '$.b', values: [] }]);
    expect(seen('{ $.list[*].n = "two" }')).toEqual([{ path: '$.list[*].n', values: [1, 'two'] }]);
    expect(seen('{ $.object = "x" }')).toEqual([{ path: '$.object', values: [{ x: 1 }] }]);
    expect(seen('{ $.__proto__.x = "x" }')).toEqual([{ path: '$.__proto__.x', values: [] }]);
  });

  it('keeps only what made the answer so', () => {
    const pattern = '{ ($.a = "1") && (($.b = "1") || ($.b = "2")) && ($.c = "1") }';
    const texts = (record: object) => clausesOf(decisive(explain(pattern, record))).map(({ text }) => text);
    expect(texts({ a: '1', b: '3', c: '1' })).toEqual(['$.b = "1"', '$.b = "2"']);
    expect(texts({ a: '0', b: '2', c: '0' })).toEqual(['$.a = "1"', '$.c = "1"']);
    expect(texts({ a: '1', b: '2', c: '1' })).toEqual(['$.a = "1"', '$.b = "2"', '$.c = "1"']);
  });
});
