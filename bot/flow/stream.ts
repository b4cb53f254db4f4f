// The stream road: the catalog runs on each event as CloudWatch Logs delivers it, and feeds the same incidents.

import { identifyActor } from '../domain/actor/identify-actor.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import type { Sighting } from '../domain/incident/incident.ts';
import type { Observation } from '../ports/store.ts';
import type { AlertDeps } from './alert-deps.ts';
import { readEvent } from './look.ts';
import { record } from './record.ts';
import { sourceOf } from './source-of.ts';

/**
 * Handles the messages of one subscription delivery.
 * @throws what the delivery should be tried again for; events that were counted before count once.
 */
export async function runStream(messages: readonly string[], deps: AlertDeps): Promise<void> {
  const events = messages.flatMap((message) => readEvent(message, deps.log));
  const sightings = events.flatMap((event) => sightingsOf(event, deps));
  if (sightings.length > 0) {
    deps.log.info('the catalog matched', { events: events.length, sightings: sightings.length });
    await record(sightings, {}, deps);
  }
  await deps.profiles.learn(events.map((event) => observe(event, deps)));
}

/** A detection that counts up to a threshold is the alarm's to judge: one event does not say how many there are. */
function sightingsOf(event: TrailEvent, { catalog }: AlertDeps): readonly Sighting[] {
  return catalog
    .judgeAll(event)
    .filter(({ detection, verdict }) => verdict.lane === 'review' || detection.alarm.threshold <= 1)
    .map(({ detection, verdict }) => ({
      detectionId: detection.id,
      event,
      actor: identifyActor(event),
      ...verdict,
    }));
}

function observe(event: TrailEvent, deps: AlertDeps): Observation {
  return { actor: identifyActor(event), event, source: sourceOf(event, deps) };
}
