import {
  CloudTrailClient,
  GetTrailStatusCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TRAIL_NAME } from '../../../../bot/domain/naming.ts';
import { type CloudTrail, createCloudTrail } from '../../../../bot/sandbox/aws/cloudtrail/cloudtrail.ts';
import type { LogBatch } from '../../../../bot/sandbox/aws/cloudtrail/cloudtrail-log-batches.ts';
import { createFaults } from '../../../../bot/sandbox/aws/faults.ts';
import { type AwsServer, startAwsServer } from '../../../../bot/sandbox/aws/wire/server.ts';
import { FAST } from '../../../../bot/sandbox/pace.ts';

const ARN = `arn:aws:cloudtrail:us-east-1:123456789012:trail/${TRAIL_NAME}`;
const DELAY = 30;
let now = new Date();
let batches: LogBatch[] = [];
let putLogEvents: (batch: LogBatch) => unknown;
let trail: CloudTrail;
let server: AwsServer;
let client: CloudTrailClient;

beforeEach(async () => {
  now = new Date('2026-03-01T12:01:00Z');
  batches = [];
  putLogEvents = (batch) => batches.push(batch);
  trail = createCloudTrail({
    clock: { now: () => now },
    pace: { ...FAST, deliveryDelay: () => DELAY },
    accountId: '123456789012',
    region: 'us-east-1',
    putLogEvents: (batch) => putLogEvents(batch),
    archive: { refusal: () => undefined, put: () => undefined },
  });
  server = await startAwsServer({ port: 0, services: { cloudtrail: trail.service }, faults: createFaults() });
  client = clientIn('us-east-1');
});
afterEach(async () => {
  client.destroy();
  trail.close();
  await server.close();
});

function clientIn(region: string): CloudTrailClient {
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
  return new CloudTrailClient({ endpoint: server.url, region, credentials });
}

function record(eventName: string, more = {}) {
  return {
    eventID: crypto.randomUUID(),
    eventTime: '2026-03-01T12:00:00Z',
    eventSource: 'iam.amazonaws.com',
    awsRegion: 'us-east-1',
    eventCategory: 'Management',
    readOnly: false,
    eventName,
    ...more,
  };
}

const messages = () =>
  batches.flatMap((batch) => batch.logEvents.map((it) => JSON.parse(it.message).eventName));
const status = () => client.send(new GetTrailStatusCommand({ Name: ARN }));

describe('delivery', () => {
  test('writes each record as one log event, after the delay, dated by delivery', async () => {
    const delivered = trail.deliver([
      record('CreateUser'),
      record('RunInstances', { eventSource: 'ec2.amazonaws.com', awsRegion: 'eu-west-1' }),
    ]);
    expect(batches).toEqual([]);
    now = new Date('2026-03-01T12:06:00Z');
    await delivered;
    expect(batches.map((it) => [it.logGroupName, it.logStreamName])).toEqual([
      ['CloudTrail/SecurityAuditLogs', '123456789012_CloudTrail_us-east-1'],
      ['CloudTrail/SecurityAuditLogs', '123456789012_CloudTrail_eu-west-1'],
    ]);
    expect(batches[0]?.logEvents[0]?.timestamp).toBe(now.getTime());
    expect(messages()).toEqual(['CreateUser', 'RunInstances']);
    expect((await status()).LatestCloudWatchLogsDeliveryTime).toEqual(now);
  });

  test('stays within the limits of PutLogEvents and leaves out what is too large', async () => {
    const large = 'x'.repeat(200_000);
    const records = [
      ...Array.from({ length: 7 }, () => record('Large', { large })),
      record('TooLarge', { large: large + large }),
    ];
    await trail.deliver(records);
    expect(trail.oversized).toBe(1);
    expect(messages()).toEqual(Array(7).fill('Large'));
    for (const { logEvents } of batches) {
      const bytes = logEvents.reduce((sum, it) => sum + Buffer.byteLength(it.message) + 26, 0);
      expect(bytes).toBeLessThanOrEqual(1_048_576);
    }
    expect(batches).toHaveLength(2);
  });

  test('stops with StopLogging, whose own event is the last', async () => {
    await client.send(new StopLoggingCommand({ Name: TRAIL_NAME }));
    await trail.deliver([
      record('StopLogging', { eventSource: 'cloudtrail.amazonaws.com' }),
      record('CreateUser'),
    ]);
    expect(messages()).toEqual(['StopLogging']);
    expect(await status()).toMatchObject({ IsLogging: false, StopLoggingTime: now });
    await client.send(new StartLoggingCommand({ Name: TRAIL_NAME }));
    await trail.deliver([record('DeleteUser')]);
    expect(messages()).toEqual(['StopLogging', 'DeleteUser']);
  });

  test('follows the event selectors: a trail can log and yet be blind', async () => {
    await client.send(
      new PutEventSelectorsCommand({
        TrailName: TRAIL_NAME,
        EventSelectors: [{ ReadWriteType: 'ReadOnly', IncludeManagementEvents: true }],
      }),
    );
    await trail.deliver([record('CreateUser'), record('ListUsers', { readOnly: true })]);
    expect(messages()).toEqual(['ListUsers']);
    expect((await status()).IsLogging).toBe(true);
    await client.send(
      new PutEventSelectorsCommand({
        TrailName: TRAIL_NAME,
        AdvancedEventSelectors: [
          {
            FieldSelectors: [
              { Field: 'eventCategory', Equals: ['Management'] },
              { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] },
              { Field: 'userIdentity.arn', NotStartsWith: ['arn:aws:iam::123456789012:user/mallory'] },
            ],
          },
        ],
      }),
    );
    await trail.deliver([
      record('Decrypt', { eventSource: 'kms.amazonaws.com' }),
      record('CreateRole', { userIdentity: { arn: 'arn:aws:iam::123456789012:user/mallory' } }),
      record('CreateGroup'),
    ]);
    expect(messages()).toEqual(['ListUsers', 'CreateGroup']);
  });

  test('that fails shows in the status until one goes through', async () => {
    putLogEvents = () => Promise.reject(new Error('The specified log group does not exist.'));
    await trail.deliver([record('CreateUser')]);
    expect(await status()).toMatchObject({
      IsLogging: true,
      LatestCloudWatchLogsDeliveryError: 'The specified log group does not exist.',
    });
    putLogEvents = (batch) => batches.push(batch);
    await trail.deliver([record('CreateUser')]);
    expect((await status()).LatestCloudWatchLogsDeliveryError).toBeUndefined();
  });

  test('is waited for by settle and dropped by close', async () => {
    void trail.deliver([record('First')]);
    await trail.settle();
    expect(messages()).toEqual(['First']);
    void trail.deliver([record('Second')]);
    trail.close();
    await trail.settle();
    expect(messages()).toEqual(['First']);
  });
});
