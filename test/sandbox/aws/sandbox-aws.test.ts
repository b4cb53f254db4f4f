import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient, DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  PutMetricFilterCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateUserCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { LOG_GROUP } from '../../../bot/domain/naming.ts';
import { type SandboxAws, startSandboxAws } from '../../../bot/sandbox/aws/sandbox-aws.ts';
import { FAST, type Pace } from '../../../bot/sandbox/pace.ts';
import { PATIENT } from '../../support/patience.ts';

/** An alarm period of a minute lasts 300 ms. */
const QUICK: Pace = { ...FAST, deliveryDelay: () => 50, alarmPeriod: (seconds) => seconds * 5 };
const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:alerts';

const record = {
  eventVersion: '1.11',
  eventID: '11111111-2222-4333-8444-555555555555',
  eventTime: '2026-03-01T12:00:00Z',
  eventSource: 'cloudtrail.amazonaws.com',
  eventName: 'StopLogging',
  awsRegion: 'us-east-1',
  eventCategory: 'Management',
  managementEvent: true,
  readOnly: false,
  userIdentity: { type: 'IAMUser', userName: 'mallory', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
};

const sandboxes: SandboxAws[] = [];

afterEach(async () => {
  for (const sandbox of sandboxes.splice(0)) await sandbox.close();
});

async function start() {
  const sandbox = await startSandboxAws({ port: 0, pace: QUICK });
  sandboxes.push(sandbox);
  const config = {
    endpoint: sandbox.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  };
  return {
    sandbox,
    config,
    logs: new CloudWatchLogsClient(config),
    cloudWatch: new CloudWatchClient(config),
  };
}

async function buildAlarmRoad({ config, logs, cloudWatch }: Awaited<ReturnType<typeof start>>) {
  const sqs = new SQSClient(config);
  const sns = new SNSClient(config);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'alerts' }));
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'security-alerts' }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: QUEUE }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: LOG_GROUP }));
  await logs.send(
    new PutMetricFilterCommand({
      logGroupName: LOG_GROUP,
      filterName: 'trail-tampering',
      filterPattern: '{ $.eventName = "StopLogging" }',
      metricTransformations: [
        { metricName: 'trail-tampering', metricNamespace: 'Trailbot', metricValue: '1' },
      ],
    }),
  );
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'trail-tampering',
      Namespace: 'Trailbot',
      MetricName: 'trail-tampering',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [TopicArn],
    }),
  );
  return { sqs, QueueUrl };
}

