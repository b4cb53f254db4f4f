// Turns one condition into a predicate over a parsed record.
import { compileRegex } from './compile-regex.ts';
import { compileSelector, type Test } from './compile-selector.ts';
import type { Condition, EqualityOperator, NumericOperator } from './expression.ts';
import { readNumber } from './parse-value.ts';

/**
 * A comparison sees strings and numbers only. On a field that is missing, null, a boolean, an object or an array it is
 * false, `!=` included: AWS documents that `{$.users = 1}` and `{$.users != 1}` both fail on an array, and a missing
 * field was observed to fail `!=` as well.
 */
export function compileCondition(condition: Condition): Test {
  const { selector } = condition;
  switch (condition.kind) {
    case 'text':
      return compileSelector(selector, compileTextTest(condition.operator, matchWildcards(condition.value)));
    case 'regex':
      return compileSelector(selector, compileTextTest(condition.operator, compileRegex(condition.source)));
    case 'number':
      return compileSelector(selector, compileNumberTest(condition.operator, condition.value));
    case 'is': {
      const { value: wanted } = condition;
      return compileSelector(selector, (value) => value === wanted);
    }
    case 'not-exists': {
      const exists = compileSelector(selector, (value) => value !== undefined);
      return (record) => !exists(record);
    }
  }
}

function compileTextTest(operator: EqualityOperator, matches: (text: string) => boolean): Test {
  const wanted = operator === '=';
  return (value) => {
    if (typeof value === 'string') return matches(value) === wanted;
    return typeof value === 'number' && matches(String(value)) === wanted;
  };
}

/**
 * Whether a text equals a value whose first and last `*` stand for any text. AWS's documentation says of a `*` inside
 * that "Ev*ent" matches only the text "Ev*ent".
 */
function matchWildcards(value: string): (text: string) => boolean {
  const literal = value.replace(/^\*+|\*+$/g, '');
  const open = value.startsWith('*');
  const openEnd = value.endsWith('*');
  if (open && literal === '') return () => true;
  if (open && openEnd) return (text) => text.includes(literal);
  if (open) return (text) => text.endsWith(literal);
  if (openEnd) return (text) => text.startsWith(literal);
  return (text) => text === literal;
}

/** A string that spells a number in full counts as that number: CloudTrail writes account ids as strings. */
function compileNumberTest(operator: NumericOperator, wanted: number): Test {
  const compare = NUMERIC[operator];
  return (value) => {
    if (typeof value === 'number') return compare(value, wanted);
    if (typeof value !== 'string') return false;
    const number = readNumber(value);
    return number === undefined ? operator === '!=' : compare(number, wanted);
  };
}

const NUMERIC: Readonly<Record<NumericOperator, (value: number, wanted: number) => boolean>> = {
  '=': (value, wanted) => value === wanted,
  '!=': (value, wanted) => value !== wanted,
  '<': (value, wanted) => value < wanted,
  '<=': (value, wanted) => value <= wanted,
  '>': (value, wanted) => value > wanted,
  '>=': (value, wanted) => value >= wanted,
};
