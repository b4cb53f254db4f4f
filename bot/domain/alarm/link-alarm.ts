// Ties alarms to incidents: which alarm pointed here, and when all of them went quiet.

import type { Incident, LinkedAlarm } from '../incident/incident.ts';
import type { AlarmNotice } from './alarm.ts';

/** Alarms an incident remembers; one actor rarely sets off more. */
const ALARMS = 50;

/** What an alarm is known by: its ARN, or its name in notifications too old to carry one. */
export function alarmKey(alarm: AlarmNotice): string {
  return alarm.arn ?? `${alarm.accountId}/${alarm.name}`;
}

/** AWS may notify more than once for one change of state: the change is the key, not the notification. */
export function changeKey(alarm: AlarmNotice): string {
  return `${alarmKey(alarm)} ${alarm.state} ${alarm.changedAt.toISOString()}`;
}

/** The incident with this alarm's state in it; the same object when it knew that, or something newer, already. */
export function linkAlarm(incident: Incident, alarm: AlarmNotice): Incident {
  const arn = alarmKey(alarm);
  const known = incident.alarms.find((linked) => linked.arn === arn);
  if (known && (known.since > alarm.changedAt || known.state === alarm.state)) return incident;
  const linked: LinkedAlarm = { arn, name: alarm.name, state: alarm.state, since: alarm.changedAt };
  const others = incident.alarms.filter((other) => other !== known);
  return { ...incident, alarms: [...others, linked].slice(-ALARMS) };
}

/** Whether the incident waits for this alarm to go quiet. */
export function isLinkedInAlarm(incident: Incident, alarm: AlarmNotice): boolean {
  return incident.alarms.some((linked) => linked.arn === alarmKey(alarm) && linked.state === 'ALARM');
}

/** The incident after an alarm of it went back to OK: quiet when no other alarm of it is on. */
export function quieten(incident: Incident, alarm: AlarmNotice, at: Date): Incident {
  const linked = linkAlarm(incident, { ...alarm, state: 'OK', changedAt: at });
  if (linked === incident || linked.alarms.some((other) => other.state === 'ALARM')) return linked;
  return {
    ...linked,
    quietSince: at,
    untold: [...linked.untold, { kind: 'quiet', at, alarmName: alarm.name }],
    revision: linked.revision + 1,
  };
}
