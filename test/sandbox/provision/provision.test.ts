import { CloudTrailClient, DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeMetricFiltersCommand,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  AttachUserPolicyCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  PutRolePermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Catalog } from '../../../bot/catalog/load-catalog.ts';
import type { Detection } from '../../../bot/domain/detection/detection.ts';
import type { Settings } from '../../../bot/domain/settings.ts';
import { type SandboxAws, startSandboxAws } from '../../../bot/sandbox/aws/sandbox-aws.ts';
import { FAST } from '../../../bot/sandbox/pace.ts';
import {
  type Provisioned,
  type ProvisionOptions,
  provision,
} from '../../../bot/sandbox/provision/provision.ts';

const LOG_GROUP = 'CloudTrail/SecurityAuditLogs';
const settings: Settings = {
  accounts: {},
  networks: {},
  regions: ['us-east-1'],
  workingHours: { timeZone: 'Europe/Amsterdam', days: [1], from: '08:00', to: '19:00' },
  channels: { critical: 'a', high: 'a', medium: 'a', low: 'a' },
  fallbackChannel: 'a',
  trail: { name: 'company-security-audit-trail', logGroup: LOG_GROUP, homeRegion: 'us-east-1' },
  incidentQuietHours: 12,
  people: { responders: [], approvers: [], actors: {} },
  answersIn: [],
  escalation: { remindMinutes: 5, pageMinutes: 15 },
  containment: { breakGlass: [], onePersonWhenCritical: false, memberAccounts: {} },
  deployment: {
    emails: [],
    presets: [],
    encryption: 'sse-s3',
    dataEvents: { buckets: [], functions: [] },
    insights: false,
    existing: { trail: false, logGroup: false, table: false },
    withoutAlarm: [],
  },
};

function detection(id: string, filter: string, threshold = 1): Detection {
  const rest = {
    why: 'why',
    raise: [],
    queries: [],
    contain: 'none' as const,
    frameworks: {},
    runbook: [],
    examples: [],
  };
  return { ...rest, id, title: `Title of ${id}`, severity: 'high', filter, alarm: { threshold, period: 60 } };
}

const catalog: Catalog = {
  detections: [
    detection('root-usage', '{ $.userIdentity.type = "Root" }'),
    detection('failed-logins', '{ $.eventName = "ConsoleLogin" }', 3),
  ],
  queries: [],
  settings,
};

let aws: SandboxAws;
let options: ProvisionOptions;
let made: Provisioned;
let client: {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
};

beforeAll(async () => {
  aws = await startSandboxAws({ port: 0, pace: FAST });
  options = {
    endpoint: aws.url,
    region: 'us-east-1',
    catalog,
    secrets: { botToken: 'xoxb-test', signingSecret: 'secret' },
    principals: [
      {
        kind: 'user',
        name: 'alice',
        path: '/staff/',
        policies: ['ReadOnlyAccess'],
        console: true,
        accessKeyIds: ['AKIAALICEALICEALICE1'],
        keysCreatedAt: new Date('2026-01-01T00:00:00Z'),
      },
      { kind: 'user', name: 'alice', policies: ['SecurityAudit'] },
      { kind: 'role', name: 'deploy', path: '/ci/', policies: ['PowerUserAccess'] },
    ],
    inside: aws,
  };
  made = await provision(options);
  client = { endpoint: aws.url, region: 'us-east-1', credentials: made.credentials };
});
afterAll(() => aws.close());

