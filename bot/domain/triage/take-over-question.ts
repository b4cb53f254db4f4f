// Hears somebody about an incident who was asked about the same actor before.
import type { Incident } from '../incident/incident.ts';

/**
 * The incident as if `userId` had been asked about it. The same object where that is so already, or where somebody said
 * "no", which nobody takes back.
 */
export function takeOverQuestion(incident: Incident, userId: string, at: Date): Incident {
  const { asked } = incident.triage ?? {};
  if (asked?.userId === userId || asked?.answer === 'no') return incident;
  return { ...incident, triage: { ...incident.triage, asked: { userId, at } } };
}
