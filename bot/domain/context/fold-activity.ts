// Folds the calls of a stretch of time into a few lines, the ones that tell most first.
import { eachOnce } from '../event/sort-events.ts';
import type { TrailEvent } from '../event/trail-event.ts';
import type { Activity, ActivityLine } from './context.ts';

const MOST_LINES = 12;
const READ_NAME = /^(BatchGet|Get|List|Describe|Head|Lookup|Search|Query|Scan|Check|Preview|Select)/;

type Stretch = Pick<Activity, 'from' | 'to' | 'truncated'>;
type Fold = ActivityLine & { readonly telling: boolean };

/**
 * Calls of one name and service are one line, at most 12. Changes and failures come before reads, then what happened
 * most, then what happened last. An event that was read twice (the same `eventID`) counts once. `total` and
 * `failed` count the calls of lines that did not fit as well.
 */
export function foldActivity(events: readonly TrailEvent[], { from, to, truncated }: Stretch): Activity {
  const unique = eachOnce(events);
  const folds = new Map<string, Fold>();
  for (const event of unique) {
    const key = `${event.eventSource}\n${event.eventName}`;
    folds.set(key, add(folds.get(key), event, from));
  }
  const lines = [...folds.values()]
    .sort(
      (a, b) =>
        Number(b.telling) - Number(a.telling) ||
        b.count - a.count ||
        b.lastTime.getTime() - a.lastTime.getTime(),
    )
    .slice(0, MOST_LINES)
    .map(({ telling: _, ...line }) => line);
  const failed = [...folds.values()].reduce((sum, fold) => sum + fold.failed, 0);
  return { from, to, total: unique.length, failed, lines, truncated };
}

function add(fold: Fold | undefined, event: TrailEvent, from: Date): Fold {
  const failed = event.outcome.kind === 'failure';
  const time = event.eventTime ?? from;
  return {
    eventName: event.eventName,
    eventSource: event.eventSource,
    count: (fold?.count ?? 0) + 1,
    failed: (fold?.failed ?? 0) + (failed ? 1 : 0),
    lastTime: fold && fold.lastTime > time ? fold.lastTime : time,
    telling: (fold?.telling ?? false) || failed || !isRead(event),
  };
}

function isRead({ readOnly, eventName }: TrailEvent): boolean {
  return readOnly ?? READ_NAME.test(eventName);
}
