// Makes a sighting of a finding again, with as much in it as a suppression asks for.
import { parseTrailEvent } from '../event/parse-trail-event.ts';
import type { Sighting } from '../incident/incident.ts';
import type { Finding } from './finding.ts';

export function sightingOf(page: Finding): Sighting {
  const colon = page.action.indexOf(':');
  return {
    detectionId: page.detectionId,
    event: parseTrailEvent({
      eventID: page.eventID,
      ...(page.at !== undefined && { eventTime: new Date(page.at).toISOString() }),
      eventSource: page.action.slice(0, colon),
      eventName: page.action.slice(colon + 1),
      sourceIPAddress: page.address,
      recipientAccountId: page.accountId,
    }),
    actor: { kind: page.actorKind, key: page.actorKey, name: page.actorName, accountId: page.accountId },
    lane: page.lane,
    severity: page.severity,
    because: page.raised ? ['a rule of the detection'] : [],
  };
}
