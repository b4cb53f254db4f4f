// Adds up what is told of the files themselves: how many events of which time, and what was skipped.
import type { Seen } from '../domain/replay/report.ts';
import { earlier, later } from '../domain/replay/tally.ts';
import type { Skipped, SkippedKind } from '../records/records-in-json.ts';
import type { Part } from './part.ts';

/** A folder of something else altogether must not push the report off the screen. */
const MOST_TOLD = 20;
/** These may have held records that nobody has looked at. */
const BAD: readonly SkippedKind[] = ['damaged', 'unreadable'];

export function createTotals() {
  const counts = new Map<SkippedKind, number>();
  let seen: Seen = { events: 0, first: undefined, last: undefined };
  let told = 0;
  const skip = (kind: SkippedKind, count = 1) => void counts.set(kind, (counts.get(kind) ?? 0) + count);
  return {
    /** What nothing was read of. */
    skip,
    add({ events, first, last, skippedCounts }: Part) {
      seen = {
        events: seen.events + events,
        first: earlier(seen.first, first),
        last: later(seen.last, last),
      };
      for (const [kind, count] of Object.entries(skippedCounts)) skip(kind as SkippedKind, count);
    },
    seen: (): Seen => seen,
    /** By kind, in the order of their names. */
    skipped: () =>
      [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => (a.kind < b.kind ? -1 : 1)),
    /** Those to be named: the first few, and of digests and Insights none. */
    toTell({ skipped }: Part): readonly Skipped[] {
      const some = skipped.filter(isNamed).slice(0, MOST_TOLD - told);
      told += some.length;
      return some;
    },
    /** How many were to be named and were too many. */
    untold(): number {
      return [...counts].reduce((sum, [kind, count]) => sum + (isNamed({ kind }) ? count : 0), 0) - told;
    },
  };
}

/** A bucket has thousands of the others by design. */
function isNamed({ kind }: Pick<Skipped, 'kind'>): boolean {
  return kind !== 'digest' && kind !== 'insight';
}

/** Whether something was skipped that may have held records. */
export function isDamaged(skipped: readonly { readonly kind: string }[]): boolean {
  return skipped.some(({ kind }) => BAD.some((bad) => bad === kind));
}
