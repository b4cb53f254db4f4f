import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { CloudWatchClient, DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetTopicAttributesCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { decode, encode } from 'cborg';
import { afterEach, describe, expect, it } from 'vitest';
import { AwsFault, type Call, type Input, type Service } from '../../../../bot/sandbox/aws/call.ts';
import { createFaults } from '../../../../bot/sandbox/aws/faults.ts';
import {
  type AwsServer,
  type AwsServerOptions,
  startAwsServer,
} from '../../../../bot/sandbox/aws/wire/server.ts';

const closers: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(services: Record<string, Service>, more: Partial<AwsServerOptions> = {}) {
  const faults = createFaults();
  const server = await startAwsServer({ port: 0, services, faults, ...more });
  closers.push(() => server.close());
  return { server, faults, config: config(server) };
}

function config(server: AwsServer) {
  return {
    endpoint: server.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  };
}

/** A service with one operation that keeps what it was called with. */
function recorder(operation: string, output: unknown = {}) {
  const seen: { input: Input; call: Call }[] = [];
  const service: Service = {
    [operation]: (input, call) => {
      seen.push({ input, call });
      return output;
    },
  };
  return { seen, service };
}

function authorization(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`;
}

function post(url: string, headers: Record<string, string>, body: Buffer | string) {
  return fetch(url, { method: 'POST', headers, body: new Uint8Array(Buffer.from(body)) });
}

describe('the AWS endpoint', () => {
  it('tells a handler the service, Region and access key of the credential scope', async () => {
    const { seen, service } = recorder('DescribeLogGroups', { logGroups: [] });
    const { config } = await start({ logs: service });
    await new CloudWatchLogsClient(config).send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'a' }));
    expect(seen).toEqual([
      {
        input: { logGroupNamePrefix: 'a' },
        call: {
          service: 'logs',
          operation: 'DescribeLogGroups',
          region: 'eu-west-1',
          accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        },
      },
    ]);
  });

  it('writes a Date as the JSON protocol writes timestamps', async () => {
    const at = new Date('2026-01-02T03:04:05.678Z');
    const { service } = recorder('DescribeAlarms', { MetricAlarms: [{ StateUpdatedTimestamp: at }] });
    const { config } = await start({ monitoring: service });
    const output = await new CloudWatchClient(config).send(new DescribeAlarmsCommand({}));
    expect(output.MetricAlarms?.[0]?.StateUpdatedTimestamp).toEqual(at);
  });

  it('answers an error with the code and message that the SDK turns into its error', async () => {
    const service: Service = {
      DescribeLogGroups: () => {
        throw new AwsFault('ResourceNotFoundException', 'The specified log group does not exist.');
      },
    };
    const { config } = await start({ logs: service });
    await expect(
      new CloudWatchLogsClient(config).send(new DescribeLogGroupsCommand({})),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
      $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it('reads lists and maps of the query protocol and escapes what it writes', async () => {
    const hostile = `<&>"' ]]> \u0000 \r\n é 🚨`;
    const { seen, service } = recorder('Publish', { MessageId: hostile });
    const { config } = await start({ sns: service });
    const output = await new SNSClient(config).send(
      new PublishCommand({
        TopicArn: 'arn:aws:sns:eu-west-1:123456789012:t',
        Message: hostile,
        MessageAttributes: { lane: { DataType: 'String', StringValue: 'page' } },
      }),
    );
    expect(seen[0]?.input).toMatchObject({
      Message: hostile,
      MessageAttributes: { lane: { DataType: 'String', StringValue: 'page' } },
    });
    expect(output.MessageId).toBe(hostile.replace('\u0000', '\uFFFD'));
  });

  it('writes the maps of the query protocol as entries', async () => {
    const { service } = recorder('GetTopicAttributes', {
      Attributes: { TopicArn: 'arn', Policy: '{"a":1}' },
    });
    const { config } = await start({ sns: service });
    const output = await new SNSClient(config).send(new GetTopicAttributesCommand({ TopicArn: 'arn' }));
    expect(output.Attributes).toEqual({ TopicArn: 'arn', Policy: '{"a":1}' });
  });

  it('speaks CBOR as the stock CLI does to CloudWatch', async () => {
    const at = new Date('2026-01-02T03:04:05.500Z');
    const { seen, service } = recorder('DescribeAlarms', { MetricAlarms: [{ Threshold: 1, At: at }] });
    const { server } = await start({ monitoring: service });
    const response = await post(
      `${server.url}/service/GraniteServiceVersion20100801/operation/DescribeAlarms`,
      { authorization: authorization('monitoring'), 'smithy-protocol': 'rpc-v2-cbor' },
      Buffer.from(encode({ AlarmNames: ['root-usage'] })),
    );
    const tags = { 1: (content: () => unknown) => new Date(Number(content()) * 1_000) };
    expect(response.headers.get('smithy-protocol')).toBe('rpc-v2-cbor');
    expect(decode(new Uint8Array(await response.arrayBuffer()), { tags })).toEqual({
      MetricAlarms: [{ Threshold: 1, At: at }],
    });
    expect(seen[0]?.input).toEqual({ AlarmNames: ['root-usage'] });
  });

  it('accepts the gzip bodies that the SDK sends for large metric data', async () => {
    const { seen, service } = recorder('PutMetricData');
    const { config } = await start({ monitoring: service });
    const MetricData = Array.from({ length: 400 }, (_, index) => ({
      MetricName: `metric-${index}`,
      Value: 1,
    }));
    await new CloudWatchClient(config).send(new PutMetricDataCommand({ Namespace: 'N', MetricData }));
    expect(seen[0]?.input).toMatchObject({ MetricData });
  });

  it('names the operation that the sandbox does not implement', async () => {
    const { config } = await start({ logs: {} });
    await expect(
      new CloudWatchLogsClient(config).send(new DescribeLogGroupsCommand({})),
    ).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'the sandbox does not implement logs:DescribeLogGroups yet',
      $metadata: { httpStatusCode: 501 },
    });
  });

  it('does not take what every object inherits for an operation', async () => {
    const { server } = await start({ logs: {} });
    for (const target of ['Logs_20140328.constructor', 'Logs_20140328.toString']) {
      const response = await post(
        server.url,
        { authorization: authorization('logs'), 'x-amz-target': target },
        '{}',
      );
      expect(response.status).toBe(501);
    }
    const response = await post(
      server.url,
      { authorization: authorization('constructor'), 'x-amz-target': 'X.name' },
      '{}',
    );
    expect(response.status).toBe(501);
  });

  it('names method and path of a protocol that it does not speak', async () => {
    const { server } = await start({});
    const response = await fetch(`${server.url}/2015-03-31/functions?x=1`, {
      headers: { authorization: authorization('lambda') },
    });
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({
      message: 'the sandbox does not implement lambda: GET /2015-03-31/functions yet',
    });
  });

  it('refuses a request that is not signed', async () => {
    const { server } = await start({ logs: {} });
    const response = await post(server.url, { 'x-amz-target': 'Logs_20140328.DescribeLogGroups' }, '{}');
    expect(response.status).toBe(403);
    expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
  });

  it.each([
    ['a body that is not JSON', { 'x-amz-target': 'L.Do' }, '{"a":'],
    ['a body that is not an object', { 'x-amz-target': 'L.Do' }, '[1]'],
    ['JSON nested without end', { 'x-amz-target': 'L.Do' }, '['.repeat(200_000)],
    ['gzip that is none', { 'x-amz-target': 'L.Do', 'content-encoding': 'gzip' }, 'plain'],
  ])('answers %s with a SerializationException', async (_name, headers, body) => {
    const { server } = await start({ logs: recorder('Do').service });
    const response = await post(server.url, { authorization: authorization('logs'), ...headers }, body);
    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toMatchObject({ __type: 'SerializationException' });
  });

  it('answers CBOR that is none with a SerializationException', async () => {
    const { server } = await start({ monitoring: recorder('Do').service });
    for (const body of [Buffer.from([0xff, 0x00]), Buffer.alloc(100_000, 0x81), Buffer.from([0x01])]) {
      const response = await post(
        `${server.url}/service/Granite/operation/Do`,
        { authorization: authorization('monitoring'), 'smithy-protocol': 'rpc-v2-cbor' },
        body,
      );
      expect(response.status).toBe(400);
      expect(decode(new Uint8Array(await response.arrayBuffer()))).toMatchObject({
        __type: 'SerializationException',
      });
    }
  });

  it('refuses bodies beyond 10 MB, also when they are small on the wire', async () => {
    const { server } = await start({ logs: recorder('Do').service });
    const headers = { authorization: authorization('logs'), 'x-amz-target': 'L.Do' };
    const big = Buffer.alloc(10 * 1024 * 1024 + 1, ' ');
    expect((await post(server.url, headers, big)).status).toBe(413);
    const bomb = gzipSync(big);
    expect((await post(server.url, { ...headers, 'content-encoding': 'gzip' }, bomb)).status).toBe(413);
  });

  it('answers query fields that contradict each other with an error', async () => {
    const { server } = await start({ sns: recorder('Publish').service });
    const headers = {
      authorization: authorization('sns'),
      'content-type': 'application/x-www-form-urlencoded',
    };
    const response = await post(server.url, headers, 'Action=Publish&A=1&A.member.1=2');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('<Code>MalformedQueryString</Code>');
  });

  it('keeps prototype names of a form as ordinary members', async () => {
    const { seen, service } = recorder('Publish');
    const { server } = await start({ sns: service });
    const headers = {
      authorization: authorization('sns'),
      'content-type': 'application/x-www-form-urlencoded',
    };
    await post(
      server.url,
      headers,
      'Action=Publish&__proto__.polluted=yes&constructor.prototype.polluted=yes',
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(seen[0]?.input)).toBe(Object.prototype);
  });

  it('survives a client that hangs up in the middle of its body', async () => {
    const { server } = await start({ logs: recorder('Do').service });
    await new Promise<void>((resolve) => {
      const request = httpRequest(server.url, {
        method: 'POST',
        headers: { authorization: authorization('logs'), 'x-amz-target': 'L.Do', 'content-length': 1_000 },
      });
      request.on('error', () => resolve());
      request.write('{');
      setTimeout(() => request.destroy(new Error('gone')), 20);
    });
    const headers = { authorization: authorization('logs'), 'x-amz-target': 'L.Do' };
    expect((await post(server.url, headers, '{}')).status).toBe(200);
  });

  it('lets as many calls fail as were asked for, and notes every call', async () => {
    const { config, faults } = await start({
      logs: recorder('DescribeLogGroups', { logGroups: [] }).service,
    });
    const client = new CloudWatchLogsClient(config);
    faults.add({ service: 'logs', operation: 'DescribeLogGroups', code: 'ThrottlingException', times: 1 });
    faults.add({ service: 'sns', operation: 'DescribeLogGroups', code: 'AccessDeniedException', times: 1 });
    await expect(client.send(new DescribeLogGroupsCommand({}))).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
    await expect(client.send(new DescribeLogGroupsCommand({}))).resolves.toMatchObject({ logGroups: [] });
    expect(faults.calls.map(({ service, operation, region }) => `${service}:${operation}@${region}`)).toEqual(
      ['logs:DescribeLogGroups@eu-west-1', 'logs:DescribeLogGroups@eu-west-1'],
    );
  });

  it('answers later by the latency that was asked for', async () => {
    const { config } = await start({ logs: recorder('DescribeLogGroups').service }, { latencyMs: 120 });
    const from = performance.now();
    await new CloudWatchLogsClient(config).send(new DescribeLogGroupsCommand({}));
    expect(performance.now() - from).toBeGreaterThanOrEqual(115);
  });

  it('passes DynamoDB calls on to the DynamoDB it was given', async () => {
    const database = createServer((request, response) => {
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(JSON.stringify({ TableNames: [request.headers['x-amz-target']] }));
    });
    await new Promise<void>((resolve) => database.listen(0, '127.0.0.1', resolve));
    closers.push(() => new Promise<void>((resolve) => database.close(() => resolve())));
    const { port } = database.address() as AddressInfo;
    const { config, faults } = await start({}, { dynamodb: { url: `http://127.0.0.1:${port}` } });
    const client = new DynamoDBClient(config);
    await expect(client.send(new ListTablesCommand({}))).resolves.toMatchObject({
      TableNames: ['DynamoDB_20120810.ListTables'],
    });
    faults.add({ operation: 'ListTables', code: 'ThrottlingException', times: 1 });
    await expect(client.send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
  });

  it('says so when the DynamoDB it was given does not answer', async () => {
    const { config } = await start({}, { dynamodb: { url: 'http://127.0.0.1:1' } });
    await expect(new DynamoDBClient(config).send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: 'ServiceUnavailable',
    });
  });
});