describe('the sandbox of AWS', () => {
  it('carries an event from the trail through filter, metric, alarm and topic into the queue', async () => {
    const world = await start();
    const { sqs, QueueUrl } = await buildAlarmRoad(world);
    await world.sandbox.trail.deliver([record]);
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    const envelope = JSON.parse(Messages?.[0]?.Body ?? '');
    expect(envelope.Subject).toBe('ALARM: "trail-tampering" in US East (N. Virginia)');
    expect(JSON.parse(envelope.Message)).toMatchObject({
      NewStateValue: 'ALARM',
      Region: 'US East (N. Virginia)',
    });
    await expect
      .poll(async () => {
        const { MetricAlarms } = await world.cloudWatch.send(new DescribeAlarmsCommand({}));
        return MetricAlarms?.[0]?.StateValue;
      }, PATIENT)
      .toBe('OK');
  });

  it('carries an event down the stream road to the function of a subscription filter', async () => {
    const { sandbox, logs } = await start();
    const opened: { messageType: string; logEvents: { message: string }[] }[] = [];
    sandbox.lambda.onSubscription('stream', async ({ awslogs }) => {
      opened.push(JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')).toString('utf8')));
    });
    await logs.send(new CreateLogGroupCommand({ logGroupName: LOG_GROUP }));
    const subscribe = (functionName: string) =>
      logs.send(
        new PutSubscriptionFilterCommand({
          logGroupName: LOG_GROUP,
          filterName: 'stream',
          filterPattern: '',
          destinationArn: `arn:aws:lambda:us-east-1:123456789012:function:${functionName}`,
        }),
      );
    await expect(subscribe('nobody')).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await subscribe('stream');
    await sandbox.trail.deliver([record]);
    await expect
      .poll(() => opened.map(({ messageType }) => messageType), PATIENT)
      .toEqual(['CONTROL_MESSAGE', 'DATA_MESSAGE']);
    expect(JSON.parse(opened[1]?.logEvents[0]?.message ?? '')).toEqual(record);
  });

  it('shows in the event history what somebody puts into the trail’s log group', async () => {
    const { config, logs } = await start();
    await logs.send(new CreateLogGroupCommand({ logGroupName: LOG_GROUP }));
    await logs.send(new CreateLogStreamCommand({ logGroupName: LOG_GROUP, logStreamName: 's' }));
    const fresh = { ...record, eventTime: new Date().toISOString() };
    await logs.send(
      new PutLogEventsCommand({
        logGroupName: LOG_GROUP,
        logStreamName: 's',
        logEvents: [{ timestamp: Date.now(), message: JSON.stringify(fresh) }],
      }),
    );
    const { Events } = await new CloudTrailClient(config).send(new LookupEventsCommand({}));
    expect(Events?.map(({ EventId }) => EventId)).toEqual([record.eventID]);
  });

  it('answers IAM, STS and DynamoDB at the same endpoint, and notes the calls', async () => {
    const { sandbox, config } = await start();
    await new IAMClient(config).send(new ListUsersCommand({}));
    const { Account } = await new STSClient(config).send(new GetCallerIdentityCommand({}));
    expect(Account).toBe('123456789012');
    const dynamo = new DynamoDBClient(config);
    await dynamo.send(
      new CreateTableCommand({
        TableName: 'trailbot',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      }),
    );
    const table = DynamoDBDocumentClient.from(dynamo);
    await expect
      .poll(() => table.send(new PutCommand({ TableName: 'trailbot', Item: { pk: 'a', n: 1 } })), PATIENT)
      .toBeDefined();
    const { Item } = await table.send(new GetCommand({ TableName: 'trailbot', Key: { pk: 'a' } }));
    expect(Item).toEqual({ pk: 'a', n: 1 });
    expect(sandbox.calls.map(({ service, operation }) => `${service}:${operation}`)).toContain(
      'iam:ListUsers',
    );
  });

  it('refuses what a contained user calls, and shows the refusal in the event history', async () => {
    const { sandbox, config, logs } = await start();
    await logs.send(new CreateLogGroupCommand({ logGroupName: LOG_GROUP }));
    const iam = new IAMClient(config);
    const UserName = 'mallory';
    await iam.send(new CreateUserCommand({ UserName }));
    sandbox.iam.plantAccessKey(UserName, 'AKIA4EXAMPLEMALLORY1');
    const credentials = { accessKeyId: 'AKIA4EXAMPLEMALLORY1', secretAccessKey: 'secret' };
    const list = new IAMClient({ ...config, credentials }).send(new ListUsersCommand({}));
    await expect(list).rejects.toMatchObject({ name: 'AccessDenied' });
    const lookup = new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'Username', AttributeValue: UserName }],
    });
    const errorsSeen = async () => {
      const { Events = [] } = await new CloudTrailClient(config).send(lookup);
      return Events.map(({ CloudTrailEvent = '{}' }) => JSON.parse(CloudTrailEvent).errorCode);
    };
    await expect.poll(errorsSeen, { ...PATIENT, interval: 600 }).toEqual(['AccessDenied']);
  });

  it('says so when its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    await expect(startSandboxAws({ port, pace: QUICK })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    other.close();
  });

  it('lets the process end after close, also with a queue polled and an alarm evaluated', () => {
    const script = `
      import { startSandboxAws } from './bot/sandbox/aws/sandbox-aws.ts';
      import { FAST } from './bot/sandbox/pace.ts';
      import { SQSClient, CreateQueueCommand } from '@aws-sdk/client-sqs';
      const sandbox = await startSandboxAws({ port: 0, pace: FAST });
      const sqs = new SQSClient({ endpoint: sandbox.url, region: 'us-east-1', credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' } });
      await sqs.send(new CreateQueueCommand({ QueueName: 'q' }));
      sandbox.lambda.mapQueue('q', async () => undefined, { functionName: 'f' });
      sqs.destroy();
      await sandbox.close();
      console.log('closed');
    `;
    const { stdout, signal, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module-typescript', '--eval', script],
      { timeout: 50_000, encoding: 'utf8' },
    );
    expect({ stdout, signal, stderr }).toEqual({ stdout: 'closed\n', signal: null, stderr: '' });
  });
});
