// Incidents in DynamoDB: one current item for each actor in each account, replaced only by who knows its version.
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { TrailbotError } from '../domain/errors.ts';
import { fingerprint } from '../domain/fingerprint.ts';
import { keyOf } from '../domain/incident/actor-key.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { Incidents } from '../ports/store.ts';
import { callAws, isConditionFailed } from './aws-error.ts';
import type { Clients } from './clients.ts';
import { decodeIncident, encodeIncident } from './incident-codec.ts';
import { queryAll } from './query-all.ts';
import { storedFirst } from './stored-first.ts';

/** PCI DSS 10.5.1 asks for a year of audit history. */
const KEPT_DAYS = 400;
const CURRENT = 'INCIDENT';
const LONGEST_ACCOUNT = 20;

interface Key {
  readonly pk: string;
  readonly sk: string;
}

export function createIncidents({ dynamo }: Pick<Clients, 'dynamo'>, TableName: string): Incidents {
  async function read(Key: Key): Promise<Incident | undefined> {
    const { Item } = await callAws('dynamodb:GetItem', () =>
      dynamo.send(new GetCommand({ TableName, Key, ConsistentRead: true })),
    );
    return Item && decodeIncident(Item.body);
  }

  async function put(item: Record<string, unknown>, condition: object = {}): Promise<void> {
    await callAws('dynamodb:PutItem', () =>
      dynamo.send(new PutCommand({ TableName, Item: item, ...condition })),
    );
  }

  return {
    async listActive(since) {
      const items = await queryAll(dynamo, {
        TableName,
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :kind AND gsi1sk >= :since',
        ExpressionAttributeValues: { ':kind': CURRENT, ':since': since.toISOString() },
        ScanIndexForward: false,
      });
      return items.map(({ body }) => decodeIncident(body as Uint8Array));
    },

    current: (accountId, actorKey) => read(currentKey(accountId, actorKey)),

    async get(id) {
      const pointer = await callAws('dynamodb:GetItem', () =>
        dynamo.send(new GetCommand({ TableName, Key: pointerKey(id), ConsistentRead: true })),
      );
      if (!pointer.Item) return undefined;
      const pk = String(pointer.Item.target);
      const current = await read({ pk, sk: CURRENT });
      return current?.id === id ? current : read({ pk, sk: archivedSk(id) });
    },

    async save(incident, replaces) {
      const next: Incident = { ...incident, version: incident.version + 1 };
      const key = currentKey(incident.accountId, keyOf(incident));
      if (replaces) await put({ ...itemOf(replaces, { pk: key.pk, sk: archivedSk(replaces.id) }) });
      const point = { ...pointerKey(incident.id), target: key.pk, expiresAt: expiryOf(next) };
      try {
        await Promise.all([
          put(
            { ...itemOf(next, key), gsi1pk: CURRENT, gsi1sk: next.lastActivityAt.toISOString() },
            onlyAfter(incident, replaces),
          ),
          incident.version === 0 ? put(point) : undefined,
        ]);
      } catch (error) {
        if (error instanceof TrailbotError && isConditionFailed(error.cause))
          throw storedFirst(`Incident ${incident.id}`, error);
        throw error;
      }
      return next;
    },
  };
}

function itemOf(incident: Incident, key: Key): Record<string, unknown> {
  const { id, version } = incident;
  return { ...key, id, version, expiresAt: expiryOf(incident), body: encodeIncident(incident) };
}

/** The condition under which this save comes right after what its maker had read. */
function onlyAfter(incident: Incident, replaces: Incident | undefined): object {
  const before = incident.version > 0 ? incident : replaces;
  if (!before) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: 'id = :id AND version = :version',
    ExpressionAttributeValues: { ':id': before.id, ':version': before.version },
  };
}

function currentKey(accountId: string, actorKey: string): Key {
  return { pk: `ACTOR#${boundAccount(accountId)}#${actorKey}`, sk: CURRENT };
}

/** A partition key holds 2,048 bytes, and a hostile record may name any account. */
function boundAccount(accountId: string): string {
  return accountId.length <= LONGEST_ACCOUNT ? accountId : fingerprint(accountId);
}

function pointerKey(id: string): Key {
  return { pk: `INCIDENT#${id}`, sk: 'POINTER' };
}

function archivedSk(id: string): string {
  return `${CURRENT}#${id}`;
}

function expiryOf({ lastActivityAt }: Incident): number {
  return Math.floor(lastActivityAt.getTime() / 1_000) + KEPT_DAYS * 86_400;
}
