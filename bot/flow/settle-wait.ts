// Ends the wait of a message without events, once it is known whose the events are.
import type { Incident, WaitEnded } from '../domain/incident/incident.ts';
import { endWait } from '../domain/incident/wait-for-events.ts';
import type { AlertDeps } from './alert-deps.ts';
import { change } from './change.ts';

/**
 * @param incidents what the events of one look became, of `sightings` in all.
 * @returns whether the wait is over.
 */
export async function settleWait(
  waiting: Incident,
  incidents: readonly Incident[],
  sightings: number,
  deps: AlertDeps,
): Promise<boolean> {
  const ended = endOf(waiting, incidents, sightings);
  if (ended) await change(waiting, (latest) => endWait(latest, ended), deps);
  return ended !== undefined;
}

function endOf(waiting: Incident, incidents: readonly Incident[], sightings: number): WaitEnded | undefined {
  const adopter = incidents.find(({ posts }) =>
    posts.some((post) => waiting.posts.some(({ ts }) => ts === post.ts)),
  );
  if (adopter) return { kind: 'adopted', incidentId: adopter.id };
  if (incidents.length > 0) return { kind: 'elsewhere', incidentIds: incidents.map(({ id }) => id) };
  return sightings > 0 ? { kind: 'routine', count: sightings } : undefined;
}
