// A later look at an alarm: events that came late, an alarm that is still on, and the end of the wait.

import type { Recheck } from '../domain/alarm/later-task.ts';
import { isLinkedInAlarm, quieten } from '../domain/alarm/link-alarm.ts';
import { TrailbotError } from '../domain/errors.ts';
import type { Incident, WaitEnded } from '../domain/incident/incident.ts';
import { endWait, waitFor } from '../domain/incident/wait-for-events.ts';
import { alarmName } from '../domain/naming.ts';
import { lookAgain } from './alarm.ts';
import type { AlertDeps } from './alert-deps.ts';
import { change } from './change.ts';
import { type Look, lookAtLog } from './look.ts';
import { activeIncidents, record } from './record.ts';

/** Idempotent: events count once, and a second delivery of the same look schedules the same next one. */
export async function runRecheck({ alarm, look, waitingId }: Recheck, deps: AlertDeps): Promise<void> {
  const compiled = deps.catalog.detections.find(({ detection }) => alarmName(detection.id) === alarm.name);
  if (!compiled)
    return deps.log.warn('the detection of an alarm is not in the catalog any more', { alarm: alarm.name });
  const [seen, alarmOn, active, waiting] = await Promise.all([
    lookAtLog(alarm, compiled, deps),
    isOn(alarm.name, deps),
    activeIncidents(deps),
    waitingId === undefined ? undefined : deps.incidents.get(waitingId),
  ]);
  const incidents = await record(seen.sightings, { active, alarm, ...(waiting && { waiting }) }, deps);
  const stillWaiting = waiting && (await follow(waiting, incidents, seen, { alarm, look }, deps));
  if (!alarmOn) await sayQuiet(alarm, [...active, ...incidents], deps);
  if (alarmOn || stillWaiting) {
    await lookAgain(alarm, look + 1, { waitingId: stillWaiting?.id, alarmOn }, deps);
  }
}

/** @returns the waiting incident while it still waits. */
async function follow(
  waiting: Incident,
  incidents: readonly Incident[],
  { sightings, gap }: Look,
  { alarm, look }: Pick<Recheck, 'alarm' | 'look'>,
  deps: AlertDeps,
): Promise<Incident | undefined> {
  const ended = endOf(waiting, incidents, sightings.length);
  if (ended) {
    await change(waiting, (latest) => endWait(latest, ended), deps);
    return undefined;
  }
  const now = deps.clock.now();
  const latest = await change(
    waiting,
    (newest) => waitFor(newest, { alarm, look: look + 1, gap, now }),
    deps,
  );
  return latest.waitEnded ? undefined : latest;
}

function endOf(waiting: Incident, incidents: readonly Incident[], sightings: number): WaitEnded | undefined {
  const [adopter] = incidents.filter(({ posts }) =>
    posts.some((post) => waiting.posts.some(({ ts }) => ts === post.ts)),
  );
  if (adopter) return { kind: 'adopted', incidentId: adopter.id };
  if (incidents.length > 0) return { kind: 'elsewhere', incidentIds: incidents.map(({ id }) => id) };
  return sightings > 0 ? { kind: 'routine', count: sightings } : undefined;
}

/** An alarm whose state cannot be read counts as on: the next look asks again. */
async function isOn(name: string, { alarms, log }: AlertDeps): Promise<boolean> {
  try {
    return (await alarms.state(name)) === 'ALARM';
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    log.warn('the alarm could not be read', { alarm: name, code: error.code, error });
    return true;
  }
}

/** The notification of OK tells the same; this is for when it was lost. */
async function sayQuiet(
  alarm: Recheck['alarm'],
  incidents: readonly Incident[],
  deps: AlertDeps,
): Promise<void> {
  const now = deps.clock.now();
  for (const incident of incidents.filter((one) => isLinkedInAlarm(one, alarm))) {
    await change(
      incident,
      (latest) => (isLinkedInAlarm(latest, alarm) ? quieten(latest, alarm, now) : latest),
      deps,
    );
  }
}
