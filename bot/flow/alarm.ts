// One alarm of ours: its events become incidents at once, or a message that waits for them; OK is told when it comes.
import type { AlarmNotice } from '../domain/alarm/alarm.ts';
import type { Recheck } from '../domain/alarm/later-task.ts';
import { changeKey, isLinkedInAlarm, linkAlarm, quieten } from '../domain/alarm/link-alarm.ts';
import { beginningOf, delayUntilLook } from '../domain/alarm/look-again.ts';
import type { CompiledDetection } from '../domain/detection/compile-detection.ts';
import type { Detection } from '../domain/detection/detection.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { openWaiting, waitFor } from '../domain/incident/wait-for-events.ts';
import type { Suppression } from '../domain/suppression/suppression.ts';
import type { AlertDeps } from './alert-deps.ts';
import { change } from './change.ts';
import { claimed } from './claim.ts';
import { type Look, lookAtLog } from './look.ts';
import { activeIncidents, record } from './record.ts';
import { settleWait } from './settle-wait.ts';
import { activeSuppressions } from './suppress.ts';

/** The alarm went on. */
export async function runAlarm(
  alarm: AlarmNotice,
  compiled: CompiledDetection,
  deps: AlertDeps,
): Promise<void> {
  await onceForItsEvents(alarm, compiled, deps, async (look, active) => {
    await record(look.sightings, { active, alarm }, deps);
    const found = look.sightings.length > 0;
    const waiting = found ? undefined : await postWaiting(alarm, compiled, look, active, deps);
    await lookAgain(alarm, { look: 0, from: look.from, waitingId: waiting?.id }, true, deps);
  });
}

/** The alarm went back to OK, or lost its data: read once more, then tell the incidents that it pointed at. */
export async function runQuiet(
  alarm: AlarmNotice,
  compiled: CompiledDetection,
  deps: AlertDeps,
): Promise<void> {
  await onceForItsEvents(alarm, compiled, deps, async (look, active) => {
    const pointedAt = active.filter((incident) => isLinkedInAlarm(incident, alarm));
    // A new alarm's first OK points at nothing, and there is nothing to say.
    if (pointedAt.length === 0)
      deps.log.info('an alarm without an incident is not on', { alarm: alarm.name });
    const waiting = pointedAt.find(({ actor, waitEnded }) => actor === undefined && waitEnded === undefined);
    const incidents = await record(look.sightings, { active, ...(waiting && { waiting }) }, deps);
    const settled = waiting && (await settleWait(waiting, incidents, look.sightings.length, deps));
    for (const incident of [...pointedAt.filter((one) => !settled || one !== waiting), ...incidents]) {
      await change(incident, (latest) => quieten(latest, alarm, alarm.changedAt), deps);
    }
  });
}

/** Claims the change of state, and reads at the same time what it may be about. */
async function onceForItsEvents(
  alarm: AlarmNotice,
  compiled: CompiledDetection,
  deps: AlertDeps,
  act: (look: Look, active: readonly Incident[]) => Promise<void>,
): Promise<void> {
  const prepare = () =>
    Promise.all([lookAtLog(alarm, compiled, deps), activeIncidents(deps), activeSuppressions(deps)]);
  await claimed(changeKey(alarm), prepare, ([look, active]) => act(look, active), deps);
}

/**
 * Posts the alarm without its events.
 * @returns the incident that waits; undefined when the stream has told of these events already, or nobody wants to
 * hear of the detection: what its events show that is worse than routine is told all the same, when they come.
 */
async function postWaiting(
  alarm: AlarmNotice,
  { detection }: CompiledDetection,
  { gap }: Look,
  active: readonly Incident[],
  deps: AlertDeps,
): Promise<Incident | undefined> {
  const now = deps.clock.now();
  const told = active.filter((incident) => hasTold(incident, detection, beginningOf(alarm)));
  for (const incident of told) await change(incident, (latest) => linkAlarm(latest, alarm), deps);
  // The stream does not count up to a threshold: what it told is not what set off the alarm.
  if (told.length > 0 && detection.alarm.threshold <= 1) return undefined;

  if (await isMuted(detection, deps)) {
    deps.log.info('an alarm without events is muted', { alarm: alarm.name });
    return undefined;
  }
  const opened = openWaiting(alarm, detection.severity, now);
  return change(opened, (latest) => waitFor(latest, { alarm, look: 0, gap, now }), deps);
}

/** For everybody, whatever they do. What cannot be read is not muted: an alert too many is better than none. */
async function isMuted({ id }: Detection, deps: AlertDeps): Promise<boolean> {
  const active = await activeSuppressions(deps);
  return active.some((one) => isMuteOf(one, id) && one.expiresAt > deps.clock.now());
}

function isMuteOf({ detectionId, actorKey, accountId, network, action }: Suppression, id: string): boolean {
  const narrowed = [actorKey, accountId, network, action].some((scope) => scope !== undefined);
  return detectionId === id && !narrowed;
}

/** Whether the stream brought an event of this detection since the alarm's range began. */
function hasTold({ tallies }: Incident, { id }: Detection, since: Date): boolean {
  return tallies.some(({ detectionId, recordedAt }) => detectionId === id && recordedAt >= since);
}

/** Puts the next look on the queue; none when there is nothing left to wait for. */
export async function lookAgain(
  alarm: AlarmNotice,
  next: Pick<Recheck, 'look' | 'from' | 'waitingId'>,
  alarmOn: boolean,
  deps: AlertDeps,
): Promise<void> {
  const delay = delayUntilLook(next.look, { changedAt: alarm.changedAt, now: deps.clock.now(), alarmOn });
  if (delay !== undefined) await deps.later.schedule({ kind: 'recheck', alarm, ...next }, delay);
}
