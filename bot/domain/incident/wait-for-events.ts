// An incident that has an alarm and no events yet: what its message says while it waits, and how the wait ends.

import type { AlarmNotice } from '../alarm/alarm.ts';
import { linkAlarm } from '../alarm/link-alarm.ts';
import { delayUntilLook } from '../alarm/look-again.ts';
import type { Context, Gap } from '../context/context.ts';
import type { Severity } from '../detection/detection.ts';
import { openIncident } from './absorb.ts';
import { waitingId } from './actor-key.ts';
import type { Incident, WaitEnded } from './incident.ts';

/** The incident that stands for an alarm until its events are there. */
export function openWaiting(alarm: AlarmNotice, severity: Severity, now: Date): Incident {
  return { ...openIncident(waitingId(alarm), alarm.accountId, undefined, now), severity };
}

/** The incident as it waits for look number `look`; `gap` says why the last look could not read. */
export function waitFor(
  incident: Incident,
  { alarm, look, gap, now }: { alarm: AlarmNotice; look: number; gap: Gap | undefined; now: Date },
): Incident {
  if (incident.waitEnded) return incident;
  const delay = delayUntilLook(look, { changedAt: alarm.changedAt, now, alarmOn: false });
  const nextLookAt = delay === undefined ? undefined : new Date(now.getTime() + delay * 1_000);
  const { nextLookAt: _past, context: _older, ...rest } = linkAlarm(incident, alarm);
  return {
    ...rest,
    ...(nextLookAt ? { nextLookAt } : { waitEnded: { kind: 'nothing' } }),
    ...(gap && { context: nothingButA(gap) }),
    revision: incident.revision + 1,
  };
}

/** The incident after its wait; the same object when it had ended before. */
export function endWait(incident: Incident, waitEnded: WaitEnded): Incident {
  if (incident.waitEnded && incident.waitEnded.kind !== 'nothing') return incident;
  const { nextLookAt: _none, ...rest } = incident;
  // Whoever adopts the message has the alarm too: it goes quiet once, not twice.
  const alarms = waitEnded.kind === 'adopted' ? [] : incident.alarms;
  return { ...rest, alarms, waitEnded, revision: incident.revision + 1 };
}

function nothingButA(gap: Gap): Context {
  const source = { kind: 'unknown', address: '' } as const;
  return { source, tool: { family: 'other', words: '' }, unusual: [], gaps: [gap] };
}
