// Moments and durations as people read them.

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Whether a date is one at all: what came from a log may have been unreadable. */
export function isTime(at: Date | undefined): at is Date {
  return at !== undefined && Number.isFinite(at.getTime());
}

/** `2026-11-22 14:03:11 UTC`. */
export function utc(at: Date): string {
  return isTime(at) ? `${at.toISOString().slice(0, -5).replace('T', ' ')} UTC` : 'an unknown time';
}

/** A duration of `milliseconds` in its largest one or two units: `42 s`, `12 min`, `3 h 20 min`, `2 days`. */
export function duration(milliseconds: number): string {
  if (milliseconds < MINUTE) return `${Math.max(0, Math.round(milliseconds / SECOND))} s`;
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min`;
  if (milliseconds < DAY) {
    const minutes = Math.floor((milliseconds % HOUR) / MINUTE);
    return `${Math.floor(milliseconds / HOUR)} h${minutes === 0 ? '' : ` ${minutes} min`}`;
  }
  const days = Math.floor(milliseconds / DAY);
  return days === 1 ? '1 day' : `${days} days`;
}
