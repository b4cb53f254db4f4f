// Containments in DynamoDB, all in one partition: there are tens of them.
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Containment, isActive } from '../domain/containment/containment.ts';
import { TrailbotError } from '../domain/errors.ts';
import type { Clock, Log } from '../ports/run.ts';
import type { Containments } from '../ports/store.ts';
import { callAws, isConditionFailed } from './aws-error.ts';
import type { Clients } from './clients.ts';
import { decodeContainment, encodeContainment } from './containment-codec.ts';
import { queryAll } from './query-all.ts';
import { storedFirst } from './stored-first.ts';

const KIND = 'CONTAINMENT';
/** PCI DSS 10.5.1 asks for a year of audit history. */
const KEPT_SECONDS = 400 * 86_400;
/** As the queues carry it. */
const LONGEST_ID = 200;

/**
 * An active one never expires: what it changed would be forgotten, and could not be given back.
 * @param log is told of items that cannot be read, which a list leaves out.
 */
export function createContainments(
  { dynamo }: Pick<Clients, 'dynamo'>,
  TableName: string,
  clock: Clock,
  log?: Pick<Log, 'error'>,
): Containments {
  function readItem({ sk, body }: Readonly<Record<string, unknown>>): readonly Containment[] {
    try {
      return [decodeContainment(body)];
    } catch (error) {
      if (!(error instanceof TrailbotError)) throw error;
      log?.error('a containment could not be read and is left out', { id: String(sk), error });
      return [];
    }
  }

  function itemOf(containment: Containment): Record<string, unknown> {
    const { id, version, state } = containment;
    const item = { pk: KIND, sk: id, id, version, state, body: encodeContainment(containment) };
    if (isActive(containment)) return item;
    return { ...item, expiresAt: Math.floor(clock.now().getTime() / 1_000) + KEPT_SECONDS };
  }

  return {
    async get(id) {
      if (id === '' || id.length > LONGEST_ID) return undefined;
      const command = new GetCommand({ TableName, Key: { pk: KIND, sk: id }, ConsistentRead: true });
      const { Item } = await callAws('dynamodb:GetItem', () => dynamo.send(command));
      return Item && decodeContainment(Item.body);
    },

    async listActive() {
      const items = await queryAll(dynamo, {
        TableName,
        KeyConditionExpression: 'pk = :kind',
        ExpressionAttributeValues: { ':kind': KIND },
        ConsistentRead: true,
      });
      return items.flatMap(readItem).filter(isActive).toSorted(byAge);
    },

    async save(containment) {
      const next = { ...containment, version: containment.version + 1 };
      const put = new PutCommand({ TableName, Item: itemOf(next), ...onlyAfter(containment) });
      try {
        await callAws('dynamodb:PutItem', () => dynamo.send(put));
      } catch (error) {
        if (error instanceof TrailbotError && isConditionFailed(error.cause))
          throw storedFirst(`Containment ${containment.id}`, error);
        throw error;
      }
      return next;
    },
  };
}

function byAge(a: Containment, b: Containment): number {
  return a.requested.at.getTime() - b.requested.at.getTime() || (a.id < b.id ? -1 : 1);
}

/** The condition under which this save comes right after what its maker had read. */
function onlyAfter({ version }: Containment) {
  if (version === 0) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': version } };
}
