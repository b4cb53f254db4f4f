// Suppressions in DynamoDB, all in one partition: there are tens of them, and every run reads them.
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isSuppression } from '../domain/suppression/is-suppression.ts';
import type { Suppression } from '../domain/suppression/suppression.ts';
import type { Clock, Log } from '../ports/run.ts';
import type { Suppressions } from '../ports/store.ts';
import { callAws, isConditionFailed } from './aws-error.ts';
import type { Clients } from './clients.ts';
import { queryAll } from './query-all.ts';

const KIND = 'SUPPRESSION';
/** A run takes well under a second, and a storm is many runs: what was read so long ago is read again. */
const FRESH_MS = 2_000;
/** SQS keeps a job for 14 days at most: one that comes again must find that what it made has ended. */
const KEPT_SECONDS = 15 * 86_400;

/** @param log is told of items that are no suppressions: they hide nothing. */
export function createSuppressions(
  { dynamo }: Pick<Clients, 'dynamo'>,
  TableName: string,
  clock: Clock,
  log?: Pick<Log, 'warn'>,
): Suppressions {
  let read: { readonly at: number; readonly all: readonly Suppression[] } | undefined;

  async function readAll(): Promise<readonly Suppression[]> {
    const now = clock.now().getTime();
    if (read && Math.abs(now - read.at) < FRESH_MS) return read.all;
    const items = await queryAll(dynamo, {
      TableName,
      KeyConditionExpression: 'pk = :kind',
      ExpressionAttributeValues: { ':kind': KIND },
      ConsistentRead: true,
    });
    const all = items.filter(({ endedAt }) => endedAt === undefined).flatMap((item) => parse(item) ?? []);
    read = { at: now, all };
    return all;
  }

  function parse(item: Readonly<Record<string, unknown>>): Suppression | undefined {
    const fields = fieldsOf(item);
    if (isSuppression(fields)) return fields;
    log?.warn('a suppression could not be read and hides nothing', { id: String(item.sk).slice(0, 200) });
    return undefined;
  }

  /** @returns what the update gave back; undefined when its condition did not hold. */
  async function update(changes: Omit<ConstructorParameters<typeof UpdateCommand>[0], 'TableName'>) {
    const command = new UpdateCommand({ TableName, ...changes });
    return callAws('dynamodb:UpdateItem', async () => {
      try {
        return (await dynamo.send(command)).Attributes ?? {};
      } catch (error) {
        if (isConditionFailed(error)) return undefined;
        throw error;
      }
    });
  }

  return {
    async active() {
      const now = clock.now();
      // DynamoDB removes expired items within days, not at once.
      return (await readAll()).filter(({ expiresAt }) => expiresAt > now);
    },

    async add(suppression) {
      // A job that comes again must neither renew what its first try made nor bring back what was ended since.
      const ConditionExpression = 'attribute_not_exists(pk)';
      const command = new PutCommand({ TableName, Item: itemOf(suppression), ConditionExpression });
      await callAws('dynamodb:PutItem', async () => {
        try {
          await dynamo.send(command);
        } catch (error) {
          if (!isConditionFailed(error)) throw error;
        }
      });
      read = undefined;
    },

    async end(id) {
      const item = await update({
        Key: keyOf(id),
        UpdateExpression: 'SET endedAt = if_not_exists(endedAt, :now)',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':now': clock.now().toISOString() },
        ReturnValues: 'ALL_NEW',
      });
      read = undefined;
      return item && parse(item);
    },

    async countHidden(id, events) {
      await update({
        Key: keyOf(id),
        UpdateExpression: 'ADD #hidden :events',
        // Once it was ended, nobody counts for it any more.
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(endedAt)',
        ExpressionAttributeNames: { '#hidden': 'hidden' },
        ExpressionAttributeValues: { ':events': events },
      });
    },
  };
}

function keyOf(id: string): { pk: string; sk: string } {
  return { pk: KIND, sk: id.slice(0, 200) || '-' };
}

/** `expiresAt` is what DynamoDB's time to live reads, in seconds; the dates are kept as they are beside it. */
function itemOf({ createdAt, expiresAt, ...rest }: Suppression): Record<string, unknown> {
  return {
    ...keyOf(rest.id),
    ...rest,
    from: createdAt.toISOString(),
    until: expiresAt.toISOString(),
    expiresAt: Math.ceil(expiresAt.getTime() / 1_000) + KEPT_SECONDS,
  };
}

function fieldsOf(item: Readonly<Record<string, unknown>>): object {
  const { pk: _pk, sk: _sk, endedAt: _ended, from, until, ...rest } = item;
  return { ...rest, createdAt: new Date(String(from)), expiresAt: new Date(String(until)) };
}
