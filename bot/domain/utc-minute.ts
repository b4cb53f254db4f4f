// A moment as a person reads it where nobody's time zone is known.

/** `2026-11-22 14:03`, UTC. @param at - a date, or its milliseconds. @throws RangeError for what is no date */
export function utcMinute(at: Date | number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
