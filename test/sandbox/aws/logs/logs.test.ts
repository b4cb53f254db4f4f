import { gunzipSync } from 'node:zlib';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DeleteMetricFilterCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeMetricFiltersCommand,
  DescribeSubscriptionFiltersCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutMetricFilterCommand,
  PutRetentionPolicyCommand,
  PutSubscriptionFilterCommand,
  paginateFilterLogEvents,
  TestMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../../../bot/sandbox/aws/faults.ts';
import { createLogs } from '../../../../bot/sandbox/aws/logs/logs.ts';
import type { MetricDatum } from '../../../../bot/sandbox/aws/logs/logs-count.ts';
import type { SubscriptionDelivery } from '../../../../bot/sandbox/aws/logs/logs-subscriptions.ts';
import { type AwsServer, startAwsServer } from '../../../../bot/sandbox/aws/wire/server.ts';
import { PATIENT } from '../../../support/patience.ts';

const GROUP = 'CloudTrail/SecurityAuditLogs';
const STREAM = '123456789012_CloudTrail_us-east-1';
const LAMBDA = 'arn:aws:lambda:us-east-1:123456789012:function:stream';
const DAY = 86_400_000;

let now: Date;
let server: AwsServer;
let client: CloudWatchLogsClient;
let metrics: MetricDatum[];
let deliveries: SubscriptionDelivery[];

beforeEach(async () => {
  now = new Date('2026-03-01T12:00:00.000Z');
  metrics = [];
  deliveries = [];
  const logs = createLogs({
    clock: { now: () => now },
    onMetric: (datum) => metrics.push(datum),
    deliverSubscription: (delivery) => {
      if (delivery.destinationArn !== LAMBDA) throw new Error('no such function');
      deliveries.push(delivery);
    },
    onUndelivered: () => undefined,
  });
  server = await startAwsServer({ port: 0, services: { logs: logs.service }, faults: createFaults() });
  client = new CloudWatchLogsClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  await client.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
  await client.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName: STREAM }));
});

afterEach(() => server.close());

const at = (offset: number) => now.getTime() + offset;

function put(events: readonly { timestamp: number; message: string }[], logStreamName = STREAM) {
  return client.send(new PutLogEventsCommand({ logGroupName: GROUP, logStreamName, logEvents: [...events] }));
}

async function readAll(input: Omit<FilterLogEventsCommandInput, 'logGroupName'> = {}) {
  const messages: (string | undefined)[] = [];
  const pages: number[] = [];
  for await (const page of paginateFilterLogEvents({ client }, { logGroupName: GROUP, ...input })) {
    messages.push(...(page.events ?? []).map(({ message }) => message));
    pages.push(page.events?.length ?? 0);
  }
  return { messages, pages };
}

function putFilter(filterName: string, filterPattern: string, more: Record<string, unknown> = {}) {
  return client.send(
    new PutMetricFilterCommand({
      logGroupName: GROUP,
      filterName,
      filterPattern,
      metricTransformations: [
        { metricName: filterName, metricNamespace: 'Trailbot', metricValue: '1', ...more },
      ],
    }),
  );
}

function putSubscription(filterName: string, filterPattern: string, destinationArn = LAMBDA) {
  return client.send(
    new PutSubscriptionFilterCommand({ logGroupName: GROUP, filterName, filterPattern, destinationArn }),
  );
}

const opened = () =>
  deliveries.map(({ data }) => JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString('utf8')));

