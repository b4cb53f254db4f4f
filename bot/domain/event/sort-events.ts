// Records as they are read from the log, where each may be delivered twice and in any order.
import type { TrailEvent } from './trail-event.ts';

export type TimedEvent = TrailEvent & { readonly eventTime: Date };

/** A record that was delivered twice counts once. */
export function eachOnce(events: readonly TrailEvent[]): readonly TrailEvent[] {
  return [...new Map(events.map((event) => [event.eventID, event])).values()];
}

/** CloudTrail writes no record without a time: one that has none is left out. */
export function oldestFirst(events: readonly TrailEvent[]): readonly TimedEvent[] {
  return events
    .filter((event): event is TimedEvent => event.eventTime !== undefined)
    .sort((a, b) => a.eventTime.getTime() - b.eventTime.getTime());
}
