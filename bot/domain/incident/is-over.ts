// When an incident is over: what the same actor does later opens a new one.
import type { Incident } from './incident.ts';

const HOUR_MS = 3_600_000;

/** @param quietHours - `incidentQuietHours` of the settings: so long without activity, and not a moment less */
export function isOver(
  { lastActivityAt }: Pick<Incident, 'lastActivityAt'>,
  now: Date,
  quietHours: number,
): boolean {
  return now.getTime() - lastActivityAt.getTime() > quietHours * HOUR_MS;
}
