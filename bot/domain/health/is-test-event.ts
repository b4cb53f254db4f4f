// Tells what `/trail test` wrote from what happened.
import type { TrailEvent } from '../event/trail-event.ts';

/** How the `eventID` of every test record ends. AWS makes it up for a real call, so that nobody can pass for a test. */
export const TEST_MARK = '-trailbot-test';

export function isTestEvent({ eventID }: Pick<TrailEvent, 'eventID'>): boolean {
  return eventID.endsWith(TEST_MARK);
}