describe('provisioning', () => {
  test('makes the log group with its stream, retention and subscription', async () => {
    const logs = new CloudWatchLogsClient(client);
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand());
    expect(logGroups).toMatchObject([{ logGroupName: LOG_GROUP, retentionInDays: 30 }]);
    const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupName: LOG_GROUP }));
    expect(logStreams?.map((it) => it.logStreamName)).toEqual(['123456789012_CloudTrail_us-east-1']);
    const { subscriptionFilters } = await logs.send(
      new DescribeSubscriptionFiltersCommand({ logGroupName: LOG_GROUP }),
    );
    expect(subscriptionFilters).toMatchObject([
      { filterPattern: '', destinationArn: 'arn:aws:lambda:us-east-1:123456789012:function:trailbot-stream' },
    ]);
  });

  test('gives each detection a metric filter and an alarm on its metric', async () => {
    const logs = new CloudWatchLogsClient(client);
    const { metricFilters } = await logs.send(new DescribeMetricFiltersCommand({ logGroupName: LOG_GROUP }));
    expect(metricFilters?.map((it) => [it.filterName, it.filterPattern])).toEqual([
      ['failed-logins', '{ $.eventName = "ConsoleLogin" }'],
      ['root-usage', '{ $.userIdentity.type = "Root" }'],
    ]);
    const { MetricAlarms } = await new CloudWatchClient(client).send(new DescribeAlarmsCommand());
    expect(MetricAlarms).toMatchObject([
      {
        AlarmName: 'failed-logins',
        AlarmDescription: expect.stringMatching(
          /^Title of failed-logins\. .*detections\/failed-logins\.yml\.$/,
        ),
        Namespace: 'Trailbot',
        MetricName: 'failed-logins',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 3,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
        AlarmActions: [made.topicArn],
        OKActions: [made.topicArn],
      },
      { AlarmName: 'root-usage', Threshold: 1 },
    ]);
  });

  test('leads the topic to the alert queue and to a mailbox that said yes', async () => {
    const { Subscriptions = [] } = await new SNSClient(client).send(
      new ListSubscriptionsByTopicCommand({ TopicArn: made.topicArn }),
    );
    expect(Subscriptions.map((it) => [it.Protocol, it.Endpoint])).toEqual(
      expect.arrayContaining([
        ['sqs', 'arn:aws:sqs:us-east-1:123456789012:trailbot-alerts'],
        ['email', 'security@example.com'],
      ]),
    );
    expect(Subscriptions.map((it) => it.SubscriptionArn)).not.toContain('PendingConfirmation');
  });

  test.each([
    ['alertQueueUrl', 'trailbot-alerts-dlq'],
    ['jobQueueUrl', 'trailbot-jobs-dlq'],
  ] as const)('gives %s a dead-letter queue after twelve tries', async (queue, deadLetters) => {
    const { Attributes } = await new SQSClient(client).send(
      new GetQueueAttributesCommand({ QueueUrl: made[queue], AttributeNames: ['RedrivePolicy'] }),
    );
    expect(JSON.parse(Attributes?.RedrivePolicy ?? '')).toEqual({
      deadLetterTargetArn: `arn:aws:sqs:us-east-1:123456789012:${deadLetters}`,
      maxReceiveCount: 12,
    });
  });

  test('makes the table with its index and its time to live', async () => {
    const dynamo = new DynamoDBClient(client);
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: 'trailbot' }));
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      KeySchema: [{ AttributeName: 'pk' }, { AttributeName: 'sk' }],
      GlobalSecondaryIndexes: [
        { IndexName: 'gsi1', KeySchema: [{ AttributeName: 'gsi1pk' }, { AttributeName: 'gsi1sk' }] },
      ],
    });
    const ttl = await dynamo.send(new DescribeTimeToLiveCommand({ TableName: 'trailbot' }));
    expect(ttl.TimeToLiveDescription?.AttributeName).toBe('expiresAt');
  });

  test('puts the secrets and the principals in', async () => {
    const secret = await new SSMClient(client).send(
      new GetParameterCommand({ Name: made.botTokenParameter, WithDecryption: true }),
    );
    expect(secret.Parameter).toMatchObject({ Type: 'SecureString', Value: 'xoxb-test' });
    const iam = new IAMClient(client);
    const { User } = await iam.send(new GetUserCommand({ UserName: 'alice' }));
    expect(User?.Arn).toBe('arn:aws:iam::123456789012:user/staff/alice');
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: 'alice' }));
    expect(AccessKeyMetadata).toMatchObject([
      { AccessKeyId: 'AKIAALICEALICEALICE1', CreateDate: new Date('2026-01-01T00:00:00Z') },
    ]);
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'deploy' }));
    expect(AttachedPolicies?.map((it) => it.PolicyName)).toEqual(['PowerUserAccess']);
  });

  test('has somebody for each thing that a containment must mind', async () => {
    const iam = new IAMClient(client);
    const PolicyArn = 'arn:aws:iam::aws:policy/AWSDenyAll';
    const full = new AttachUserPolicyCommand({ UserName: 'quota-full', PolicyArn });
    await expect(iam.send(full)).rejects.toThrow('Cannot exceed quota for PoliciesPerUser: 10');
    const { User } = await iam.send(new GetUserCommand({ UserName: 'protected-admin' }));
    expect(User?.Tags?.map((it) => it.Key)).toEqual(['trailbot:protected']);
    const glass = await iam.send(new GetUserCommand({ UserName: 'break-glass' }));
    expect(glass.User?.Arn).toBe('arn:aws:iam::123456789012:user/break-glass');
    const held = new ListInstanceProfilesForRoleCommand({ RoleName: 'shop-backend' });
    const { InstanceProfiles } = await iam.send(held);
    expect(InstanceProfiles?.map((it) => it.InstanceProfileName)).toEqual(['shop-backend']);
    const linked = { RoleName: 'AWSServiceRoleForSupport', PermissionsBoundary: PolicyArn };
    await expect(iam.send(new PutRolePermissionsBoundaryCommand(linked))).rejects.toThrow(
      'only modifiable by AWS',
    );
  });

  test('gives a detection that has no alarm by choice neither filter nor alarm, as the stack does', async () => {
    const trail = { ...settings.trail, logGroup: 'a-group-without' };
    const [root, logins] = catalog.detections;
    const without = [root as Detection, logins as Detection, detection('quiet-one', '{ $.eventName = "A" }')];
    await provision({
      ...options,
      catalog: {
        ...catalog,
        detections: without,
        settings: { ...settings, trail, deployment: { ...settings.deployment, withoutAlarm: ['quiet-one'] } },
      },
    });
    const { metricFilters } = await new CloudWatchLogsClient(client).send(
      new DescribeMetricFiltersCommand({ logGroupName: trail.logGroup }),
    );
    expect(metricFilters?.map((it) => it.filterName)).toEqual(['failed-logins', 'root-usage']);
    const { MetricAlarms } = await new CloudWatchClient(client).send(
      new DescribeAlarmsCommand({ AlarmNames: ['quiet-one', 'root-usage'] }),
    );
    expect(MetricAlarms?.map((it) => it.AlarmName)).toEqual(['root-usage']);
  });

  test('can be done again, and takes a changed catalog over', async () => {
    const [root, logins] = catalog.detections;
    const changed = [{ ...(root as Detection), alarm: { threshold: 2, period: 60 } }, logins as Detection];
    const trail = { ...settings.trail, logGroup: 'another-group' };
    const again = await provision({
      ...options,
      catalog: { ...catalog, detections: changed, settings: { ...settings, trail } },
    });
    const { roleCredentials, ...lasting } = made;
    expect(again).toEqual({ ...lasting, roleCredentials: expect.anything() });
    expect(again.roleCredentials.contain.accessKeyId).not.toBe(roleCredentials.contain.accessKeyId);
    const { MetricAlarms } = await new CloudWatchClient(client).send(
      new DescribeAlarmsCommand({ AlarmNames: ['root-usage'] }),
    );
    expect(MetricAlarms?.[0]?.Threshold).toBe(2);
    const { trailList } = await new CloudTrailClient(client).send(new DescribeTrailsCommand());
    expect(trailList?.map((it) => it.CloudWatchLogsLogGroupArn)).toEqual([
      'arn:aws:logs:us-east-1:123456789012:log-group:another-group:*',
    ]);
  });
});
