import { describe, expect, it } from 'vitest';
import { judgeAlarms } from '../../../bot/domain/health/judge-alarms.ts';
import { judgeBucket } from '../../../bot/domain/health/judge-bucket.ts';
import { judgeDelivery, type TrailStatus } from '../../../bot/domain/health/judge-delivery.ts';
import { judgeLatency } from '../../../bot/domain/health/judge-latency.ts';
import { judgeLogGroup } from '../../../bot/domain/health/judge-log-group.ts';
import { type EventSelectors, judgeSelectors } from '../../../bot/domain/health/judge-selectors.ts';
import { judgeTopic } from '../../../bot/domain/health/judge-topic.ts';
import { judgeTrail, type TrailDescription } from '../../../bot/domain/health/judge-trail.ts';
import { awsCommand } from '../../../bot/domain/health/remedy-words.ts';
import { openIncident } from '../../../bot/domain/incident/absorb.ts';
import type { Incident } from '../../../bot/domain/incident/incident.ts';

const TRAIL = { name: 'the-trail', logGroup: 'the/group', homeRegion: 'us-east-1' };
const NOW = new Date('2026-03-01T12:00:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const DENIED = { because: 'AWS refused it.', remedy: 'Allow it.' };

describe('the trail itself', () => {
  it.each<[TrailDescription, string, string]>([
    [{ IsMultiRegionTrail: false, IncludeGlobalServiceEvents: true }, 'trail-multi-region', 'broken'],
    [{ IsMultiRegionTrail: true, IncludeGlobalServiceEvents: false }, 'trail-multi-region', 'broken'],
    [{ IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true }, 'trail-multi-region', 'ok'],
    [{ LogFileValidationEnabled: false }, 'trail-validation', 'warning'],
    [{ LogFileValidationEnabled: true }, 'trail-validation', 'ok'],
  ])('with %j has %s %s', (trail, check, state) => {
    const found = judgeTrail({ value: trail }, TRAIL).find((finding) => finding.check === check);
    expect(found?.state).toBe(state);
  });

  it('is never green when it could not be read', () => {
    expect(judgeTrail(DENIED, TRAIL).map(({ state }) => state)).toEqual(['unknown', 'unknown', 'unknown']);
  });
});

describe('delivery', () => {
  const trail = {
    value: {
      LogFileValidationEnabled: true,
      CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:the/group:*',
    },
  };
  const well: TrailStatus = {
    IsLogging: true,
    StartLoggingTime: ago(10_000),
    LatestDeliveryTime: ago(5),
    LatestCloudWatchLogsDeliveryTime: ago(5),
    LatestDigestDeliveryTime: ago(50),
  };
  const judged = (status: TrailStatus, of: { value: TrailDescription } = trail) =>
    Object.fromEntries(
      judgeDelivery(of, { value: status }, TRAIL, NOW).map(({ check, state }) => [check, state]),
    );

  it('is well when each arrived in its time', () => {
    expect(judged(well)).toEqual({
      'trail-logging': 'ok',
      's3-delivery': 'ok',
      'logs-delivery': 'ok',
      'digest-delivery': 'ok',
    });
  });

  it.each<[string, TrailStatus, string]>([
    ['half an hour without a log file', { LatestDeliveryTime: ago(31) }, 's3-delivery'],
    ['an error of S3', { LatestDeliveryError: 'NoSuchBucket' }, 's3-delivery'],
    ['half an hour without an event', { LatestCloudWatchLogsDeliveryTime: ago(31) }, 'logs-delivery'],
    ['an error of the role', { LatestCloudWatchLogsDeliveryError: 'Access denied.' }, 'logs-delivery'],
    ['two hours without a digest', { LatestDigestDeliveryTime: ago(121) }, 'digest-delivery'],
    ['nothing ever', { LatestDeliveryTime: undefined }, 's3-delivery'],
  ])('is broken by %s', (_what, change, check) => {
    expect(judged({ ...well, ...change })).toEqual({ ...judged(well), [check]: 'broken' });
  });

  it('is not late for a trail that has just been started', () => {
    expect(judged({ IsLogging: true, StartLoggingTime: ago(3) })['s3-delivery']).toBe('ok');
  });

  it.each([
    ['no log group', undefined],
    ['another log group', 'arn:aws:logs:us-east-1:123456789012:log-group:elsewhere:*'],
  ])('is broken when the trail delivers to %s', (what, CloudWatchLogsLogGroupArn) => {
    const of = { value: { LogFileValidationEnabled: true, CloudWatchLogsLogGroupArn } };
    const found = judgeDelivery(of, { value: well }, TRAIL, NOW).find(
      ({ check }) => check === 'logs-delivery',
    );
    expect(found).toMatchObject({ state: 'broken', detail: expect.stringContaining(what) });
  });
});

describe('event selectors', () => {
  const advanced = (...fields: readonly object[]): EventSelectors => ({
    AdvancedEventSelectors: [
      { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }, ...fields] },
    ],
  });
  const classic = (...EventSelectors: NonNullable<EventSelectors['EventSelectors']>): EventSelectors => ({
    EventSelectors,
  });

  it.each<[string, EventSelectors, string, string]>([
    ['all', classic({ ReadWriteType: 'All', IncludeManagementEvents: true }), 'ok', ''],
    [
      'reads and writes apart',
      classic(
        { ReadWriteType: 'ReadOnly', IncludeManagementEvents: true },
        { ReadWriteType: 'WriteOnly', IncludeManagementEvents: true },
      ),
      'ok',
      '',
    ],
    ['reads', classic({ ReadWriteType: 'ReadOnly', IncludeManagementEvents: true }), 'broken', 'writes are'],
    ['writes', classic({ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }), 'broken', 'reads are'],
    [
      'data only',
      classic({ ReadWriteType: 'All', IncludeManagementEvents: false }),
      'broken',
      'writes and reads',
    ],
    [
      'all but KMS',
      classic({
        ReadWriteType: 'All',
        IncludeManagementEvents: true,
        ExcludeManagementEventSources: ['kms.amazonaws.com'],
      }),
      'warning',
      'kms.amazonaws.com',
    ],
    ['all, advanced', advanced(), 'ok', ''],
    ['writes, advanced', advanced({ Field: 'readOnly', Equals: ['false'] }), 'broken', 'reads are'],
    [
      'all but KMS, advanced',
      advanced({ Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] }),
      'warning',
      'kms.amazonaws.com',
    ],
    [
      'one service, advanced',
      advanced({ Field: 'eventSource', Equals: ['s3.amazonaws.com'] }),
      'broken',
      'eventSource',
    ],
    [
      'all but one person, advanced',
      advanced({ Field: 'userIdentity.arn', NotEquals: ['x'] }),
      'broken',
      'narrowed by userIdentity.arn',
    ],
    ['nothing', {}, 'broken', 'writes and reads'],
  ])('that record %s', (_what, selectors, state, told) => {
    const found = judgeSelectors({ value: selectors }, { value: {} }, TRAIL);
    expect(found.state).toBe(state);
    expect(found.detail).toContain(told);
  });
});

