// Two-phase claims in DynamoDB: working, then done; a claim that stayed at working can be taken after its lease.
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { fingerprint } from '../domain/fingerprint.ts';
import type { Clock } from '../ports/run.ts';
import type { Claims } from '../ports/store.ts';
import { callAws, isConditionFailed } from './aws-error.ts';
import type { Clients } from './clients.ts';

/** Longer than a Lambda of ours may run, so that a claim is never taken from a run that still works. */
const LEASE_SECONDS = 90;
const KEPT_SECONDS = 7 * 86_400;

export function createClaims({ dynamo }: Pick<Clients, 'dynamo'>, TableName: string, clock: Clock): Claims {
  async function put(key: string, state: 'working' | 'done', leaseUntil: number): Promise<void> {
    const now = clock.now().getTime();
    const Item = { ...idOf(key), state, leaseUntil, expiresAt: Math.floor(now / 1_000) + KEPT_SECONDS };
    const condition = {
      ConditionExpression: 'attribute_not_exists(pk) OR (#state = :working AND leaseUntil <= :now)',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':working': 'working', ':now': now },
    };
    const taking = leaseUntil > now;
    await dynamo.send(new PutCommand({ TableName, Item, ...(taking && condition) }));
  }

  async function stateOf(key: string): Promise<unknown> {
    const { Item } = await dynamo.send(new GetCommand({ TableName, Key: idOf(key), ConsistentRead: true }));
    return Item?.state;
  }

  return {
    begin: (key, leaseSeconds = LEASE_SECONDS) =>
      callAws('dynamodb:PutItem', async () => {
        try {
          await put(key, 'working', clock.now().getTime() + leaseSeconds * 1_000);
          return 'won';
        } catch (error) {
          if (!isConditionFailed(error)) throw error;
          return (await stateOf(key)) === 'done' ? 'done' : 'busy';
        }
      }),
    complete: (key) => callAws('dynamodb:PutItem', () => put(key, 'done', 0)),
    abandon: (key) => callAws('dynamodb:PutItem', () => put(key, 'working', 0)),
  };
}

function idOf(key: string): { pk: string; sk: string } {
  // A partition key holds 2,048 bytes, and an alarm of somebody else's may have any name.
  const bounded = key.length <= 500 ? key : `${key.slice(0, 400)}~${fingerprint(key)}`;
  return { pk: `CLAIM#${bounded}`, sk: 'CLAIM' };
}
