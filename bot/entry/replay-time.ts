// Reads the times of --since and --until: dates, moments and how long ago, and nothing that could be read in two ways.
import { InvalidArgumentError } from 'commander';
import { TrailbotError } from '../domain/errors.ts';
import { utcMinute } from '../domain/utc-minute.ts';
import type { Range } from '../replay/range.ts';

const HOUR = 3_600_000;
const UNITS: ReadonlyMap<string, number> = new Map([
  ['h', HOUR],
  ['d', 24 * HOUR],
  ['w', 7 * 24 * HOUR],
]);
const AGO = /^(\d{1,4})([hdw])$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2}(?:\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/;
const FORMS =
  'Write a day, 2026-11-01, a moment, 2026-11-01T12:00 (UTC; or with an offset, 2026-11-01T12:00+01:00), or how long ago, 90d, 12h or 4w.';

/**
 * For commander. Without Z or an offset it is UTC.
 * @param now - what `90d` is counted back from, in milliseconds since 1970, as the answer is
 * @throws InvalidArgumentError for any other form, and for a day that no month has
 */
export function parseTime(text: string, now = Date.now()): number {
  const [, count, unit = ''] = AGO.exec(text) ?? [];
  const unitMs = UNITS.get(unit);
  if (unitMs !== undefined) return now - Number(count) * unitMs;
  const [, day, minute = '00:00', seconds = ':00', offset = 'Z'] = MOMENT.exec(text) ?? [];
  if (day === undefined) throw new InvalidArgumentError(FORMS);
  const at = Date.parse(`${day}T${minute}${seconds}${offset}`);
  // Of a 30 February Date makes 2 March.
  const asWritten = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at) || !new Date(asWritten).toISOString().startsWith(day))
    throw new InvalidArgumentError(`There is no such time. ${FORMS}`);
  return at;
}

/** @throws TrailbotError `input_unreadable` where no time is within it */
export function checkRange({ since, until }: Range): void {
  if (since === undefined || until === undefined || since < until) return;
  throw new TrailbotError({
    code: 'input_unreadable',
    message: `No time is within that: --since is ${utcMinute(since)} UTC, --until ${utcMinute(until)} UTC.`,
    hint: 'Give --until a later time than --since, or leave it out to read up to now.',
  });
}

/** `from 2026-11-01 00:00 to 2026-12-01 00:00 UTC`, `from 2026-11-01 00:00 UTC on`, `before 2026-12-01 00:00 UTC`. */
export function rangeWords({ since, until }: Range): string {
  const end = until === undefined ? '' : `${utcMinute(until)} UTC`;
  if (since === undefined) return `before ${end}`;
  return until === undefined ? `from ${utcMinute(since)} UTC on` : `from ${utcMinute(since)} to ${end}`;
}
