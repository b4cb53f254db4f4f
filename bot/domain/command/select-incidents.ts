// Picks the incidents that somebody asks for, the newest first.
import type { Incident } from '../incident/incident.ts';
import { triageState } from '../triage/triage.ts';

const DAY_MS = 86_400_000;

export type Which = 'open' | 'mine' | '24h';

/** How long after its last activity an incident that nobody resolved still counts as open. */
export const OPEN_DAYS = 30;

/** From when on activity counts. */
export function activeSince(which: Which, now: Date): Date {
  return new Date(now.getTime() - (which === '24h' ? 1 : OPEN_DAYS) * DAY_MS);
}

/**
 * `open`: nobody resolved it. `mine`: of those, what is assigned to the person or was acknowledged by them. `24h`: all.
 * What only waited for another incident's events, or turned out to be routine, is none.
 */
export function selectIncidents(
  incidents: readonly Incident[],
  which: Which,
  userId: string,
): readonly Incident[] {
  return incidents
    .filter(({ waitEnded }) => waitEnded === undefined || waitEnded.kind === 'nothing')
    .filter((incident) => which === '24h' || isOpen(incident))
    .filter((incident) => which !== 'mine' || isOf(incident, userId))
    .toSorted((a, b) => b.lastActivityAt.getTime() - a.lastActivityAt.getTime());
}

function isOpen({ triage = {} }: Incident): boolean {
  return triageState(triage) !== 'resolved';
}

function isOf({ triage }: Incident, userId: string): boolean {
  return triage?.assignee === userId || triage?.acknowledged?.userId === userId;
}
