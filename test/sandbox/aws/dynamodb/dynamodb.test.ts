import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Dynamo, startDynamo } from '../../../../bot/sandbox/aws/dynamodb/dynamodb.ts';
import { PATIENT } from '../../../support/patience.ts';

const TableName = 'trailbot-test';
let dynamo: Dynamo;
let client: DynamoDBClient;

beforeAll(async () => {
  dynamo = await startDynamo();
  client = clientOf(dynamo);
  const key = (AttributeName: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName, KeyType });
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'gsi1',
          KeySchema: [key('gsi1pk', 'HASH'), key('gsi1sk', 'RANGE')],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  await vi.waitFor(async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.TableStatus).toBe('ACTIVE');
  }, PATIENT);
});
afterAll(async () => {
  client.destroy();
  await dynamo.close();
});

function clientOf({ url }: Dynamo): DynamoDBClient {
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
  return new DynamoDBClient({ endpoint: url, region: 'us-east-1', credentials });
}

function put(sk: string, more = {}) {
  return new PutItemCommand({
    TableName,
    Item: { pk: { S: 'claim' }, sk: { S: sk }, gsi1pk: { S: 'claims' }, gsi1sk: { S: sk } },
    ConditionExpression: 'attribute_not_exists(pk)',
    ...more,
  });
}

test('of many writers of one key, one wins', async () => {
  const writes = await Promise.allSettled(Array.from({ length: 20 }, () => client.send(put('once'))));
  const failed = writes.filter((it) => it.status === 'rejected');
  expect(failed).toHaveLength(19);
  expect(failed[0]?.reason).toMatchObject({ name: 'ConditionalCheckFailedException' });
});

test('a failed condition returns the item when it is asked for', async () => {
  await client.send(put('there'));
  const again = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
  await expect(client.send(put('there', again))).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
    Item: { sk: { S: 'there' } },
  });
  const plain = await client.send(put('there')).catch((error: unknown) => error);
  expect(plain).not.toHaveProperty('Item.sk');
});

test('counters add up under concurrency', async () => {
  const add = new UpdateItemCommand({
    TableName,
    Key: { pk: { S: 'counter' }, sk: { S: '1' } },
    UpdateExpression: 'ADD hits :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
    ReturnValues: 'ALL_NEW',
  });
  const answers = await Promise.all(Array.from({ length: 30 }, () => client.send(add)));
  expect(Math.max(...answers.map((it) => Number(it.Attributes?.hits?.N)))).toBe(30);
});

test('the index answers newest first, page by page', async () => {
  for (const sk of ['page-1', 'page-2', 'page-3']) await client.send(put(sk));
  const page = (ExclusiveStartKey: Record<string, never> | undefined) =>
    client.send(
      new QueryCommand({
        TableName,
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :pk AND begins_with(gsi1sk, :prefix)',
        ExpressionAttributeValues: { ':pk': { S: 'claims' }, ':prefix': { S: 'page-' } },
        ScanIndexForward: false,
        Limit: 2,
        ExclusiveStartKey,
      }),
    );
  const first = await page(undefined);
  expect(first.Items?.map((it) => it.sk?.S)).toEqual(['page-3', 'page-2']);
  const rest = await page(first.LastEvaluatedKey as Record<string, never>);
  expect(rest.Items?.map((it) => it.sk?.S)).toEqual(['page-1']);
});

test('time to live is switched on once and described', async () => {
  const describe = async () =>
    (await client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
  expect(await describe()).toEqual({ TimeToLiveStatus: 'DISABLED' });
  const enable = () =>
    client.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' },
      }),
    );
  expect((await enable()).TimeToLiveSpecification?.AttributeName).toBe('expiresAt');
  expect(await describe()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
  await expect(enable()).rejects.toThrow('TimeToLive is already enabled');
  const missing = client.send(new DescribeTimeToLiveCommand({ TableName: 'nowhere' }));
  await expect(missing).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('closes while connections are kept alive, and answers nothing afterwards', async () => {
  const other = await startDynamo();
  const connected = clientOf(other);
  await expect(connected.send(new DescribeTableCommand({ TableName }))).rejects.toThrow();
  await other.close();
  await expect(fetch(other.url)).rejects.toThrow('fetch failed');
  connected.destroy();
});