describe('log groups', () => {
  it('are described with their retention, filters and both forms of their ARN', async () => {
    await client.send(new PutRetentionPolicyCommand({ logGroupName: GROUP, retentionInDays: 365 }));
    await putFilter('root-usage', '');
    const arn = `arn:aws:logs:us-east-1:123456789012:log-group:${GROUP}`;
    const { logGroups } = await client.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: 'CloudTrail' }),
    );
    expect(logGroups).toEqual([
      expect.objectContaining({
        logGroupName: GROUP,
        retentionInDays: 365,
        metricFilterCount: 1,
        arn: `${arn}:*`,
        logGroupArn: arn,
        creationTime: now.getTime(),
      }),
    ]);
    await client.send(new DeleteRetentionPolicyCommand({ logGroupName: GROUP }));
    const after = await client.send(new DescribeLogGroupsCommand({}));
    expect(after.logGroups?.[0]?.retentionInDays).toBeUndefined();
  });

  it('are described in pages of the size that was asked for', async () => {
    for (const name of ['b', 'a', 'c']) await client.send(new CreateLogGroupCommand({ logGroupName: name }));
    const first = await client.send(new DescribeLogGroupsCommand({ limit: 3 }));
    expect(first.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual([GROUP, 'a', 'b']);
    const rest = await client.send(new DescribeLogGroupsCommand({ limit: 3, nextToken: first.nextToken }));
    expect(rest.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['c']);
    expect(rest.nextToken).toBeUndefined();
  });

  it('keep the tags they were created with', async () => {
    await client.send(new CreateLogGroupCommand({ logGroupName: 'tagged', tags: { owner: 'security' } }));
    const resourceArn = 'arn:aws:logs:us-east-1:123456789012:log-group:tagged';
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(tags).toEqual({ owner: 'security' });
  });

  it.each([
    ['a name that is taken', { logGroupName: GROUP }, 'ResourceAlreadyExistsException'],
    ['a name with a colon', { logGroupName: 'a:b' }, 'InvalidParameterException'],
    ['a name that AWS keeps', { logGroupName: 'aws/x' }, 'InvalidParameterException'],
    ['no name', { logGroupName: undefined }, 'InvalidParameterException'],
  ])('refuse %s', async (_case, input, name) => {
    await expect(client.send(new CreateLogGroupCommand(input))).rejects.toMatchObject({ name });
  });

  it('refuse a retention that AWS does not offer', async () => {
    const command = new PutRetentionPolicyCommand({ logGroupName: GROUP, retentionInDays: 100 });
    await expect(client.send(command)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining("Value '100' at 'retentionInDays' failed to satisfy constraint"),
    });
  });

  it('are gone with their events when deleted', async () => {
    await client.send(new DeleteLogGroupCommand({ logGroupName: GROUP }));
    await expect(put([{ timestamp: at(0), message: 'a' }])).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
  });
});

describe('log streams', () => {
  it('tell when their first and last events were', async () => {
    await put([
      { timestamp: at(-5_000), message: 'a' },
      { timestamp: at(-1_000), message: 'b' },
    ]);
    const { logStreams } = await client.send(
      new DescribeLogStreamsCommand({ logGroupName: GROUP, orderBy: 'LastEventTime', descending: true }),
    );
    expect(logStreams?.[0]).toMatchObject({
      logStreamName: STREAM,
      firstEventTimestamp: at(-5_000),
      lastEventTimestamp: at(-1_000),
      lastIngestionTime: at(0),
    });
  });

  it('take their events with them when deleted', async () => {
    await put([{ timestamp: at(0), message: 'a' }]);
    await client.send(new DeleteLogStreamCommand({ logGroupName: GROUP, logStreamName: STREAM }));
    expect((await readAll()).messages).toEqual([]);
    await expect(put([{ timestamp: at(0), message: 'a' }])).rejects.toMatchObject({
      message: 'The specified log stream does not exist.',
    });
  });
});

