import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilterPattern } from '../../../bot/domain/filter-pattern/compile-filter-pattern.ts';
import { requiredValues } from '../../../bot/domain/filter-pattern/required-values.ts';

function required(pattern: string, field = 'eventName'): readonly string[] | undefined {
  const { expression } = compileFilterPattern(pattern);
  const values = expression && requiredValues(expression, field);
  return values && [...values].sort();
}

/** Patterns and records of so few fields and values that they often meet. */
const { expression: expressions } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      ...[
        '$.eventName = A',
        '$.eventName = "B"',
        '$.eventName = "7"',
        '$.eventName = 7',
        '$.eventName = "A*"',
      ],
      ...['$.eventName != A', '$.eventName NOT EXISTS', '$.eventSource = A', '$.eventSource != B'],
    ),
    fc
      .tuple(tie('expression'), fc.constantFrom('&&', '||'), tie('expression'))
      .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
  ),
}));
const patterns = expressions.map((expression) => `{ ${expression} }`).filter(({ length }) => length <= 1024);
const value = fc.constantFrom('A', 'A', 'B', 'AB', '7', 7, true, null);
const records = fc.record({ eventName: value, eventSource: value }, { requiredKeys: [] });

describe('requiredValues', () => {
  it.each([
    ['an equality', '{ $.eventName = "CreateUser" }', ['CreateUser']],
    ['a name in brackets', `{ $.['eventName'] = CreateUser }`, ['CreateUser']],
    ['a list', '{ ($.eventName = A) || ($.eventName = B) || ($.eventName = A) }', ['A', 'B']],
    [
      'a list beside another condition',
      '{ ($.a = 1) && (($.eventName = A) || ($.eventName = B)) }',
      ['A', 'B'],
    ],
    [
      'two lists of which the shorter is enough',
      '{ (($.eventName = A) || ($.eventName = B)) && ($.eventName = C) }',
      ['C'],
    ],
    ['&& inside ||', '{ ($.a = 1) && ($.eventName = A) || ($.eventName = B) }', ['A', 'B']],
    ['a quoted number, which is a text', '{ $.eventName = "7" }', ['7']],
    ['an empty text', '{ $.eventName = "" }', ['']],
    ['a star inside a text, which stands for itself', '{ $.eventName = "A*B" }', ['A*B']],
    ['a name that every object has', '{ $.eventName = "constructor" }', ['constructor']],
  ])('reads %s', (_, pattern, values) => {
    expect(required(pattern)).toEqual(values);
  });

  it.each([
    ['a wildcard', '{ $.eventName = "Create*" }'],
    ['a regular expression', '{ $.eventName = %Create% }'],
    ['a number, which several texts spell', '{ $.eventName = 7 }'],
    ['an inequality', '{ $.eventName != "CreateUser" }'],
    ['another field', '{ $.eventSource = "iam.amazonaws.com" }'],
    ['the field of another object', '{ $.detail.eventName = "CreateUser" }'],
    ['a field below the field', '{ $.eventName.text = "CreateUser" }'],
    ['any field', '{ $.* = "CreateUser" }'],
    ['an absent field', '{ $.eventName NOT EXISTS }'],
    ['a list with another way to match', '{ ($.eventName = A) || ($.errorCode = "AccessDenied*") }'],
  ])('finds nothing that is necessary in %s', (_, pattern) => {
    expect(required(pattern)).toBeUndefined();
  });

  it('holds for every record that any pattern matches', () => {
    let tested = 0;
    fc.assert(
      fc.property(patterns, records, (text, record) => {
        const values = required(text);
        if (values === undefined || !compileFilterPattern(text).matchesRecord(record)) return;
        tested += 1;
        expect(values).toContain(String(record.eventName));
      }),
      { numRuns: 10_000 },
    );
    expect(tested).toBeGreaterThan(200);
  });
});
