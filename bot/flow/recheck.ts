// A later look at an alarm: events that came late, an alarm that is still on, and the end of the wait.
import type { Recheck } from '../domain/alarm/later-task.ts';
import { changeKey, isLinkedInAlarm, quieten } from '../domain/alarm/link-alarm.ts';
import { TrailbotError } from '../domain/errors.ts';
import type { Incident, WaitEnded } from '../domain/incident/incident.ts';
import { endWait, waitFor } from '../domain/incident/wait-for-events.ts';
import { alarmName } from '../domain/naming.ts';
import { lookAgain } from './alarm.ts';
import type { AlertDeps } from './alert-deps.ts';
import { change } from './change.ts';
import { claimed } from './claim.ts';
import { type Look, lookAtLog } from './look.ts';
import { activeIncidents, record } from './record.ts';

/** The notification and the API may give one change to the second and to the millisecond. */
const ROUNDING_MS = 2_000;

/** `again`: it went off and on since, and the later change has looks of its own. */
type Now = 'still on' | 'again' | 'off';

/** Each look is done once, so that a second delivery does not start a second row of looks. */
export async function runRecheck({ alarm, look, waitingId }: Recheck, deps: AlertDeps): Promise<void> {
  const compiled = deps.catalog.detections.find(({ detection }) => alarmName(detection.id) === alarm.name);
  if (!compiled) {
    return deps.log.warn('the detection of an alarm is not in the catalog any more', { alarm: alarm.name });
  }
  const prepare = () =>
    Promise.all([
      lookAtLog(alarm, compiled, deps),
      stateNow(alarm, deps),
      activeIncidents(deps),
      waitingId === undefined ? undefined : deps.incidents.get(waitingId),
    ]);
  await claimed(
    `look ${look} ${changeKey(alarm)}`,
    prepare,
    async ([seen, now, active, waiting]) => {
      const incidents = await record(seen.sightings, { active, alarm, ...(waiting && { waiting }) }, deps);
      const stillWaiting = waiting && (await follow(waiting, incidents, seen, { alarm, look }, deps));
      if (now === 'off') await sayQuiet(alarm, [...active, ...incidents], deps);
      const alarmOn = now === 'still on';
      if (!alarmOn && !stillWaiting) return;
      await lookAgain(alarm, look + 1, { waitingId: stillWaiting?.id, alarmOn }, deps);
    },
    deps,
  );
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
async function stateNow({ name, changedAt }: Recheck['alarm'], { alarms, log }: AlertDeps): Promise<Now> {
  try {
    const state = await alarms.state(name);
    if (state?.value !== 'ALARM') return 'off';
    const since = state.since?.getTime() ?? changedAt.getTime();
    return since > changedAt.getTime() + ROUNDING_MS ? 'again' : 'still on';
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    log.warn('the alarm could not be read', { alarm: name, code: error.code, error });
    return 'still on';
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