describe('PutLogEvents', () => {
  it('rejects what is too old, expired or too new, and takes the rest of the batch', async () => {
    const old = await put([{ timestamp: at(-15 * DAY), message: 'old' }]);
    expect(old.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
    const early = await put([
      { timestamp: at(0), message: 'now' },
      { timestamp: at(2 * 3_600_000 + 1), message: 'future' },
    ]);
    expect(early.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 });
    await client.send(new PutRetentionPolicyCommand({ logGroupName: GROUP, retentionInDays: 1 }));
    const expired = await put([{ timestamp: at(-2 * DAY), message: 'expired' }]);
    expect(expired.rejectedLogEventsInfo).toEqual({ expiredLogEventEndIndex: 1 });
    expect((await readAll()).messages).toEqual(['now']);
  });

  it.each([
    ['no events', []],
    ['more than 10,000 events', Array.from({ length: 10_001 }, () => ({ timestamp: 0, message: 'x' }))],
    ['an empty message', [{ timestamp: 0, message: '' }]],
    [
      'a batch that spans more than a day',
      [
        { timestamp: -2 * DAY, message: 'a' },
        { timestamp: 0, message: 'b' },
      ],
    ],
    [
      'events out of order',
      [
        { timestamp: 0, message: 'a' },
        { timestamp: -1, message: 'b' },
      ],
    ],
    ['more than 1 MiB', [{ timestamp: 0, message: 'é'.repeat((1_048_576 - 26) / 2 + 1) }]],
  ])('refuses %s', async (_case, events) => {
    const batch = events.map(({ timestamp, message }) => ({ timestamp: at(timestamp), message }));
    await expect(put(batch)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('takes exactly 1 MiB, counting 26 bytes for each event', async () => {
    await expect(put([{ timestamp: at(0), message: 'x'.repeat(1_048_576 - 26) }])).resolves.toMatchObject({
      nextSequenceToken: expect.any(String),
    });
  });

  it('keeps the last 200,000 events or a little more', async () => {
    const message = 'x'.repeat(20);
    for (let batch = 0; batch < 23; batch += 1) {
      await put(Array.from({ length: 10_000 }, () => ({ timestamp: at(batch), message })));
    }
    const first = await client.send(new FilterLogEventsCommand({ logGroupName: GROUP, limit: 1 }));
    expect(first.events?.[0]?.timestamp).toBeGreaterThanOrEqual(at(2));
  });
});

describe('FilterLogEvents', () => {
  it('evaluates the filter pattern', async () => {
    await put([
      { timestamp: at(-2), message: '{"eventName":"StopLogging","userIdentity":{"type":"Root"}}' },
      { timestamp: at(-1), message: '{"eventName":"ConsoleLogin"}' },
      { timestamp: at(0), message: 'plain text' },
    ]);
    const { messages } = await readAll({ filterPattern: '{ $.userIdentity.type = "Root" }' });
    expect(messages).toEqual(['{"eventName":"StopLogging","userIdentity":{"type":"Root"}}']);
    expect((await readAll({ filterPattern: 'plain' })).messages).toEqual(['plain text']);
  });

  it('includes both ends of the range and sorts by timestamp, not by arrival', async () => {
    await put([{ timestamp: at(0), message: 'late' }]);
    await put([-30, -20, -10].map((offset) => ({ timestamp: at(offset), message: String(offset) })));
    expect((await readAll({ startTime: at(-20), endTime: at(0) })).messages).toEqual(['-20', '-10', 'late']);
  });

  it('may answer an empty page that still has a token', async () => {
    const noise = Array.from({ length: 800 }, (_, index) => ({
      timestamp: at(index - 1_000),
      message: 'noise',
    }));
    await put([...noise, { timestamp: at(0), message: 'needle' }]);
    const { messages, pages } = await readAll({ filterPattern: 'needle' });
    expect(messages).toEqual(['needle']);
    expect(pages).toEqual([0, 1]);
  });

  it('neither loses nor repeats events over the pages of a limit, also when events come in meanwhile', async () => {
    await put(Array.from({ length: 25 }, (_, index) => ({ timestamp: at(-100), message: `m${index}` })));
    const first = await client.send(new FilterLogEventsCommand({ logGroupName: GROUP, limit: 10 }));
    await put([{ timestamp: at(-200), message: 'earlier' }]);
    const rest = await readAll({ limit: 10, nextToken: first.nextToken });
    expect([...(first.events ?? []).map(({ message }) => message), ...rest.messages]).toEqual(
      Array.from({ length: 25 }, (_, index) => `m${index}`),
    );
  });

  it('ends a page before it is larger than 1 MB', async () => {
    const message = 'x'.repeat(400_000);
    for (const offset of [-3, -2, -1]) await put([{ timestamp: at(offset), message }]);
    expect((await readAll()).pages).toEqual([2, 1]);
  });

  it('reads the streams that are named, or share a prefix', async () => {
    const other = '123456789012_CloudTrail_eu-west-1';
    await client.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName: other }));
    await put([{ timestamp: at(-1), message: 'one' }]);
    await put([{ timestamp: at(0), message: 'two' }], other);
    expect((await readAll({ logStreamNames: [other] })).messages).toEqual(['two']);
    expect((await readAll({ logStreamNamePrefix: `${STREAM.slice(0, -4)}` })).messages).toEqual(['one']);
  });

  it('finds the group by ARN as well', async () => {
    await put([{ timestamp: at(0), message: 'a' }]);
    const logGroupIdentifier = `arn:aws:logs:us-east-1:123456789012:log-group:${GROUP}`;
    const { events } = await client.send(new FilterLogEventsCommand({ logGroupIdentifier }));
    expect(events).toEqual([
      {
        logStreamName: STREAM,
        timestamp: at(0),
        message: 'a',
        ingestionTime: at(0),
        eventId: expect.stringMatching(/^\d{56}$/),
      },
    ]);
  });

  it.each([
    ['a pattern with EXISTS', { filterPattern: '{ $.errorCode EXISTS }' }, 'InvalidParameterException'],
    ['a pattern of 1,025 characters', { filterPattern: 'x'.repeat(1_025) }, 'InvalidParameterException'],
    ['a range that ends before it starts', { startTime: 2, endTime: 1 }, 'InvalidParameterException'],
    ['a token that it did not give', { nextToken: 'made-up' }, 'InvalidParameterException'],
    ['a limit of 0', { limit: 0 }, 'InvalidParameterException'],
    ['a stream that is not there', { logStreamNames: ['nope'] }, 'ResourceNotFoundException'],
    [
      'names and a prefix at once',
      { logStreamNames: [STREAM], logStreamNamePrefix: 'a' },
      'InvalidParameterException',
    ],
  ])('refuses %s', async (_case, input, name) => {
    const command = new FilterLogEventsCommand({ logGroupName: GROUP, ...input });
    await expect(client.send(command)).rejects.toMatchObject({ name });
  });
});

