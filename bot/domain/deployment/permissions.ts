// What each function may do in AWS: the policy documents that deployment, sandbox, docs and tests share.
import {
  containPolicy,
  lookPolicy,
  type PolicyDocument,
  releasePolicy,
  revokePolicy,
  type Statement,
} from '../containment/role-policies.ts';
import { BOT_TOKEN_PARAMETER, ESCALATION_TOPIC, SIGNING_SECRET_PARAMETER, TABLE } from '../naming.ts';
import type { ContainmentSettings } from '../settings.ts';
import { FUNCTIONS, type FunctionName } from './functions.ts';
import { QUEUES, queuesOf } from './queues.ts';

/** Where Trailbot is deployed. Every text may be one that CloudFormation fills in. */
export interface PermissionPlace {
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  /** The trail's log group. */
  readonly logGroup: string;
  readonly trailName: string;
  readonly containment: Pick<ContainmentSettings, 'breakGlass' | 'memberAccounts'>;
  /** The key of the topics; left out where nothing is encrypted with a key of the company's own. */
  readonly topicKeyArn?: string | undefined;
  /** Undefined where an existing trail has a bucket of its own. */
  readonly archiveBucket?: string | undefined;
  readonly alertTopicArn: string;
}

/** The log stream that `/trail test` writes its records to. */
export const TEST_STREAM = 'trailbot-test';
const READ_ITEMS = ['GetItem', 'BatchGetItem', 'Query'];
const WRITE_ITEMS = ['PutItem', 'UpdateItem', 'BatchWriteItem'];

const OWN: { readonly [name in FunctionName]: (place: PermissionPlace) => readonly Statement[] } = {
  ingress: (place) => [readParameters(place, [BOT_TOKEN_PARAMETER, SIGNING_SECRET_PARAMETER])],
  alert: (place) => [...alerting(place), allow('SeeAlarms', ['cloudwatch:DescribeAlarms'], ['*'])],
  stream: alerting,
  job: (place) => [
    ...alerting(place),
    ...asking(place),
    ...looking(place),
    ...testing(place),
    ...lookPolicy(iamPlace(place)).Statement,
  ],
  contain: (place) => [keepState(place), ...containPolicy(iamPlace(place)).Statement],
  release: (place) => [keepState(place), ...releasePolicy(iamPlace(place)).Statement],
  revoke: (place) => revokePolicy(iamPlace(place)).Statement,
};

/** Statement ids are unique within a policy. */
export function permissionsOf(name: FunctionName, place: PermissionPlace): PolicyDocument {
  const { queue } = FUNCTIONS[name];
  const sendsTo = queuesOf(name).map((one) => arn(place, 'sqs', QUEUES[one].name));
  return {
    Version: '2012-10-17',
    Statement: [
      writeOwnLog(name, place),
      ...(queue === undefined ? [] : [takeWork(arn(place, 'sqs', QUEUES[queue].name))]),
      ...(sendsTo.length > 0 ? [allow('GiveWork', ['sqs:SendMessage'], sendsTo)] : []),
      ...OWN[name](place),
    ],
  };
}

/** Reads what happened, keeps what it found, tells people. */
function alerting(place: PermissionPlace): readonly Statement[] {
  const { topicKeyArn } = place;
  return [
    readParameters(place, [BOT_TOKEN_PARAMETER]),
    keepState(place),
    allow('ReadTheLog', ['logs:FilterLogEvents'], [logGroupArn(place)]),
    // The event history has no resources to name: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html
    allow('ReadEventHistory', ['cloudtrail:LookupEvents'], ['*']),
    allow('KnowTheAgeOfKeys', ['iam:ListAccessKeys'], [iamArn(place, 'user/*')]),
    allow('WakePeople', ['sns:Publish'], [arn(place, 'sns', ESCALATION_TOPIC)]),
    ...(topicKeyArn === undefined
      ? []
      : [allow('EncryptForTheTopic', ['kms:GenerateDataKey', 'kms:Decrypt'], [topicKeyArn])]),
  ];
}

/** Logs Insights. Running queries belong to no resource, which their ids do not tell. */
function asking(place: PermissionPlace): readonly Statement[] {
  return [
    allow('AskTheLog', ['logs:StartQuery'], [logGroupArn(place)]),
    allow('FollowQueries', ['logs:GetQueryResults', 'logs:StopQuery'], ['*']),
  ];
}

