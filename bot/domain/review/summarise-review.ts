// What a person reads in the daily review: how much of what, by whom, and what was hidden because it is expected.
import { SEVERITIES, type Severity } from '../detection/detection.ts';
import { higher } from '../detection/severity.ts';
import type { HiddenBy } from './reviewed-event.ts';

/** What the review keeps of an event, as far as it is counted here. */
export interface CountedEvent {
  readonly detectionId: string;
  readonly severity: Severity;
  readonly actorName: string;
  readonly failed: boolean;
  readonly suppressionId?: string;
  /** Undefined where it was not known (any more) when the event came. */
  readonly hiddenBy?: HiddenBy;
}

export interface ReviewGroup {
  readonly detectionId: string;
  readonly severity: Severity;
  readonly count: number;
  readonly failed: number;
  /** The busiest first, at most {@link ACTORS}. */
  readonly actors: readonly { readonly name: string; readonly count: number }[];
  readonly otherActors: number;
}

export interface ReviewSummary {
  /** All events, the hidden ones too. */
  readonly count: number;
  /** What was not worth a page: the worst first, then the most. */
  readonly routine: readonly ReviewGroup[];
  /** What somebody called expected, one group for each suppression. */
  readonly hidden: readonly HiddenGroup[];
}

export interface HiddenGroup extends ReviewGroup {
  readonly suppressionId: string;
  readonly hiddenBy?: HiddenBy;
}

const ACTORS = 3;

export function summariseReview(events: readonly CountedEvent[]): ReviewSummary {
  const routine = groupBy(
    events.filter(({ suppressionId }) => suppressionId === undefined),
    ({ detectionId }) => detectionId,
  );
  const hidden = groupBy(
    events.filter(({ suppressionId }) => suppressionId !== undefined),
    ({ suppressionId, detectionId }) => `${suppressionId} ${detectionId}`,
  );
  return {
    count: events.length,
    routine: routine.map(groupOf).toSorted(worstFirst),
    hidden: hidden.map(hiddenGroupOf).toSorted(worstFirst),
  };
}

type Group = readonly [CountedEvent, ...CountedEvent[]];

function groupBy(events: readonly CountedEvent[], keyOf: (event: CountedEvent) => string): readonly Group[] {
  const groups = new Map<string, [CountedEvent, ...CountedEvent[]]>();
  for (const event of events) {
    const group = groups.get(keyOf(event));
    if (group) group.push(event);
    else groups.set(keyOf(event), [event]);
  }
  return [...groups.values()];
}

function groupOf(group: Group): ReviewGroup {
  const actors = groupBy(group, ({ actorName }) => actorName)
    .map((own) => ({ name: own[0].actorName, count: own.length }))
    .toSorted((a, b) => b.count - a.count);
  return {
    detectionId: group[0].detectionId,
    severity: group.map(({ severity }) => severity).reduce(higher),
    count: group.length,
    failed: group.filter(({ failed }) => failed).length,
    actors: actors.slice(0, ACTORS),
    otherActors: Math.max(0, actors.length - ACTORS),
  };
}

function hiddenGroupOf(group: Group): HiddenGroup {
  const known = group.find(({ hiddenBy }) => hiddenBy !== undefined)?.hiddenBy;
  return {
    ...groupOf(group),
    suppressionId: group[0].suppressionId ?? '',
    ...(known && { hiddenBy: known }),
  };
}

function worstFirst(a: ReviewGroup, b: ReviewGroup): number {
  return SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || b.count - a.count;
}