describe('GetLogEvents', () => {
  it('steps through a stream until the token stays the same', async () => {
    await put([1, 2, 3].map((offset) => ({ timestamp: at(offset), message: String(offset) })));
    const input = { logGroupName: GROUP, logStreamName: STREAM, startFromHead: true, limit: 2 };
    const first = await client.send(new GetLogEventsCommand(input));
    const second = await client.send(
      new GetLogEventsCommand({ ...input, nextToken: first.nextForwardToken }),
    );
    const third = await client.send(
      new GetLogEventsCommand({ ...input, nextToken: second.nextForwardToken }),
    );
    expect([first, second, third].map(({ events }) => events?.map(({ message }) => message))).toEqual([
      ['1', '2'],
      ['3'],
      [],
    ]);
    expect(third.nextForwardToken).toBe(second.nextForwardToken);
  });
});

describe('metric filters', () => {
  it('count the events that come in after them, and no earlier ones', async () => {
    const message = '{"eventName":"StopLogging"}';
    await put([{ timestamp: at(0), message }]);
    await putFilter('trail-tampering', '{ $.eventName = "StopLogging" }');
    await put([
      { timestamp: at(0), message },
      { timestamp: at(0), message: '{"eventName":"ConsoleLogin"}' },
    ]);
    expect(metrics).toEqual([
      {
        namespace: 'Trailbot',
        metricName: 'trail-tampering',
        dimensions: {},
        value: 1,
        unit: 'None',
        at: now,
      },
    ]);
  });

  it('count a recent event when it arrives and an old one at its own time', async () => {
    await putFilter('all', '');
    await put([
      { timestamp: at(-3_600_000), message: 'old' },
      { timestamp: at(-1_000), message: 'recent' },
    ]);
    expect(metrics.map((datum) => datum.at.getTime())).toEqual([at(-3_600_000), at(0)]);
  });

  it('take value and dimensions from fields, and the default value for the others', async () => {
    await putFilter('bytes', '{ $.size > 0 }', {
      metricValue: '$.size',
      dimensions: { user: '$.user.name' },
    });
    await putFilter('quiet', '{ $.size > 1000 }', { defaultValue: 0 });
    await put([{ timestamp: at(0), message: '{"size":12,"user":{"name":"alice"}}' }]);
    expect(metrics.map(({ metricName, value, dimensions }) => ({ metricName, value, dimensions }))).toEqual([
      { metricName: 'bytes', value: 12, dimensions: { user: 'alice' } },
      { metricName: 'quiet', value: 0, dimensions: {} },
    ]);
  });

  it('are described by group, prefix and metric, and replaced under the same name', async () => {
    await putFilter('a-one', 'x');
    await putFilter('a-two', 'y');
    await putFilter('a-two', 'z');
    const byPrefix = await client.send(
      new DescribeMetricFiltersCommand({ logGroupName: GROUP, filterNamePrefix: 'a-' }),
    );
    expect(
      byPrefix.metricFilters?.map(({ filterName, filterPattern }) => [filterName, filterPattern]),
    ).toEqual([
      ['a-one', 'x'],
      ['a-two', 'z'],
    ]);
    const byMetric = await client.send(
      new DescribeMetricFiltersCommand({ metricName: 'a-one', metricNamespace: 'Trailbot' }),
    );
    expect(byMetric.metricFilters).toHaveLength(1);
    await client.send(new DeleteMetricFilterCommand({ logGroupName: GROUP, filterName: 'a-one' }));
    await expect(
      client.send(new DeleteMetricFilterCommand({ logGroupName: GROUP, filterName: 'a-one' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('refuse what AWS refuses', async () => {
    const invalid = { name: 'InvalidParameterException' };
    await expect(putFilter('f', '{ $.a EXISTS }')).rejects.toMatchObject(invalid);
    await expect(putFilter('f:x', 'a')).rejects.toMatchObject(invalid);
    await expect(putFilter('f', 'a', { metricValue: 'many' })).rejects.toMatchObject(invalid);
    await expect(putFilter('f', '{ $.a = 1 }', { metricValue: '$.a } garbage' })).rejects.toMatchObject(
      invalid,
    );
    await expect(
      putFilter('f', '{ $.a = 1 }', { defaultValue: 0, dimensions: { a: '$.a' } }),
    ).rejects.toMatchObject(invalid);
    const two = { metricName: 'm', metricNamespace: 'n', metricValue: '1' };
    await expect(
      client.send(
        new PutMetricFilterCommand({
          logGroupName: GROUP,
          filterName: 'f',
          filterPattern: 'a',
          metricTransformations: [two, two],
        }),
      ),
    ).rejects.toMatchObject(invalid);
  });

  it('stop at 100, and at 5 patterns with a regular expression', async () => {
    const limit = { name: 'LimitExceededException', message: 'Resource limit exceeded.' };
    for (let index = 0; index < 5; index += 1) await putFilter(`regex-${index}`, '{ $.a = %^x% }');
    await expect(putFilter('regex-5', '{ $.a = %^x% }')).rejects.toMatchObject(limit);
    await putFilter('regex-4', '{ $.a = %^y% }');
    for (let index = 5; index < 100; index += 1) await putFilter(`plain-${index}`, 'x');
    await expect(putFilter('plain-100', 'x')).rejects.toMatchObject(limit);
  });

  it('can be tried out on messages', async () => {
    const { matches } = await client.send(
      new TestMetricFilterCommand({
        filterPattern: '{ $.eventName = "Stop*" }',
        logEventMessages: ['{"eventName":"ConsoleLogin"}', '{"eventName":"StopLogging"}'],
      }),
    );
    expect(matches).toEqual([
      {
        eventNumber: 2,
        eventMessage: '{"eventName":"StopLogging"}',
        extractedValues: { '$.eventName': 'StopLogging' },
      },
    ]);
  });
});

describe('subscription filters', () => {
  it('probe the destination, then deliver what matches', async () => {
    await putSubscription('stream', '{ $.eventName = "StopLogging" }');
    await put([
      { timestamp: at(0), message: '{"eventName":"ConsoleLogin"}' },
      { timestamp: at(0), message: '{"eventName":"StopLogging"}' },
    ]);
    await expect.poll(() => deliveries.length, PATIENT).toBe(2);
    expect(opened()).toEqual([
      expect.objectContaining({ messageType: 'CONTROL_MESSAGE' }),
      {
        messageType: 'DATA_MESSAGE',
        owner: '123456789012',
        logGroup: GROUP,
        logStream: STREAM,
        subscriptionFilters: ['stream'],
        logEvents: [
          { id: expect.stringMatching(/^\d{56}$/), timestamp: at(0), message: '{"eventName":"StopLogging"}' },
        ],
      },
    ]);
  });

  it('are two to a group, and need a destination that can be reached', async () => {
    await expect(putSubscription('lost', '', `${LAMBDA}-gone`)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await putSubscription('one', '');
    await putSubscription('two', '');
    await putSubscription('two', 'replaced');
    await expect(putSubscription('three', '')).rejects.toMatchObject({ name: 'LimitExceededException' });
    const { subscriptionFilters } = await client.send(
      new DescribeSubscriptionFiltersCommand({ logGroupName: GROUP }),
    );
    expect(subscriptionFilters?.map(({ filterName, filterPattern }) => [filterName, filterPattern])).toEqual([
      ['one', ''],
      ['two', 'replaced'],
    ]);
  });
});