describe('the log group', () => {
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function:trailbot-stream';
  const judged = (group: object, filters: readonly object[] = [{ destinationArn: arn, filterPattern: '' }]) =>
    judgeLogGroup({ value: group }, { value: filters }, TRAIL).filter(({ state }) => state !== 'ok');

  it.each([
    [{ retentionInDays: 7 }, 'log-retention', '7 days only'],
    [{}, 'log-retention', 'forever'],
    [{ retentionInDays: 30, logGroupClass: 'INFREQUENT_ACCESS' }, 'log-group', 'no metric filters'],
  ])('as %j is told', (group, check, told) => {
    expect(judged(group)).toMatchObject([{ check, detail: expect.stringContaining(told) }]);
  });

  it('is told when it streams nothing, only a part, or to somebody else', () => {
    const group = { retentionInDays: 30 };
    for (const filters of [
      [],
      [{ destinationArn: arn, filterPattern: '{ $.a = 1 }' }],
      [{ destinationArn: 'arn:aws:lambda:us-east-1:210987654321:function:other', filterPattern: '' }],
    ])
      expect(judged(group, filters)).toMatchObject([{ check: 'subscription-filter', state: 'warning' }]);
  });
});

describe('the topic', () => {
  const arn = 'arn:aws:sns:us-east-1:123456789012:security-alerts';
  const queue = {
    Endpoint: 'arn:aws:sqs:us-east-1:123456789012:trailbot-alerts',
    SubscriptionArn: `${arn}:1`,
  };
  const queueArn = { value: queue.Endpoint };
  it.each([
    [
      'another account subscribed its own queue',
      [{ ...queue, Endpoint: 'arn:aws:sqs:us-east-1:210987654321:trailbot-alerts' }],
      undefined,
    ],
    ['the subscription waits', [{ ...queue, SubscriptionArn: 'PendingConfirmation' }], undefined],
    ['a filter policy drops what matters', [queue], '{"a":["b"]}'],
  ])('does not reach the bot when %s', (_what, subscriptions, filterPolicy) => {
    const found = judgeTopic({ value: { arn, subscriptions, filterPolicy, queueArn } }, TRAIL);
    expect(found.map(({ state }) => state)).toEqual(['ok', 'broken']);
  });

  it('is well with the bot among its subscribers', () => {
    const found = judgeTopic(
      { value: { arn, subscriptions: [queue], filterPolicy: undefined, queueArn } },
      TRAIL,
    );
    expect(found.map(({ state }) => state)).toEqual(['ok', 'ok']);
  });
});

