// Periods such as 5m, and the start of the period that a time lies in.
import type { Period, PeriodUnit } from './syntax.ts';

const MILLISECONDS: Readonly<Partial<Record<PeriodUnit, number>>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Larger amounts are capped by AWS, which surprises: `bin(300s)` counts by the minute. */
const MOST: Readonly<Partial<Record<PeriodUnit, number>>> = { ms: 1_000, s: 60, m: 60, h: 24 };

const MONTHS: Readonly<Partial<Record<PeriodUnit, number>>> = { mo: 1, q: 3, y: 12 };

export function checkPeriod({ amount, unit }: Period, fail: (problem: string) => never): void {
  const most = MOST[unit] ?? 1_000;
  if (!Number.isInteger(amount) || amount < 1) fail('a period is a whole number of units, 1 or more');
  if (amount > most) fail(`a period of ${unit} can be at most ${most}${unit}`);
}

export function periodStart(time: Date, { amount, unit }: Period): Date {
  const months = MONTHS[unit];
  if (months !== undefined) {
    const index = time.getUTCFullYear() * 12 + time.getUTCMonth();
    return new Date(monthStart(Math.floor(index / (months * amount)) * months * amount));
  }
  const length = (MILLISECONDS[unit] ?? 1) * amount;
  return new Date(Math.floor(time.getTime() / length) * length);
}

/** The same time when it starts a period, else the start of the next one. */
export function periodCeiling(time: Date, period: Period): Date {
  const start = periodStart(time, period);
  if (start.getTime() === time.getTime()) return start;
  const months = MONTHS[period.unit];
  if (months === undefined) {
    return new Date(start.getTime() + (MILLISECONDS[period.unit] ?? 1) * period.amount);
  }
  const index = start.getUTCFullYear() * 12 + start.getUTCMonth();
  return new Date(monthStart(index + months * period.amount));
}

/** @param index - months since January of the year 0 */
function monthStart(index: number): number {
  return Date.UTC(Math.floor(index / 12), index % 12);
}
