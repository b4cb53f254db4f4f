// What becomes of an acknowledgement when an incident turns critical.
import type { Severity } from '../detection/detection.ts';
import type { Incident } from '../incident/incident.ts';

/**
 * The incident, now that its severity is no longer `before`. One that turned critical is not acknowledged by whoever was
 * asked "was it you?": whoever stole the name may hold the chat account as well. Anybody else who acknowledged keeps
 * it: they have it in hand, and read in the thread that it got worse.
 */
export function distrustOwnWord(incident: Incident, before: Severity): Incident {
  if (incident.severity !== 'critical' || before === 'critical') return incident;
  const { acknowledged, assignee, ...rest } = incident.triage ?? {};
  if (!acknowledged || acknowledged.userId !== rest.asked?.userId) return incident;
  const isOwn = assignee === acknowledged.userId;
  return { ...incident, triage: { ...rest, ...(assignee !== undefined && !isOwn && { assignee }) } };
}
