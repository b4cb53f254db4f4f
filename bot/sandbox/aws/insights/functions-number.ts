// Numeric functions of Logs Insights.
import type { RowFunction } from './functions.ts';
import { toNumber } from './value.ts';

function onNumber(apply: (number: number) => number): RowFunction {
  return ([value]) => {
    const number = toNumber(value);
    return number === undefined ? undefined : finite(apply(number));
  };
}

function onNumbers(apply: (...numbers: number[]) => number): RowFunction {
  return (values) => {
    const numbers = values.map(toNumber).filter((number) => number !== undefined);
    return numbers.length === 0 ? undefined : apply(...numbers);
  };
}

/** What is no number, as the root of -1, is an absent value. */
export function finite(number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined;
}

export const NUMBER_FUNCTIONS: Readonly<Record<string, RowFunction>> = {
  abs: onNumber(Math.abs),
  ceil: onNumber(Math.ceil),
  floor: onNumber(Math.floor),
  log: onNumber(Math.log),
  sqrt: onNumber(Math.sqrt),
  greatest: onNumbers(Math.max),
  least: onNumbers(Math.min),
};
