// Cuts a time of a log group into slices that are read on their own, as if each was a file.
import { TrailbotError } from '../../domain/errors.ts';

/** Milliseconds since 1970; `to` is not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface LogSlice extends Span {
  /** A name, or an ARN. */
  readonly group: string;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Years of empty hours would be a request each. */
const MOST_SLICES = 1_000;
const DEFAULT_HOURS = 24;
/**
 * A log event's time is the one of its delivery: minutes after the call, and when delivery is late, hours. What the clocks
 * may differ by is less.
 */
const LATE_MS = 24 * HOUR;
const EARLY_MS = 15 * MINUTE;
const NAME = /^log-group:\/\/(\S+) (\S+) to (\S+)$/;

/** @throws TrailbotError `input_unreadable` for what is neither a name nor an ARN of a log group */
export function parseLogGroup(text: string): { readonly group: string; readonly region?: string } {
  const group = text.replace(/:\*$/, '');
  const region = /^arn:[a-z-]+:logs:([a-z0-9-]+):\d{12}:log-group:[.\-_/#A-Za-z0-9]+$/.exec(group)?.[1];
  if (region !== undefined) return { group, region };
  if (/^[.\-_/#A-Za-z0-9]{1,512}$/.test(group)) return { group };
  throw new TrailbotError({
    code: 'input_unreadable',
    message: `${text} names no log group.`,
    hint: 'Give its name, or its ARN: arn:aws:logs:us-east-1:123456789012:log-group:name.',
  });
}

/**
 * When log events were written that may hold an event of the range: from a day before `until`, or before now, where no
 * `since` is given.
 */
export function spanOf({ since, until }: { since?: number; until?: number }, now: number): Span {
  const from = since === undefined ? Math.min(until ?? now, now) - DEFAULT_HOURS * HOUR : since;
  // What was written a moment ago may come now; FilterLogEvents takes both ends in.
  const to = Math.min(now, until === undefined ? now : until + LATE_MS) + 1;
  return { from: Math.max(0, since === undefined ? from : from - EARLY_MS), to };
}

/** One after the other, of whole hours but for the last. */
export function slicesOf(group: string, { from, to }: Span): readonly LogSlice[] {
  const length = Math.max(1, Math.ceil((to - from) / MOST_SLICES / HOUR)) * HOUR;
  const count = Math.max(0, Math.ceil((to - from) / length));
  return Array.from({ length: count }, (_, n) => ({
    group,
    from: from + n * length,
    to: Math.min(to, from + (n + 1) * length),
  }));
}

/** As it is told where something in it is skipped. No path is written so. */
export function nameSlice({ group, from, to }: LogSlice): string {
  return `log-group://${group} ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`;
}

/** Undefined for any other name. */
export function parseSliceName(name: string): LogSlice | undefined {
  const [, group, from = '', to = ''] = NAME.exec(name) ?? [];
  return group === undefined ? undefined : { group, from: Date.parse(from), to: Date.parse(to) };
}
