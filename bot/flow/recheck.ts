// A later look at an alarm: events that came late, an alarm that is still on, and the end of the wait.
import type { Recheck } from '../domain/alarm/later-task.ts';
import { changeKey, isLinkedInAlarm, quieten } from '../domain/alarm/link-alarm.ts';
import { TrailbotError } from '../domain/errors.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { waitFor } from '../domain/incident/wait-for-events.ts';
import { alarmName } from '../domain/naming.ts';
import { lookAgain } from './alarm.ts';
import type { AlarmDeps, AlertDeps } from './alert-deps.ts';
import { change } from './change.ts';
import { claimed } from './claim.ts';
import { type Look, lookAtLog } from './look.ts';
import { activeIncidents, record } from './record.ts';
import { settleWait } from './settle-wait.ts';

/** The notification and the API may give one change to the second and to the millisecond. */
const ROUNDING_MS = 2_000;

/** `again`: it went off and on since, and the later change has looks of its own. */
type Now = 'still on' | 'again' | 'off' | 'unknown';

/** Each look is done once, so that a second delivery does not start a second row of looks. */
export async function runRecheck({ alarm, look, from, waitingId }: Recheck, deps: AlarmDeps): Promise<void> {
  const compiled = deps.catalog.detections.find(({ detection }) => alarmName(detection.id) === alarm.name);
  if (!compiled) {
    return deps.log.warn('the detection of an alarm is not in the catalog any more', { alarm: alarm.name });
  }
  const prepare = () =>
    Promise.all([
      lookAtLog(alarm, compiled, deps, from),
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
      if (!alarmOn && !stillWaiting && now !== 'unknown' && !seen.gap) return;
      const next = { look: look + 1, from: seen.from, waitingId: stillWaiting?.id };
      await lookAgain(alarm, next, alarmOn, deps);
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
  if (await settleWait(waiting, incidents, sightings.length, deps)) return undefined;
  const now = deps.clock.now();
  const latest = await change(
    waiting,
    (newest) => waitFor(newest, { alarm, look: look + 1, gap, now }),
    deps,
  );
  return latest.waitEnded ? undefined : latest;
}

/** While an alarm's state cannot be read the looks go on as planned, and end. */
async function stateNow({ name, changedAt }: Recheck['alarm'], { alarms, log }: AlarmDeps): Promise<Now> {
  try {
    const state = await alarms.state(name);
    if (state?.value !== 'ALARM') return 'off';
    const since = state.since?.getTime() ?? changedAt.getTime();
    return since > changedAt.getTime() + ROUNDING_MS ? 'again' : 'still on';
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    log.warn('the alarm could not be read', { alarm: name, code: error.code, error });
    return 'unknown';
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
