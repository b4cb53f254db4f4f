// The audit record of a containment: each line of its story, before anybody reads it in Slack.
import type { Containment, Happening } from '../../domain/containment/containment.ts';
import type { AuditEntry } from '../../domain/triage/audit-entry.ts';
import type { Audit } from '../../ports/store.ts';

/** Once each, however often it is written. @param from the first line to write. */
export async function writeStory(
  containment: Containment,
  from: number,
  { audit }: { readonly audit: Audit },
): Promise<void> {
  for (const [index, happening] of containment.history.entries()) {
    if (index >= from) await audit.add(entryOf(containment, happening, index));
  }
}

function entryOf(
  { id: containmentId, target, incidentId, card }: Containment,
  happening: Happening,
  index: number,
): AuditEntry {
  const userId = 'userId' in happening ? happening.userId : undefined;
  return {
    id: `${containmentId} ${index}`,
    at: happening.at,
    deed: { kind: 'containment', containmentId, targetArn: target.arn, happening },
    ...(userId !== undefined && { userId }),
    ...(incidentId !== undefined && { incidentId }),
    ...(card && { channel: card.channel, messageTs: card.ts }),
  };
}
