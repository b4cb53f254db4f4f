// Finds, for one record, the detections that count it, or else those that nearly do.
import type { TrailEvent } from '../event/trail-event.ts';
import type { Explanation } from './explain-detection.ts';
import { clausesOf, decisive, type Explained, stepsToHold } from './explained.ts';

export interface Found {
  readonly event: TrailEvent;
  readonly counting: readonly Explanation[];
  /** Only where none counts it: those of which one clause did not hold. */
  readonly near: readonly Explanation[];
}

/** More is no help. */
const MOST_NEAR = 3;

export function findCounting(
  event: TrailEvent,
  explainers: readonly ((event: TrailEvent) => Explanation)[],
): Found {
  const all = explainers.map((explain) => explain(event));
  const counting = all.filter(({ verdict }) => verdict !== undefined);
  const near = counting.length > 0 ? [] : all.filter(({ filter }) => isNear(filter)).slice(0, MOST_NEAR);
  return { event, counting, near };
}

/**
 * A filter that only lists names of calls is one clause away from every record, so another clause has to have found the
 * very value that it wants. Another call of the same service is not near either: that is most records.
 */
function isNear(filter: Explained): boolean {
  if (stepsToHold(filter) !== 1 || filter.kind !== 'and') return false;
  if (clausesOf(decisive(filter)).every(({ wants }) => wants?.field === '$.eventName')) return false;
  return filter.parts.some(
    (part) => part.held === true && clausesOf(part).some(({ held, wants }) => held === true && wants),
  );
}
