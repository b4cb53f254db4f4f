// Writes an expression as the text of a JSON filter pattern, each condition in parentheses as the CIS benchmark does.
import type { Condition, Expression } from './expression.ts';

/** Parsing it gives the expression again. */
export function printPattern(expression: Expression): string {
  return `{ ${printExpression(expression)} }`;
}

function printExpression(expression: Expression): string {
  if (!('operands' in expression)) return `(${printCondition(expression)})`;
  const sign = expression.kind === 'and' ? ' && ' : ' || ';
  return expression.operands
    .map((operand) => ('operands' in operand ? `(${printExpression(operand)})` : printExpression(operand)))
    .join(sign);
}

function printCondition(condition: Condition): string {
  const { text: field } = condition.selector;
  switch (condition.kind) {
    case 'text':
      return `${field} ${condition.operator} "${condition.value.replace(/["\\]/g, '\\$&')}"`;
    case 'number':
      return `${field} ${condition.operator} ${condition.value}`;
    case 'regex':
      return `${field} ${condition.operator} %${condition.source}%`;
    case 'is':
      return `${field} IS ${String(condition.value).toUpperCase()}`;
    case 'not-exists':
      return `${field} NOT EXISTS`;
  }
}
