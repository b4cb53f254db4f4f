// Turns an expression into one predicate, made once and run over millions of records.
import { compileCondition } from './compile-condition.ts';
import { compileSelector, type Test } from './compile-selector.ts';
import type { Expression, Selector } from './expression.ts';

/** From how many equalities on one field a set is quicker than one test after the other. */
const SET_FROM = 3;

export function compileExpression(expression: Expression): Test {
  if (!('operands' in expression)) return compileCondition(expression);
  return expression.kind === 'and'
    ? matchAll(expression.operands.map(compileExpression))
    : matchAny(compileAlternatives(expression.operands));
}

function matchAll(tests: readonly Test[]): Test {
  return (record) => {
    for (const test of tests) if (!test(record)) return false;
    return true;
  };
}

function matchAny(tests: readonly Test[]): Test {
  return (record) => {
    for (const test of tests) if (test(record)) return true;
    return false;
  };
}

/** The CIS filters are long lists of `($.eventName = A) || ($.eventName = B) || …`: each list becomes one look-up. */
function compileAlternatives(operands: readonly Expression[]): readonly Test[] {
  const lists = new Map<string, { selector: Selector; values: Set<string> }>();
  for (const operand of operands) {
    if (!isPlainEquality(operand)) continue;
    const list = lists.get(operand.selector.text) ?? { selector: operand.selector, values: new Set() };
    lists.set(operand.selector.text, list);
    list.values.add(operand.value);
  }
  const long = [...lists.values()].filter(({ values }) => values.size >= SET_FROM);
  const listed = new Set(long.map(({ selector }) => selector.text));
  const rest = operands.filter((operand) => !(isPlainEquality(operand) && listed.has(operand.selector.text)));
  return [
    ...long.map(({ selector, values }) => compileSelector(selector, (value) => isOneOf(values, value))),
    ...rest.map(compileExpression),
  ];
}

function isOneOf(values: ReadonlySet<string>, value: unknown): boolean {
  if (typeof value === 'string') return values.has(value);
  return typeof value === 'number' && values.has(String(value));
}

function isPlainEquality(expression: Expression): expression is Extract<Expression, { kind: 'text' }> {
  if (expression.kind !== 'text' || expression.operator !== '=') return false;
  return !expression.value.startsWith('*') && !expression.value.endsWith('*');
}