describe('alarms', () => {
  it('warns of one that would never be quiet again, and breaks for a changed threshold', () => {
    const detection = { id: 'root-usage', alarm: { threshold: 1, period: 60 } } as Parameters<
      typeof judgeAlarms
    >[1][number];
    const topic = 'arn:aws:sns:us-east-1:123456789012:security-alerts';
    const alarm = {
      AlarmName: 'root-usage',
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:root-usage',
      ActionsEnabled: true,
      AlarmActions: [topic],
      OKActions: [topic],
      Namespace: 'Trailbot',
      MetricName: 'root-usage',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    };
    const state = (change: object) =>
      judgeAlarms({ value: [{ ...alarm, ...change }] }, [detection], TRAIL).state;
    expect(state({})).toBe('ok');
    expect(state({ TreatMissingData: 'missing' })).toBe('warning');
    expect(state({ OKActions: [] })).toBe('warning');
    expect(state({ Threshold: 1000 })).toBe('broken');
    expect(judgeAlarms({ value: [] }, [detection], TRAIL)).toMatchObject({
      state: 'broken',
      detail: '1 missing: root-usage.',
      place: { kind: 'alarm', name: undefined },
    });
    const changed = judgeAlarms({ value: [{ ...alarm, Threshold: 1000 }] }, [detection], TRAIL);
    expect(changed.place).toEqual({ kind: 'alarm', region: 'us-east-1', name: 'root-usage' });
  });
});

describe('the bucket', () => {
  const all = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };
  const well = {
    publicAccessBlock: { value: all },
    policyIsPublic: { value: false },
    versioning: { value: 'Enabled' },
    lifecycle: { value: [{ Status: 'Enabled', Expiration: { Days: 2_555 } }] },
    encryption: { value: 'AES256' },
  };
  const trail = { value: { S3BucketName: 'the-bucket' } };
  const troubles = (change: object) =>
    judgeBucket(trail, { ...well, ...change }, TRAIL)
      .filter(({ state }) => state !== 'ok')
      .map(({ check, state }) => `${check} ${state}`);

  it('is well when it is private, versioned, kept and encrypted', () => {
    expect(troubles({})).toEqual([]);
  });

  it.each([
    [{ publicAccessBlock: { value: { ...all, BlockPublicPolicy: false } } }, 'bucket-private broken'],
    [{ publicAccessBlock: { value: undefined } }, 'bucket-private broken'],
    [{ policyIsPublic: { value: true } }, 'bucket-private broken'],
    [{ policyIsPublic: DENIED }, 'bucket-private unknown'],
    [{ versioning: { value: 'Suspended' } }, 'bucket-versioning warning'],
    [{ lifecycle: { value: [] } }, 'bucket-lifecycle warning'],
    [{ lifecycle: { value: [{ Status: 'Enabled', Expiration: { Days: 30 } }] } }, 'bucket-lifecycle warning'],
    [{ encryption: { value: undefined } }, 'bucket-encryption warning'],
  ])('as %j is told', (change, told) => {
    expect(troubles(change)).toEqual([told]);
  });
});

describe('the time an alert takes', () => {
  const incident = (openedAt: Date, first: Date, name = 'alice'): Incident => ({
    ...openIncident(
      'i',
      '123456789012',
      { kind: 'iam-user', key: name, name, accountId: '123456789012' },
      openedAt,
    ),
    tallies: [
      {
        detectionId: 'd',
        count: 1,
        failed: 0,
        severity: 'low',
        because: [],
        first,
        last: first,
        recordedAt: openedAt,
        samples: [],
      },
    ],
  });
  const judged = (...incidents: readonly Incident[]) => judgeLatency({ value: incidents }, TRAIL);

  it('is that of the newest incident', () => {
    expect(judged(incident(ago(60), ago(65)), incident(ago(200), ago(240)))).toMatchObject({
      state: 'ok',
      detail: 'The last took 5 minutes.',
    });
    expect(judged(incident(ago(10), ago(30)))).toMatchObject({ state: 'warning' });
  });

  it('is unknown when nothing was told, and tests do not count', () => {
    expect(judged().state).toBe('unknown');
    expect(judged(incident(ago(1), ago(1), 'trailbot-test')).state).toBe('unknown');
  });
});

describe('a command', () => {
  it('quotes what a shell would read as more than a word', () => {
    expect(awsCommand('s3api', 'x', `a'b $(c)`)).toBe(`\`aws s3api x 'a'\\''b $(c)'\``);
  });
});
