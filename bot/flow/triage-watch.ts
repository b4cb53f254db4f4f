// Waits for somebody to acknowledge what is critical: mentions who is on call, and pages in the end.
import type { Unacknowledged } from '../domain/alarm/later-task.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { applyDeed, isElsewhere } from '../domain/triage/apply-deed.ts';
import type { AuditEntry } from '../domain/triage/audit-entry.ts';
import { planWatch } from '../domain/triage/plan-watch.ts';
import { triageState } from '../domain/triage/triage.ts';
import type { AlertDeps } from './alert-deps.ts';
import { change } from './change.ts';
import { claimed } from './claim.ts';
import { putOff } from './put-off.ts';
import { newestOf } from './triage-incident.ts';
import { pageUnlessPaged } from './triage-page.ts';

/** Puts off what is to happen when nobody reacts. Planned before it is noted: a crash between plans it twice, not never. */
export async function startWatch(incident: Incident, deps: AlertDeps): Promise<Incident> {
  const { noted, putOff: tasks } = planWatch(incident, deps.settings, deps.clock.now());
  if (tasks.length === 0) return incident;
  await Promise.all(tasks.map(({ task, seconds }) => putOff(task, seconds, deps)));
  return { ...incident, triage: { ...incident.triage, ...noted } };
}

/** What is stored of an incident by now, with what is waited for since `watched` was told, or could not be. */
export function keepWatch(latest: Incident, watched: Incident): Incident {
  const clockSince = latest.triage?.clockSince ?? watched.triage?.clockSince;
  const askingSince = latest.triage?.askingSince ?? watched.triage?.askingSince;
  if (!clockSince && !askingSince) return latest;
  const triage = { ...latest.triage, ...(clockSince && { clockSince }), ...(askingSince && { askingSince }) };
  return { ...latest, triage };
}

/** Nothing once somebody acknowledged or resolved it, or when it was told anew since. */
export async function runUnacknowledged(task: Unacknowledged, deps: AlertDeps): Promise<void> {
  if (task.left > 0) return putOff(task, task.left, deps);
  const { step, incidentId, since } = task;
  await claimed(
    `${step} unless acknowledged ${incidentId} ${since.toISOString()}`,
    () => newestOf(incidentId, deps),
    async (incident) => {
      if (!incident || !isWaiting(incident, since)) return;
      if (step === 'page') await pageUnlessPaged(incident, unheard(deps), deps);
      else await change(incident, (latest) => remind(latest, task, deps), deps);
    },
    deps,
  );
}

function isWaiting(incident: Incident, since: Date): boolean {
  const { triage } = incident;
  return (
    triageState(triage) === 'open' &&
    !isElsewhere(incident) &&
    triage?.clockSince?.getTime() === since.getTime()
  );
}

function unheard({ settings }: AlertDeps): string {
  return `nobody acknowledged it within ${settings.escalation.pageMinutes} minutes`;
}

function remind(incident: Incident, { since }: Unacknowledged, { clock, settings }: AlertDeps): Incident {
  if (!isWaiting(incident, since)) return incident;
  const entry: AuditEntry = {
    id: `remind ${incident.id} ${since.toISOString()}`,
    at: clock.now(),
    deed: { kind: 'reminded', whom: settings.people.onCall ?? '' },
    incidentId: incident.id,
  };
  return applyDeed(incident, entry);
}
