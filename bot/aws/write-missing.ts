// Writes what a table does not hold yet, many items at a time.
import {
  BatchGetCommand,
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { callAws } from './aws-error.ts';

/** As many as DynamoDB writes at a time. */
export const AT_ONCE = 25;
const TRIES = 8;

type Item = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };
type Requests = NonNullable<BatchWriteCommandInput['RequestItems']>[string];

/**
 * At most {@link AT_ONCE} items with different keys. Whoever writes the same in the same moment writes over it: for items
 * of which the first and the second are worth the same.
 * @returns how many were not there.
 */
export async function writeMissing(
  dynamo: DynamoDBDocumentClient,
  TableName: string,
  items: readonly Item[],
): Promise<number> {
  const there = await keysThere(dynamo, TableName, items);
  const missing = items.filter((item) => !there.has(keyOf(item)));
  let left: Requests = missing.map((Item) => ({ PutRequest: { Item } }));
  for (let tries = 1; left.length > 0; tries += 1) {
    const RequestItems = { [TableName]: left };
    const answer = await callAws('dynamodb:BatchWriteItem', () =>
      dynamo.send(new BatchWriteCommand({ RequestItems })),
    );
    left = answer.UnprocessedItems?.[TableName] ?? [];
    if (left.length > 0 && tries === TRIES)
      return callAws('dynamodb:BatchWriteItem', () => throttled(left.length));
  }
  return missing.length;
}

/** What DynamoDB leaves unread for now counts as missing: it is written once more, and that is all. */
async function keysThere(
  dynamo: DynamoDBDocumentClient,
  TableName: string,
  items: readonly Item[],
): Promise<ReadonlySet<string>> {
  const Keys = items.map(({ pk, sk }) => ({ pk, sk }));
  const ask = { Keys, ConsistentRead: true, ProjectionExpression: 'pk, sk' };
  const { Responses } = await callAws('dynamodb:BatchGetItem', () =>
    dynamo.send(new BatchGetCommand({ RequestItems: { [TableName]: ask } })),
  );
  return new Set((Responses?.[TableName] ?? []).map((item) => keyOf(item as Item)));
}

function keyOf({ pk, sk }: Item): string {
  return JSON.stringify([pk, sk]);
}

async function throttled(items: number): Promise<never> {
  const error = new Error(`${items} items were not taken`);
  error.name = 'ProvisionedThroughputExceededException';
  throw error;
}
