// Explains a filter pattern on one record: each condition with the values it looked at, and whether it held.
import { compileCondition } from '../filter-pattern/compile-condition.ts';
import { compileSelector } from '../filter-pattern/compile-selector.ts';
import type { Condition, Expression, Selector } from '../filter-pattern/expression.ts';
import { printPattern } from '../filter-pattern/print-expression.ts';
import { type Explained, groupOf, type Seen } from './explained.ts';

/** Answers as the compiled expression does, which asks no more than it needs: this asks all conditions. */
export function explainExpression(expression: Expression, record: unknown): Explained {
  if ('operands' in expression) {
    return groupOf(
      expression.kind,
      expression.operands.map((operand) => explainExpression(operand, record)),
    );
  }
  return {
    kind: 'clause',
    text: printCondition(expression),
    held: compileCondition(expression)(record),
    seen: [seenBy(expression.selector, record)],
    ...wantedBy(expression),
  };
}

/** A pattern of one condition is `{ (…) }`. */
function printCondition(condition: Condition): string {
  return printPattern(condition).slice('{ ('.length, -') }'.length);
}

/** A wildcard sees each element or field; those that lack what the selector asks of them are left out. */
function seenBy(selector: Selector, record: unknown): Seen {
  const values: unknown[] = [];
  const visit = compileSelector(selector, (value) => {
    if (value !== undefined) values.push(value);
    return false;
  });
  visit(record);
  return { path: selector.text, values };
}

function wantedBy(condition: Condition) {
  if (condition.kind !== 'text' || condition.operator !== '=') return {};
  return { wants: { field: condition.selector.text, value: condition.value } };
}
