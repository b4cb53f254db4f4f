// One query from StartQuery on: how far it is, and what it has found so far.
import type { Clock } from '../clock.ts';
import type { Row } from './record-fields.ts';
import { type QueryOutcome, runQuery } from './run-query.ts';
import type { Command } from './syntax.ts';
import { withinTime } from './within-time.ts';

export type QueryStatus = 'Scheduled' | 'Running' | 'Complete' | 'Cancelled' | 'Timeout';

export interface StartedQuery {
  readonly startedAt: Date;
  status(): QueryStatus;
  isActive(): boolean;
  /** Its status with what it found by then: part of the rows while it runs; nothing before, or when it did not end well. */
  look(): { readonly status: QueryStatus; readonly outcome: QueryOutcome | undefined };
  cancel(): void;
}

interface Asked {
  readonly commands: readonly Command[];
  readonly limit: number;
  /** Newest first, as they were when the query started. Made when asked for: a row remembers the record it has read. */
  readonly rows: () => readonly Row[];
}

const SCHEDULED_MS = 100;
const RUNNING_MS = 300;
/** AWS gives a query an hour. Here one waits for all, and what takes longer than this is a regular expression run wild. */
const MAX_CPU_MS = 2_000;

/** Scheduled for a moment, then Running with half of the events, then Complete: what a poller must bear. */
export function createStartedQuery({ commands, limit, rows }: Asked, clock: Clock): StartedQuery {
  const startedAt = clock.now();
  let ended: 'Cancelled' | 'Timeout' | undefined;
  let complete: QueryOutcome | undefined;

  function run(share: number): QueryOutcome | undefined {
    const all = rows();
    const part = all.slice(0, Math.ceil(all.length * share));
    const outcome = withinTime(MAX_CPU_MS, () => runQuery(commands, part, { limit, now: startedAt }));
    if (outcome === undefined) ended = 'Timeout';
    return outcome;
  }

  const query: StartedQuery = {
    startedAt,
    status() {
      if (ended !== undefined) return ended;
      const elapsed = clock.now().getTime() - startedAt.getTime();
      return elapsed < SCHEDULED_MS ? 'Scheduled' : elapsed < RUNNING_MS ? 'Running' : 'Complete';
    },
    isActive: () => ['Scheduled', 'Running'].includes(query.status()),
    look() {
      const status = query.status();
      if (status === 'Complete') complete ??= run(1);
      const outcome = status === 'Complete' ? complete : status === 'Running' ? run(0.5) : undefined;
      // Finding it may take so long that it is given up meanwhile; half of the rows are never called all of them.
      return { status: ended ?? status, outcome };
    },
    cancel() {
      ended = 'Cancelled';
    },
  };
  return query;
}
