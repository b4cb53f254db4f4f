// Which stretch of time a review covers: all since the last sign-off, and never what may still be on its way.

const DAY_MS = 86_400_000;
/** Older events are the next review's; more than these nobody reads at once. */
const LONGEST_DAYS = 7;
/**
 * What is still being added: a write that AWS does not answer is tried three times within 40 seconds, and the table's
 * index takes a moment to list it.
 */
const SETTLED_MS = 60_000;

export interface ReviewRange {
  readonly since: Date;
  readonly until: Date;
  /** There is more after `until` than what only just came. */
  readonly more: boolean;
}

/** @param signedOffUntil undefined before the first sign-off: then the review covers a week. */
export function reviewRange(signedOffUntil: Date | undefined, now: Date): ReviewRange {
  const settled = now.getTime() - SETTLED_MS;
  const since = reviewSince(signedOffUntil, new Date(settled));
  const longest = since.getTime() + LONGEST_DAYS * DAY_MS;
  const until = new Date(Math.max(since.getTime(), Math.min(settled, longest)));
  return { since, until, more: longest < settled };
}

/** From when on a review that ends at `until` shows everything. */
export function reviewSince(signedOffUntil: Date | undefined, until: Date): Date {
  return signedOffUntil ?? new Date(until.getTime() - LONGEST_DAYS * DAY_MS);
}
