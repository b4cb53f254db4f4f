// The last press of each button by each person, in DynamoDB, so that a double click acts once.
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { fingerprint } from '../domain/fingerprint.ts';
import type { Clock } from '../ports/run.ts';
import type { Clicks } from '../ports/store.ts';
import { callAws, isConditionFailed } from './aws-error.ts';
import type { Clients } from './clients.ts';

const DOUBLE_CLICK_MS = 10_000;
const KEPT_SECONDS = 3_600;

export function createClicks({ dynamo }: Pick<Clients, 'dynamo'>, TableName: string, clock: Clock): Clicks {
  /** @returns false when a click of the last ten seconds, or an earlier delivery of this one, is there already. */
  async function remember(key: string, jobId: string): Promise<boolean> {
    const now = clock.now().getTime();
    try {
      await dynamo.send(
        new PutCommand({
          TableName,
          Item: { ...idOf(key), jobId, clickedAt: now, expiresAt: Math.floor(now / 1_000) + KEPT_SECONDS },
          // A job that is delivered again keeps the time of its click: it is not a new one.
          ConditionExpression: 'attribute_not_exists(pk) OR (clickedAt <= :before AND jobId <> :jobId)',
          ExpressionAttributeValues: { ':before': now - DOUBLE_CLICK_MS, ':jobId': jobId },
        }),
      );
      return true;
    } catch (error) {
      if (isConditionFailed(error)) return false;
      throw error;
    }
  }

  return {
    async first(key, jobId) {
      if (await callAws('dynamodb:PutItem', () => remember(key, jobId))) return true;
      const command = new GetCommand({ TableName, Key: idOf(key), ConsistentRead: true });
      const { Item } = await callAws('dynamodb:GetItem', () => dynamo.send(command));
      return Item?.jobId === jobId;
    },
  };
}

function idOf(key: string): { pk: string; sk: string } {
  // Whoever makes two keys with one fingerprint makes one of their own clicks count for nothing.
  return { pk: `CLICK#${fingerprint(key)}`, sk: 'CLICK' };
}
