// How far a replay is, in one line.
import { count } from './replay-text.ts';

export interface ReplayProgress {
  readonly files: number;
  /** What they are; files when it is left out. */
  readonly unit?: string;
  /** Undefined when nobody knows yet how many there are. */
  readonly of: number | undefined;
  readonly events: number;
  /** Since it began. */
  readonly ms: number;
}

/** Before so much is read, what is left is a guess by the time that the first file took to come. */
const KNOWN_AFTER_MS = 2_000;
const KNOWN_AFTER_FILES = 10;

/**
 * `1,200 of 34,000 files, 245,000 records, 180,000 a second, 3 min left`, or `1,200 files so far, …`; the time left only
 * when there is something to tell it from.
 * @param columns - no more characters than that: what matters least is left out first
 */
export function renderProgress(progress: ReplayProgress, columns = 80): string {
  const { files, unit = 'file', of, events, ms } = progress;
  const rate = Math.round(events / Math.max(ms / 1_000, 0.001));
  const done =
    of === undefined
      ? `${count(files)} ${files === 1 ? unit : `${unit}s`} so far`
      : `${count(files)} of ${count(of)} ${of === 1 ? unit : `${unit}s`}`;
  const [all, speed, left] = [`${count(events)} records`, `${count(rate)} a second`, timeLeft(progress)];
  const ways = [
    [done, all, speed, ...left],
    [done, speed, ...left],
    [done, ...left],
  ].map((parts) => parts.join(', '));
  return (ways.find((line) => line.length <= columns) ?? done).slice(0, columns);
}

function timeLeft({ files, of, ms }: ReplayProgress): readonly string[] {
  const isKnown = ms >= KNOWN_AFTER_MS && files >= KNOWN_AFTER_FILES;
  return of === undefined || !isKnown || files >= of ? [] : [`${span((ms / files) * (of - files))} left`];
}

function span(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
