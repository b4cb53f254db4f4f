// What an aggregate expression of stats is worth for a group of rows.
import { combine, evaluateExpression } from './evaluate-expression.ts';
import { finite } from './functions-number.ts';
import type { Row } from './record-fields.ts';
import { AGGREGATES, type Expression } from './syntax.ts';
import { compareValues, toNumber, toText, type Value } from './value.ts';

export function aggregate(expression: Expression, rows: readonly Row[], now: Date): Value {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'binary') {
    const { operator, left, right } = expression;
    return combine(operator, aggregate(left, rows, now), aggregate(right, rows, now));
  }
  if (expression.kind !== 'call' || !AGGREGATES.has(expression.name)) return undefined;
  const [operand, parameter] = expression.operands;
  if (operand === undefined || operand.kind === 'star')
    return expression.name === 'count' ? rows.length : undefined;
  const present = rows.flatMap((row) => {
    const value = evaluateExpression(operand, row, now);
    return value === undefined ? [] : [{ row, value }];
  });
  const values = present.map(({ value }) => value);
  switch (expression.name) {
    case 'count':
      return values.length;
    case 'count_distinct':
      return new Set(values.map(toText)).size;
    case 'earliest':
      return byTime(present)[0]?.value;
    case 'latest':
      return byTime(present).at(-1)?.value;
    case 'sortsfirst':
      return values.toSorted(compareValues)[0];
    case 'sortslast':
      return values.toSorted(compareValues).at(-1);
    case 'min':
    case 'max':
      return extreme(values, expression.name === 'min' ? 1 : -1);
    default:
      return calculate(expression.name, numbersOf(values), parameter);
  }
}

function byTime<Item extends { readonly row: Row }>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((left, right) =>
    compareValues(left.row.get('@timestamp'), right.row.get('@timestamp')),
  );
}

/** Numbers where there are any, so that a stray text is no maximum. */
function extreme(values: readonly Value[], direction: 1 | -1): Value {
  const numeric = values.filter((value) => toNumber(value) !== undefined);
  const pool = numeric.length > 0 ? numeric : values;
  return pool.toSorted((left, right) => direction * compareValues(left, right))[0];
}

function numbersOf(values: readonly Value[]): number[] {
  return values.map(toNumber).filter((number) => number !== undefined);
}

function calculate(name: string, numbers: readonly number[], parameter: Expression | undefined): Value {
  if (numbers.length === 0) return undefined;
  const sum = numbers.reduce((total, number) => total + number, 0);
  const mean = sum / numbers.length;
  switch (name) {
    case 'sum':
      return finite(sum);
    case 'avg':
      return finite(mean);
    case 'median':
      return percentile(numbers, 50);
    case 'pct':
      return percentile(numbers, parameter?.kind === 'literal' ? Number(parameter.value) : Number.NaN);
    case 'stddev':
      return Math.sqrt(numbers.reduce((total, number) => total + (number - mean) ** 2, 0) / numbers.length);
    default:
      return undefined;
  }
}

/** The smallest value that is at least as large as `percent` percent of all. */
function percentile(numbers: readonly number[], percent: number): number | undefined {
  if (!(percent >= 0 && percent <= 100)) return undefined;
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}
