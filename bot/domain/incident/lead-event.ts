// The event that an incident's message is about: the newest of the worst kind.

import { SEVERITIES } from '../detection/detection.ts';
import type { TrailEvent } from '../event/trail-event.ts';
import type { Incident, Tally } from './incident.ts';

/** The tally that leads the message: the worst severity, and of those one that succeeded, and of those the newest. */
export function leadTally({ tallies }: Incident): Tally | undefined {
  const rank = (tally: Tally) =>
    SEVERITIES.indexOf(tally.severity) * 2 + (tally.failed < tally.count ? 1 : 0);
  return tallies.reduce<Tally | undefined>(
    (lead, tally) => (lead && rank(lead) > rank(tally) ? lead : tally),
    undefined,
  );
}

/** Undefined while no event could be read. */
export function leadOf(incident: Incident): TrailEvent | undefined {
  const samples = leadTally(incident)?.samples ?? [];
  return samples.findLast(({ outcome }) => outcome.kind === 'success') ?? samples.at(-1);
}
