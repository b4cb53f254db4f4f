// Says how long something took or is ago, in the largest unit that fits: `2 hours`, `74 days`.

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Rounded down, so that nothing is made longer than it was. */
export function nameDuration(milliseconds: number): string {
  if (milliseconds >= 2 * DAY_MS) return count(milliseconds / DAY_MS, 'day');
  if (milliseconds >= HOUR_MS) return count(milliseconds / HOUR_MS, 'hour');
  if (milliseconds >= MINUTE_MS) return count(milliseconds / MINUTE_MS, 'minute');
  return 'less than a minute';
}

function count(amount: number, unit: string): string {
  const whole = Math.floor(amount);
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`;
}
