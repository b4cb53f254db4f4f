import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { AwsFault, type Service } from '../../../../bot/sandbox/aws/call.ts';
import { createFaults } from '../../../../bot/sandbox/aws/faults.ts';
import { startAwsServer } from '../../../../bot/sandbox/aws/wire/server.ts';

const closers: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A server whose gate writes down what it hears, and refuses what it is told to. */
async function start(service: Service, refusal?: AwsFault, dynamodbUrl?: string) {
  const heard: unknown[] = [];
  const server = await startAwsServer({
    port: 0,
    services: { logs: service },
    faults: createFaults(),
    ...(dynamodbUrl && { dynamodb: { url: dynamodbUrl } }),
    gate: {
      authorise({ operation }, input) {
        heard.push(['authorise', operation, input]);
        if (refusal !== undefined) throw refusal;
      },
      answered({ operation, userAgent }, input, fault, output) {
        heard.push(['answered', operation, input, fault?.code, output, typeof userAgent]);
      },
    },
  });
  closers.push(() => server.close());
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
  const config = { endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 };
  return { heard, config };
}

async function startDatabase(status: number, body: object): Promise<string> {
  const database = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => database.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise<void>((resolve) => database.close(() => resolve())));
  return `http://127.0.0.1:${(database.address() as AddressInfo).port}`;
}

const call = { limit: 3 };
const output = { logGroups: [] };
const describeGroups = (config: object) =>
  new CloudWatchLogsClient(config).send(new DescribeLogGroupsCommand(call));

describe('a gate', () => {
  it('hears of each call before and after its handler, with input and output', async () => {
    const { heard, config } = await start({ DescribeLogGroups: () => output });
    await describeGroups(config);
    expect(heard).toEqual([
      ['authorise', 'DescribeLogGroups', call],
      ['answered', 'DescribeLogGroups', call, undefined, output, 'string'],
    ]);
  });

  it('keeps a refused call from its handler', async () => {
    const handled: unknown[] = [];
    const refusal = new AwsFault('AccessDeniedException', 'no', { status: 403 });
    const { heard, config } = await start({ DescribeLogGroups: (input) => handled.push(input) }, refusal);
    await expect(describeGroups(config)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(handled).toEqual([]);
    expect(heard.at(-1)).toEqual([
      'answered',
      'DescribeLogGroups',
      call,
      'AccessDeniedException',
      undefined,
      'string',
    ]);
  });

  it('comes before the answer that an operation is not there, and hears of what a handler threw', async () => {
    const refusal = new AwsFault('AccessDeniedException', 'no', { status: 403 });
    const refused = await start({}, refusal);
    await expect(describeGroups(refused.config)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const broken = await start({
      DescribeLogGroups() {
        throw new AwsFault('InvalidParameterException', 'wrong');
      },
    });
    await expect(describeGroups(broken.config)).rejects.toThrow('wrong');
    expect(broken.heard.at(-1)).toContain('InvalidParameterException');
  });

  it('stands before DynamoDB as well, and hears how that answered', async () => {
    const type = 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException';
    const url = await startDatabase(400, { __type: type, message: 'none' });
    const { heard, config } = await start({}, undefined, url);
    const list = new DynamoDBClient(config).send(new ListTablesCommand({ Limit: 1 }));
    await expect(list).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: 'none' });
    expect(heard).toEqual([
      ['authorise', 'ListTables', { Limit: 1 }],
      ['answered', 'ListTables', { Limit: 1 }, 'ResourceNotFoundException', undefined, 'string'],
    ]);
  });
});
