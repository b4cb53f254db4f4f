// All items of a DynamoDB query, page by page.
import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { callAws } from './aws-error.ts';
import type { Clients } from './clients.ts';

type Item = Readonly<Record<string, unknown>>;

/** A page ends at 1 MB, whatever was asked for. */
export async function queryAll(
  dynamo: Clients['dynamo'],
  query: QueryCommandInput,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  let start: QueryCommandInput['ExclusiveStartKey'];
  do {
    const command = new QueryCommand({ ...query, ExclusiveStartKey: start });
    const page = await callAws('dynamodb:Query', () => dynamo.send(command));
    found.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return found;
}