/** `/trail status`. Most of these calls list what there is, and have no resource to name. */
function looking(place: PermissionPlace): readonly Statement[] {
  const { partition, region, accountId, trailName } = place;
  const queues = Object.values(QUEUES).flatMap(({ name, deadLetters }) => [name, deadLetters]);
  return [
    allow('SeeTrails', ['cloudtrail:DescribeTrails', 'cloudwatch:DescribeAlarms', 'sns:ListTopics'], ['*']),
    allow(
      'SeeTheTrail',
      ['cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors'],
      [`arn:${partition}:cloudtrail:${region}:${accountId}:trail/${trailName}`],
    ),
    allow('SeeLogGroups', ['logs:DescribeLogGroups'], [arn(place, 'logs', 'log-group:*')]),
    allow(
      'SeeTheLogGroup',
      ['logs:DescribeMetricFilters', 'logs:DescribeSubscriptionFilters'],
      [logGroupArn(place)],
    ),
    allow(
      'SeeTheTopic',
      ['sns:ListSubscriptionsByTopic', 'sns:GetSubscriptionAttributes'],
      [place.alertTopicArn],
    ),
    allow(
      'SeeQueues',
      ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'],
      queues.map((name) => arn(place, 'sqs', name)),
    ),
    // Its settings, no content.
    allow(
      'SeeTheArchive',
      [
        's3:GetBucketPublicAccessBlock',
        's3:GetBucketPolicyStatus',
        's3:GetBucketVersioning',
        's3:GetLifecycleConfiguration',
        's3:GetEncryptionConfiguration',
      ],
      [`arn:${partition}:s3:::${place.archiveBucket ?? '*'}`],
    ),
  ];
}

/** `/trail test` writes a marked record beside CloudTrail's own, into a stream of its own. */
function testing(place: PermissionPlace): readonly Statement[] {
  const { partition, region, accountId, logGroup } = place;
  const stream = `arn:${partition}:logs:${region}:${accountId}:log-group:${logGroup}:log-stream:${TEST_STREAM}`;
  return [allow('WriteTestRecords', ['logs:CreateLogStream', 'logs:PutLogEvents'], [stream])];
}

function writeOwnLog(name: FunctionName, place: PermissionPlace): Statement {
  const group = `log-group:/aws/lambda/${FUNCTIONS[name].name}:log-stream:*`;
  return allow('WriteOwnLog', ['logs:CreateLogStream', 'logs:PutLogEvents'], [arn(place, 'logs', group)]);
}

function takeWork(queueArn: string): Statement {
  const calls = ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'GetQueueAttributes'];
  return allow(
    'TakeWork',
    calls.map((call) => `sqs:${call}`),
    [queueArn],
  );
}

function keepState(place: PermissionPlace): Statement {
  const table = arn(place, 'dynamodb', `table/${TABLE}`);
  return allow(
    'KeepState',
    [...READ_ITEMS, ...WRITE_ITEMS].map((call) => `dynamodb:${call}`),
    [table, `${table}/index/gsi1`],
  );
}

function readParameters(place: PermissionPlace, names: readonly string[]): Statement {
  return allow(
    'ReadSecrets',
    ['ssm:GetParameters'],
    names.map((name) => arn(place, 'ssm', `parameter${name}`)),
  );
}

/** Reading a log group's events is a call on its streams for IAM, and the group's ARN ends in `:*` there. */
function logGroupArn(place: PermissionPlace): string {
  return arn(place, 'logs', `log-group:${place.logGroup}:*`);
}

function iamArn({ partition, accountId }: PermissionPlace, resource: string): string {
  return `arn:${partition}:iam::${accountId}:${resource}`;
}

function arn({ partition, region, accountId }: PermissionPlace, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

function iamPlace({ partition, accountId, containment }: PermissionPlace) {
  const { breakGlass, memberAccounts } = containment;
  return { partition, accountId, breakGlass, memberAccounts: Object.keys(memberAccounts) };
}

function allow(Sid: string, Action: readonly string[], Resource: readonly string[]): Statement {
  return { Sid, Effect: 'Allow', Action, Resource };
}
