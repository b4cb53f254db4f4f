// What an alert is about: its detections by weight, their titles, and the account's name.
import type { Detection, Severity } from '../domain/detection/detection.ts';
import { SEVERITIES } from '../domain/detection/detection.ts';
import type { Incident, Tally } from '../domain/incident/incident.ts';
import { leadTally } from '../domain/incident/lead-event.ts';
import { detectionIdOfAlarm } from '../domain/naming.ts';
import type { Settings } from '../domain/settings.ts';
import type { AlertView } from './alert-view.ts';
import { code, type Mrkdwn, mrkdwn } from './mrkdwn.ts';

/** The incident's tallies: the leading one first, then by severity. */
export function rankTallies(incident: Incident): readonly Tally[] {
  const lead = leadTally(incident);
  if (lead === undefined) return [];
  const others = incident.tallies.filter((tally) => tally !== lead);
  return [lead, ...others.toSorted((a, b) => rank(b.severity) - rank(a.severity))];
}

/** The detection that leads the message; while no event could be read, the one whose alarm fired. */
export function leadDetection(view: AlertView): Detection | undefined {
  const id = leadDetectionId(view);
  return id === undefined ? undefined : view.detections.get(id);
}

/** The leading detection's title; its id, or the alarm's name, when its template is gone. */
export function leadTitle(view: AlertView): string {
  return leadDetection(view)?.title || leadDetectionId(view) || view.incident.alarms.at(-1)?.name || 'Alarm';
}

export function detectionTitle(view: AlertView, id: string): string {
  return view.detections.get(id)?.title || id;
}

/** The name the company gave the account. */
export function accountName(settings: Settings, accountId: string): string | undefined {
  return Object.hasOwn(settings.accounts, accountId) ? settings.accounts[accountId] || undefined : undefined;
}

/** The account for a fact: its name, if it has one, and its id. */
export function accountWords(settings: Settings, accountId: string): Mrkdwn {
  const name = accountName(settings, accountId);
  const id = code(accountId, 40);
  return name === undefined ? id : mrkdwn`${name} (${id})`;
}

function leadDetectionId({ incident }: AlertView): string | undefined {
  return leadTally(incident)?.detectionId ?? detectionIdOfAlarm(incident.alarms.at(-1)?.name ?? '');
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
