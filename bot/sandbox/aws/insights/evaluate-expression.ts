// What an expression is worth for one row.
import { callFunction, TIME_FUNCTIONS } from './functions.ts';
import { finite } from './functions-number.ts';
import { periodCeiling, periodStart } from './period.ts';
import type { Row } from './record-fields.ts';
import type { BinaryOperator, Expression } from './syntax.ts';
import { compareValues, isEqual, isTrue, toNumber, toText, type Value } from './value.ts';

/** @param now - what `now()` is */
export function evaluateExpression(expression: Expression, row: Row, now: Date): Value {
  switch (expression.kind) {
    case 'field':
      return row.get(expression.name);
    case 'literal':
      return expression.value;
    case 'not':
      return !isTrue(evaluateExpression(expression.operand, row, now));
    case 'like':
      return isLike(evaluateExpression(expression.operand, row, now), expression.pattern);
    case 'in': {
      const value = evaluateExpression(expression.operand, row, now);
      return expression.items.some((item) => isEqual(value, evaluateExpression(item, row, now)));
    }
    case 'binary':
      return evaluateBinary(expression, row, now);
    case 'call':
      if (TIME_FUNCTIONS.has(expression.name)) return evaluateTime(expression, row, now);
      return callFunction(
        expression.name,
        expression.operands.map((operand) => evaluateExpression(operand, row, now)),
      );
    case 'period':
    case 'star':
      return undefined;
  }
}

function isLike(value: Value, pattern: string | RegExp): boolean {
  const text = toText(value);
  if (text === undefined) return false;
  return typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
}

function evaluateBinary(
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  row: Row,
  now: Date,
): Value {
  const first = evaluateExpression(left, row, now);
  if (operator === 'and' && !isTrue(first)) return false;
  if (operator === 'or' && isTrue(first)) return true;
  return combine(operator, first, evaluateExpression(right, row, now));
}

/** A comparison with an absent field is false, except that an absent field is unlike anything. */
export function combine(operator: BinaryOperator, left: Value, right: Value): Value {
  switch (operator) {
    case 'and':
    case 'or':
      return isTrue(right);
    case '=':
      return isEqual(left, right);
    case '!=':
      return !isEqual(left, right);
    case '<':
      return isComparable(left, right) && compareValues(left, right) < 0;
    case '<=':
      return isComparable(left, right) && compareValues(left, right) <= 0;
    case '>':
      return isComparable(left, right) && compareValues(left, right) > 0;
    case '>=':
      return isComparable(left, right) && compareValues(left, right) >= 0;
    default:
      return calculate(operator, toNumber(left), toNumber(right));
  }
}

function isComparable(left: Value, right: Value): boolean {
  return left !== undefined && right !== undefined;
}

function calculate(
  operator: '+' | '-' | '*' | '/' | '%' | '^',
  left: number | undefined,
  right: number | undefined,
): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  switch (operator) {
    case '+':
      return finite(left + right);
    case '-':
      return finite(left - right);
    case '*':
      return finite(left * right);
    case '/':
      return finite(left / right);
    case '%':
      return finite(left % right);
    case '^':
      return finite(left ** right);
  }
}

function evaluateTime({ name, operands }: Extract<Expression, { kind: 'call' }>, row: Row, now: Date): Value {
  const [first, second] = operands;
  if (name === 'now') return Math.floor(now.getTime() / 1_000);
  if (name === 'bin') {
    const time = row.get('@timestamp');
    return first?.kind === 'period' && time instanceof Date ? periodStart(time, first.period) : undefined;
  }
  const value = first === undefined ? undefined : evaluateExpression(first, row, now);
  if (name === 'tomillis') return value instanceof Date ? value.getTime() : undefined;
  if (name === 'frommillis') return timeOf(toNumber(value));
  // now() is a number of seconds and no timestamp, so datefloor(now(), 1h) is nothing.
  if (!(value instanceof Date) || second?.kind !== 'period') return undefined;
  return name === 'datefloor' ? periodStart(value, second.period) : periodCeiling(value, second.period);
}

function timeOf(milliseconds: number | undefined): Date | undefined {
  const time = new Date(milliseconds ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
