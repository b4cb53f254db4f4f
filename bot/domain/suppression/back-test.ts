// What a suppression would have hidden of the incidents so far: the number that a person decides by.
import type { Incident } from '../incident/incident.ts';
import { type BreakThrough, type Located, matchSuppression } from './match-suppression.ts';
import type { Suppression } from './suppression.ts';

/** An incident, and what its kept samples are worth today, located. */
export interface TestedIncident {
  readonly incident: Incident;
  readonly samples: readonly Located[];
}

export interface BackTest {
  /** Incidents that this detection was part of. */
  readonly incidents: number;
  /** Of those, what nobody would have been told of. */
  readonly hidden: number;
  /** Of other actors or accounts, from other calls: what the suppression is not about. */
  readonly notAbout: number;
  /** Told because another detection is part of them. */
  readonly otherDetections: number;
  /** Told because of an event that is not as expected; by the first reason of each. */
  readonly brokenThrough: { readonly [Kind in BreakThrough['kind']]: number };
  /** Whether incidents had more events than the samples that could be tested. */
  readonly sampled: boolean;
}

export function backTest(suppression: Suppression, tested: readonly TestedIncident[], now: Date): BackTest {
  const of = tested.filter(({ incident }) =>
    incident.tallies.some(({ detectionId }) => detectionId === suppression.detectionId),
  );
  const outcomes = of.map((one) => outcomeOf(suppression, one, now));
  const count = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length;
  return {
    incidents: of.length,
    hidden: count('hidden'),
    notAbout: count('not-about'),
    otherDetections: count('other-detections'),
    brokenThrough: {
      raised: count('raised'),
      'other-network': count('other-network'),
      'new-network': count('new-network'),
      'new-country': count('new-country'),
    },
    sampled: of.some(({ incident: { tallies } }) =>
      tallies.some(
        (tally) => tally.detectionId === suppression.detectionId && tally.count > tally.samples.length,
      ),
    ),
  };
}

type Outcome = 'hidden' | 'not-about' | 'other-detections' | BreakThrough['kind'];

function outcomeOf(suppression: Suppression, { incident, samples }: TestedIncident, now: Date): Outcome {
  const own = samples.filter(({ sighting }) => sighting.detectionId === suppression.detectionId);
  const matches = own.map((located) => matchSuppression(suppression, located, now));
  const broken = matches.find((match) => match.kind === 'breaks-through');
  if (broken) return broken.why.kind;
  if (matches.length === 0 || matches.some(({ kind }) => kind === 'none')) return 'not-about';
  return incident.tallies.length > 1 ? 'other-detections' : 'hidden';
}
