// The key an incident is stored under: one current incident for each actor in each account.
import type { AlarmNotice } from '../alarm/alarm.ts';
import { alarmKey } from '../alarm/link-alarm.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Incident } from './incident.ts';

/** The actor's key; for an incident that waits for its events, the alarm's change takes that place. */
export function keyOf(incident: Incident): string {
  return incident.actor?.key ?? incident.id;
}

/**
 * The id of the message that waits for an alarm's events: the same however often the alarm is delivered, and short
 * enough for the value of a menu's entry, whatever the alarm is called.
 */
export function waitingId(alarm: AlarmNotice): string {
  return `waiting-${fingerprint(`${alarmKey(alarm)}/${alarm.changedAt.getTime()}`)}`;
}
