import {
  CloudTrailClient,
  CreateTrailCommand,
  DeleteTrailCommand,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  ListTrailsCommand,
  PutEventSelectorsCommand,
  PutInsightSelectorsCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TRAIL_NAME } from '../../../../bot/domain/naming.ts';
import { type CloudTrail, createCloudTrail } from '../../../../bot/sandbox/aws/cloudtrail/cloudtrail.ts';
import type { LogBatch } from '../../../../bot/sandbox/aws/cloudtrail/cloudtrail-log-batches.ts';
import { createFaults } from '../../../../bot/sandbox/aws/faults.ts';
import { type AwsServer, startAwsServer } from '../../../../bot/sandbox/aws/wire/server.ts';
import { FAST } from '../../../../bot/sandbox/pace.ts';

const ARN = `arn:aws:cloudtrail:us-east-1:123456789012:trail/${TRAIL_NAME}`;
let now = new Date();
let batches: LogBatch[] = [];
let trail: CloudTrail;
let server: AwsServer;
let client: CloudTrailClient;

beforeEach(async () => {
  now = new Date('2026-03-01T12:01:00Z');
  batches = [];
  trail = createCloudTrail({
    clock: { now: () => now },
    pace: { ...FAST, deliveryDelay: () => 0 },
    accountId: '123456789012',
    region: 'us-east-1',
    putLogEvents: (batch) => batches.push(batch),
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

const status = () => client.send(new GetTrailStatusCommand({ Name: ARN }));

describe('the trail', () => {
  test('is described as the guide sets it up', async () => {
    const { trailList } = await client.send(new DescribeTrailsCommand());
    expect(trailList).toEqual([
      expect.objectContaining({
        Name: TRAIL_NAME,
        TrailARN: ARN,
        HomeRegion: 'us-east-1',
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        LogFileValidationEnabled: true,
        CloudWatchLogsLogGroupArn:
          'arn:aws:logs:us-east-1:123456789012:log-group:CloudTrail/SecurityAuditLogs:*',
        HasCustomEventSelectors: false,
        HasInsightSelectors: false,
      }),
    ]);
    const named = await client.send(new DescribeTrailsCommand({ trailNameList: ['another-trail'] }));
    expect(named.trailList).toEqual([]);
    const listed = await client.send(new ListTrailsCommand());
    expect(listed.Trails).toEqual([{ TrailARN: ARN, Name: TRAIL_NAME, HomeRegion: 'us-east-1' }]);
  });

  test('throws a shadow in other Regions, found by ARN and not by name', async () => {
    const other = clientIn('eu-west-1');
    const shadows = await other.send(new DescribeTrailsCommand());
    expect(shadows.trailList?.map((it) => it.TrailARN)).toEqual([ARN]);
    const none = await other.send(new DescribeTrailsCommand({ includeShadowTrails: false }));
    expect(none.trailList).toEqual([]);
    expect((await other.send(new GetTrailStatusCommand({ Name: ARN }))).IsLogging).toBe(true);
    const byName = other.send(new GetTrailStatusCommand({ Name: TRAIL_NAME }));
    await expect(byName).rejects.toMatchObject({ name: 'TrailNotFoundException' });
    const stop = other.send(new StopLoggingCommand({ Name: ARN }));
    await expect(stop).rejects.toMatchObject({ name: 'InvalidHomeRegionException' });
    other.destroy();
  });

  test('has a delivery in the last five minutes, as every account does, unless it stands still', async () => {
    now = new Date('2026-03-01T14:07:00Z');
    expect(await status()).toMatchObject({
      IsLogging: true,
      StartLoggingTime: new Date('2026-03-01T12:01:00Z'),
      LatestCloudWatchLogsDeliveryTime: new Date('2026-03-01T14:05:00Z'),
      LatestDigestDeliveryTime: new Date('2026-03-01T14:00:00Z'),
    });
    await client.send(new StopLoggingCommand({ Name: ARN }));
    now = new Date('2026-03-01T18:00:00Z');
    expect((await status()).LatestCloudWatchLogsDeliveryTime).toEqual(new Date('2026-03-01T14:05:00Z'));
  });

  test('keeps the selectors it was given', async () => {
    const get = () => client.send(new GetEventSelectorsCommand({ TrailName: TRAIL_NAME }));
    expect((await get()).EventSelectors?.[0]).toMatchObject({
      ReadWriteType: 'All',
      IncludeManagementEvents: true,
    });
    const AdvancedEventSelectors = [
      { Name: 'only KMS', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }] },
    ];
    await client.send(new PutEventSelectorsCommand({ TrailName: TRAIL_NAME, AdvancedEventSelectors }));
    const changed = await get();
    expect(changed.AdvancedEventSelectors).toEqual(AdvancedEventSelectors);
    expect(changed.EventSelectors).toBeUndefined();
    const { Trail } = await client.send(new GetTrailCommand({ Name: TRAIL_NAME }));
    expect(Trail?.HasCustomEventSelectors).toBe(true);
    const none = client.send(new PutEventSelectorsCommand({ TrailName: TRAIL_NAME }));
    await expect(none).rejects.toMatchObject({ name: 'InvalidEventSelectorsException' });
  });

  test('has no insights until they are switched on', async () => {
    const get = () => client.send(new GetInsightSelectorsCommand({ TrailName: TRAIL_NAME }));
    await expect(get()).rejects.toMatchObject({ name: 'InsightNotEnabledException' });
    const InsightSelectors = [{ InsightType: 'ApiCallRateInsight' as const }];
    await client.send(new PutInsightSelectorsCommand({ TrailName: TRAIL_NAME, InsightSelectors }));
    expect((await get()).InsightSelectors).toEqual(InsightSelectors);
  });

  test('can be made, changed and deleted; its deletion is its last event', async () => {
    const made = await client.send(
      new CreateTrailCommand({ Name: 'second', S3BucketName: 'second-bucket', IsMultiRegionTrail: true }),
    );
    await client.send(
      new UpdateTrailCommand({
        Name: 'second',
        CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:second:*',
      }),
    );
    const { Trail } = await client.send(new GetTrailCommand({ Name: 'second' }));
    expect(Trail).toMatchObject({
      S3BucketName: 'second-bucket',
      IsMultiRegionTrail: true,
      TrailARN: made.TrailARN,
    });
    const twice = client.send(new CreateTrailCommand({ Name: 'second', S3BucketName: 'second-bucket' }));
    await expect(twice).rejects.toMatchObject({ name: 'TrailAlreadyExistsException' });
    await client.send(new DeleteTrailCommand({ Name: 'second' }));
    await trail.deliver([record('DeleteTrail', { eventSource: 'cloudtrail.amazonaws.com' })]);
    expect(batches.map((it) => it.logGroupName)).toEqual(['CloudTrail/SecurityAuditLogs', 'second']);
    const gone = client.send(new GetTrailCommand({ Name: 'second' }));
    await expect(gone).rejects.toMatchObject({ name: 'TrailNotFoundException' });
  });

  test.each([
    ['ab', 'InvalidTrailNameException'],
    ['no spaces', 'InvalidTrailNameException'],
    ['arn:aws:s3:::bucket', 'CloudTrailARNInvalidException'],
    ['unknown-trail', 'TrailNotFoundException'],
  ])('under the name %s is answered with %s', async (Name, name) => {
    await expect(client.send(new GetTrailStatusCommand({ Name }))).rejects.toMatchObject({ name });
  });
});
