// The bot's table, as the infrastructure deploys it.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { TABLE_SHAPE } from '../../domain/deployment/table-shape.ts';
import { TABLE } from '../../domain/naming.ts';
import { tolerate } from './tolerate.ts';

/** Resolves when the table can be written to. Idempotent. */
export async function provisionTable(dynamo: DynamoDBClient): Promise<void> {
  const { partitionKey, sortKey, index, timeToLive } = TABLE_SHAPE;
  const keys = [partitionKey, sortKey, index.partitionKey, index.sortKey];
  const create = new CreateTableCommand({
    TableName: TABLE,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keySchema(partitionKey, sortKey),
    GlobalSecondaryIndexes: [
      {
        IndexName: index.name,
        KeySchema: keySchema(index.partitionKey, index.sortKey),
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  await tolerate('ResourceInUseException', dynamo.send(create));
  while (
    (await dynamo.send(new DescribeTableCommand({ TableName: TABLE }))).Table?.TableStatus !== 'ACTIVE'
  ) {
    await sleep(5);
  }
  const { TimeToLiveDescription } = await dynamo.send(new DescribeTimeToLiveCommand({ TableName: TABLE }));
  if (TimeToLiveDescription?.TimeToLiveStatus === 'ENABLED') return;
  const TimeToLiveSpecification = { Enabled: true, AttributeName: timeToLive };
  await dynamo.send(new UpdateTimeToLiveCommand({ TableName: TABLE, TimeToLiveSpecification }));
}

function keySchema(hash: string, range: string): KeySchemaElement[] {
  return [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
  ];
}
