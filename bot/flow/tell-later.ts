// Another run is telling Slack about an incident: a task of its own sees to it that this came to an end.
import type { Tell } from '../domain/alarm/later-task.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { AlertDeps } from './alert-deps.ts';
import { change } from './change.ts';
import { deepenLater } from './enrich.ts';
import { newestOf } from './triage-incident.ts';

/** By then a teller that stopped half-way has lost its hold. */
const TELLING_ENDS_SECONDS = 90;

/**
 * For a run that knows nothing else to tell. In a storm Slack's limits make a teller take minutes: this delivery, with
 * the other actors in it, must not fail for that, since the stream's is tried three times in all.
 */
export async function tellLater(incident: Incident, { later }: AlertDeps): Promise<Incident> {
  await later.schedule({ kind: 'tell', incidentId: incident.id }, TELLING_ENDS_SECONDS);
  return incident;
}

/** @throws TrailbotError `conflict` while another run is still telling: the queue delivers the task again. */
export async function runTell({ incidentId }: Tell, deps: AlertDeps): Promise<void> {
  const incident = await newestOf(incidentId, deps);
  if (!incident) return deps.log.warn('an incident that is not there cannot be told', { incidentId });
  await deepenLater(await change(incident, (latest) => latest, deps), deps);
}
