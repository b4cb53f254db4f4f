// The audit record in DynamoDB: who did what when. Entries are added, and never changed.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { TrailbotError } from '../domain/errors.ts';
import { fingerprint } from '../domain/fingerprint.ts';
import type { AuditEntry } from '../domain/triage/audit-entry.ts';
import type { Audit } from '../ports/store.ts';
import { callAws, isConditionFailed } from './aws-error.ts';
import type { Clients } from './clients.ts';
import type { Json } from './json.ts';
import { queryAll } from './query-all.ts';
import { decodeEntry } from './triage-codec.ts';

/** PCI DSS 10.5.1 asks for a year of audit history. */
const KEPT_DAYS = 400;
/** Where an entry stands that is about no incident. */
const GENERAL = 'general';

/**
 * One partition an incident, in the order of time; `gsi1` lists a whole day of the workspace. DynamoDB's own condition
 * keeps an entry from being written over, and its expiry is the only thing that ever takes one away.
 */
export function createAudit({ dynamo }: Pick<Clients, 'dynamo'>, TableName: string): Audit {
  return {
    async add(entry) {
      const put = new PutCommand({
        TableName,
        Item: itemOf(entry),
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      try {
        await callAws('dynamodb:PutItem', () => dynamo.send(put));
      } catch (error) {
        const there = error instanceof TrailbotError && isConditionFailed(error.cause);
        if (!there) throw error;
      }
    },

    async list(incidentId) {
      const items = await queryAll(dynamo, {
        TableName,
        KeyConditionExpression: 'pk = :incident',
        ExpressionAttributeValues: { ':incident': partitionOf(incidentId) },
      });
      const entries = items.map(({ entry }) => decodeEntry(JSON.parse(String(entry)) as Json<AuditEntry>));
      return entries.toSorted((a, b) => a.at.getTime() - b.at.getTime());
    },
  };
}

/** The key is the entry's id and not its time: the same deed once more is the same item, whenever it is written. */
function itemOf(entry: AuditEntry): Record<string, unknown> {
  const at = entry.at.toISOString();
  return {
    pk: partitionOf(entry.incidentId ?? GENERAL),
    sk: bounded(entry.id),
    gsi1pk: `AUDIT#${at.slice(0, 10)}`,
    gsi1sk: at,
    kind: entry.deed.kind,
    userId: entry.userId,
    entry: JSON.stringify(entry),
    expiresAt: Math.floor(entry.at.getTime() / 1_000) + KEPT_DAYS * 86_400,
  };
}

function partitionOf(incidentId: string): string {
  return `AUDIT#${bounded(incidentId)}`;
}

/** A sort key holds 1,024 bytes. */
function bounded(id: string): string {
  return id.length <= 250 ? id : `${id.slice(0, 200)}~${fingerprint(id)}`;
}
