// The synthesized template against moto's CloudFormation, as far as that goes: made, made again, deleted, and what is kept.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { PutMetricAlarmCommand, type PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import { DescribeLogGroupsCommand, PutMetricFilterCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, HeadBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { createClients } from '../../bot/aws/clients.ts';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { FUNCTIONS } from '../../bot/domain/deployment/functions.ts';
import { QUEUES } from '../../bot/domain/deployment/queues.ts';
import { archiveBucket, TABLE } from '../../bot/domain/naming.ts';
import { isInstalled, type Moto, startMoto } from './moto-server.ts';

const ACCOUNT = '123456789012';
const TEMPLATE = new URL('../../cdk.out/Trailbot.template.json', import.meta.url);
const { detections, settings } = loadCatalog(new URL('../../templates/', import.meta.url));
const StackName = 'Trailbot';
const Capabilities = ['CAPABILITY_NAMED_IAM' as const];

/** moto 5.2 passes over them, and fails where another resource or an output asks one of them for something. */
const UNKNOWN_TO_MOTO = [
  'AWS::CloudTrail::Trail',
  'AWS::CloudWatch::Alarm',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Url',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::Logs::SubscriptionFilter',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::Schedule',
  'AWS::Scheduler::ScheduleGroup',
];

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}
interface Template {
  readonly Resources: Record<string, Resource>;
  readonly Outputs: Record<string, unknown>;
  Rules?: unknown;
  readonly Parameters: Record<string, unknown>;
}

if (isInstalled()) describe('the stack against moto', { timeout: 180_000 }, check);
else console.log('moto_server is not on the PATH: the template was not deployed into it.');

function check() {
  let moto: Moto;
  let formation: CloudFormationClient;
  let clients: ReturnType<typeof createClients>;
  let s3: S3Client;
  let dynamo: DynamoDBClient;
  let TemplateURL: string;
  const template: Template = JSON.parse(readFileSync(TEMPLATE, 'utf8'));
  const propertiesOf = (type: string) =>
    Object.values(template.Resources).flatMap(({ Type, Properties }) => (Type === type ? [Properties] : []));

  before(async () => {
    moto = await startMoto();
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
    const place = { region: settings.trail.homeRegion, endpoint: moto.url, credentials };
    clients = createClients(place);
    formation = new CloudFormationClient(place);
    s3 = new S3Client({ ...place, forcePathStyle: true });
    dynamo = new DynamoDBClient(place);
    TemplateURL = await upload(whatMotoKnows(template));
  });
  after(() => moto?.stop());

  /** A request of moto's takes half a megabyte; so it comes from a bucket, as `cdk deploy` does it. */
  async function upload(known: Template): Promise<string> {
    const Bucket = 'assets';
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'template.json', Body: JSON.stringify(known) }));
    // moto looks for it in its own S3.
    return `https://${Bucket}.s3.amazonaws.com/template.json`;
  }

  const status = async () => {
    const { Stacks = [] } = await formation.send(new DescribeStacksCommand({ StackName }));
    return Stacks[0]?.StackStatus;
  };

  it('is created', async () => {
    await formation.send(new CreateStackCommand({ StackName, TemplateURL, Capabilities }));
    assert.equal(await status(), 'CREATE_COMPLETE');
  });

  it('has a role for each function, with the function’s own policy', async () => {
    for (const { name: RoleName } of Object.values(FUNCTIONS)) {
      const policy = { RoleName, PolicyName: 'permissions' };
      const { PolicyDocument = '' } = await clients.iam.send(new GetRolePolicyCommand(policy));
      assert.match(decodeURIComponent(PolicyDocument), new RegExp(`log-group:/aws/lambda/${RoleName}:`));
    }
  });

  it('has the queues, the table and the log group of these names', async () => {
    for (const { name, deadLetters } of Object.values(QUEUES)) {
      for (const QueueName of [name, deadLetters])
        await clients.sqs.send(new GetQueueUrlCommand({ QueueName }));
    }
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: TABLE }));
    assert.deepEqual(
      Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName),
      ['gsi1'],
    );
    const { logGroups = [] } = await clients.logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: settings.trail.logGroup }),
    );
    assert.equal(logGroups[0]?.retentionInDays, 30);
  });

  it('has filters and alarms that CloudWatch’s own API takes, for each detection', async () => {
    const filters = propertiesOf('AWS::Logs::MetricFilter');
    const alarms = propertiesOf('AWS::CloudWatch::Alarm');
    for (const { id, filter: filterPattern } of detections) {
      const filter = filters.find(({ FilterName }) => FilterName === id);
      assert.equal(filter?.FilterPattern, filterPattern);
      const metric = { metricName: id, metricNamespace: 'Trailbot', metricValue: '1' };
      const place = { logGroupName: settings.trail.logGroup, filterName: id, filterPattern };
      await clients.logs.send(new PutMetricFilterCommand({ ...place, metricTransformations: [metric] }));
      const alarm = alarms.find(({ AlarmName }) => AlarmName === id);
      assert.ok(alarm, `there is no alarm ${id}`);
      const { AlarmActions: _topics, OKActions: _same, ...plain } = alarm;
      await clients.cloudWatch.send(
        new PutMetricAlarmCommand(plain as unknown as PutMetricAlarmCommandInput),
      );
    }
  });

  it('is deployed again without a change', async () => {
    await formation.send(new UpdateStackCommand({ StackName, TemplateURL, Capabilities }));
    assert.equal(await status(), 'UPDATE_COMPLETE');
  });

  it('keeps the archive when it is deleted', async () => {
    await formation.send(new DeleteStackCommand({ StackName }));
    await s3.send(new HeadBucketCommand({ Bucket: archiveBucket(ACCOUNT) }));
  });
}

/** Without what moto does not know, and without what asks that for something. Code is only looked at when it runs. */
function whatMotoKnows({ Resources, Outputs, Parameters, ...rest }: Template): Template {
  const unknown = Object.entries(Resources).flatMap(([id, { Type }]) =>
    UNKNOWN_TO_MOTO.includes(Type) ? [id] : [],
  );
  const asksUnknown = (value: unknown) => {
    const text = JSON.stringify(value);
    return unknown.some((id) => text.includes(`{"Fn::GetAtt":["${id}"`) || text.includes(`{"Ref":"${id}"}`));
  };
  const known = Object.entries(Resources).filter(
    ([id, resource]) => !unknown.includes(id) && !asksUnknown(resource),
  );
  const withCode = known.map(([id, resource]): [string, Resource] =>
    resource.Type === 'AWS::Lambda::Function'
      ? [
          id,
          { ...resource, Properties: { ...resource.Properties, Code: { ZipFile: 'exports.handler = 1' } } },
        ]
      : [id, resource],
  );
  const { BootstrapVersion: _cdk, ...parameters } = Parameters;
  const { Rules: _checks, ...others } = rest;
  return {
    ...others,
    Parameters: parameters,
    Resources: Object.fromEntries(withCode),
    Outputs: Object.fromEntries(Object.entries(Outputs).filter(([, output]) => !asksUnknown(output))),
  };
}
