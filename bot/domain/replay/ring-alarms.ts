// When the alarm road would have told the matches of a detection that counts up to a threshold: those around each ringing.
import { beginningOf, delayUntilLook } from '../alarm/look-again.ts';
import type { Detection } from '../detection/detection.ts';
import type { Finding } from './finding.ts';

/** How many matched, by the minute since 1970. */
export type MatchedMinutes = ReadonlyMap<number, number>;

export type Threshold = Pick<Detection, 'id' | 'alarm'>;

const MINUTE_MS = 60_000;

/** Milliseconds since 1970, `until` is not included. */
interface Span {
  readonly from: number;
  readonly until: number;
}

interface Reading {
  /** In the order in which they begin. */
  readonly spans: readonly Span[];
  /** When the bot read, in the order of time. */
  readonly looks: readonly number[];
}

/**
 * CloudWatch adds up all accounts and Regions of the trail minute by minute, what is for the review as well, and compares
 * the sum over the last period with the threshold once a minute. When it rings the bot reads from two minutes before that
 * period, and reads on until a look finds the alarm off. The metric counts by the time of delivery, which a log does not tell, so
 * that the time of the call stands in for it.
 * @param reviewed - when a detection matched what is for the review
 * @param withoutAlarm - ids of detections that have no alarm: nobody counts for them
 * @returns when somebody is told of a page, in milliseconds since 1970, undefined for never: also where its record does
 * not say when it was; of what has no threshold the stream tells at once
 */
export function ringAlarms(
  pages: readonly Finding[],
  reviewed: ReadonlyMap<string, MatchedMinutes>,
  detections: readonly Threshold[],
  withoutAlarm: readonly string[] = [],
): (page: Finding) => number | undefined {
  const readings = new Map<string, Reading>();
  const counting = detections.filter(({ alarm }) => alarm.threshold > 1);
  const counts = new Map(counting.map(({ id }) => [id, new Map(reviewed.get(id) ?? [])]));
  for (const { detectionId, at } of pages) {
    const minutes = counts.get(detectionId);
    if (minutes) addMinute(minutes, at);
  }
  for (const { id, alarm } of counting) {
    const minutes = withoutAlarm.includes(id) ? undefined : counts.get(id);
    readings.set(id, minutes ? readingOf(minutes, alarm) : { spans: [], looks: [] });
  }
  return ({ detectionId, at }) => {
    if (at === undefined) return undefined;
    const own = readings.get(detectionId);
    if (own === undefined) return at;
    const span = own.spans[countUpTo(own.spans, at, ({ from }) => from) - 1];
    // No other one lasts longer than the last that began.
    if (span === undefined || at >= span.until) return undefined;
    return own.looks[countUpTo(own.looks, at, (look) => look)] ?? span.until;
  };
}

/** How many of those in the order of time are not after `at`. */
function countUpTo<T>(all: readonly T[], at: number, timeOf: (one: T) => number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const one = all[middle];
    if (one !== undefined && timeOf(one) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One more in the minute of `at`; what has no time rings no alarm. */
export function addMinute(minutes: Map<number, number>, at: number | undefined): void {
  if (at === undefined) return;
  const minute = Math.floor(at / MINUTE_MS);
  minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
}

/** One span after the other, from where the bot reads when the alarm rings to where it has read when it finds it off. */
function readingOf(minutes: MatchedMinutes, { threshold, period }: Detection['alarm']): Reading {
  const ordered = [...minutes].sort(([one], [other]) => one - other);
  const length = Math.max(1, Math.ceil(period / 60));
  const rings: { readonly changedAt: Date; off: number }[] = [];
  let oldest = 0;
  let sum = 0;
  for (const [at, [minute, count]] of ordered.entries()) {
    sum += count;
    for (let first = ordered[oldest]; first && first[0] <= minute - length; first = ordered[oldest]) {
      sum -= first[1];
      oldest += 1;
    }
    if (sum < threshold) continue;
    const off = (lastMinute(ordered.slice(oldest, at + 1), sum, threshold) + length + 1) * MINUTE_MS;
    const changedAt = new Date((minute + 1) * MINUTE_MS);
    const before = rings.at(-1);
    if (before && before.off >= changedAt.getTime()) before.off = Math.max(before.off, off);
    else rings.push({ changedAt, off });
  }
  let until = 0;
  const looks: number[] = [];
  const spans = rings.map(({ changedAt, off }) => {
    for (const look of looksAt(changedAt, off)) looks.push(look);
    // Looks at an alarm that rang for long are far apart: the last one may come after one at the next alarm.
    until = Math.max(until, looks.at(-1) ?? off);
    return { from: beginningOf({ changedAt, rangeSeconds: length * 60 }).getTime(), until };
  });
  return { spans, looks: looks.sort((one, other) => one - other) };
}

/** When the bot looks at an alarm that rang at `changedAt`: until it finds it off, and when it is told that it is. */
function looksAt(changedAt: Date, off: number): readonly number[] {
  let now = changedAt.getTime();
  const looks = [off, now];
  for (let look = 0; now < off; look += 1) {
    const delay = delayUntilLook(look, { changedAt, now: new Date(now), alarmOn: true });
    if (delay === undefined) return [...looks, off];
    now += delay * 1_000;
    looks.push(now);
  }
  return looks;
}

/** Of a period's minutes: the one without which, and without those before it, there are too few. */
function lastMinute(
  period: readonly (readonly [minute: number, count: number])[],
  sum: number,
  threshold: number,
): number {
  let left = sum;
  for (const [minute, count] of period) {
    left -= count;
    if (left < threshold) return minute;
  }
  return 0;
}
