// The functions of Logs Insights that work on one row, by their name in lower case.
import { ADDRESS_FUNCTIONS } from './functions-address.ts';
import { NUMBER_FUNCTIONS } from './functions-number.ts';
import { TEXT_FUNCTIONS } from './functions-text.ts';
import type { Value } from './value.ts';

export type RowFunction = (values: readonly Value[]) => Value;

const FUNCTIONS: Readonly<Record<string, RowFunction>> = {
  ...TEXT_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...ADDRESS_FUNCTIONS,
};

/** Take a period or the row itself, so the evaluator has them. */
export const TIME_FUNCTIONS: ReadonlySet<string> = new Set([
  'bin',
  'datefloor',
  'dateceil',
  'frommillis',
  'tomillis',
  'now',
]);

export function isFunction(name: string): boolean {
  return TIME_FUNCTIONS.has(name) || Object.hasOwn(FUNCTIONS, name);
}

export function callFunction(name: string, values: readonly Value[]): Value {
  return Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name]?.(values) : undefined;
}
