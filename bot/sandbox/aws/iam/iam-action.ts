// Which action on which resource a call is to IAM: exact for IAM and STS, a good approximation for the others.
import type { Call, Input } from '../call.ts';
import { structuresOf, textOf } from '../input-members.ts';
import { isInput } from '../wire/protocol.ts';
import type { Caller } from './iam-credentials.ts';
import { iamResource } from './iam-resource.ts';

export interface ActionOnResource {
  readonly action: string;
  /** `*` for an action that is about no resource of its own. */
  readonly resource: string;
}

/** Where the name of the action differs from that of the operation. */
const ACTIONS: ReadonlyMap<string, string> = new Map([
  ['s3 ListBuckets', 'ListAllMyBuckets'],
  ['s3 ListObjects', 'ListBucket'],
  ['s3 ListObjectsV2', 'ListBucket'],
  ['s3 HeadBucket', 'ListBucket'],
  ['s3 HeadObject', 'GetObject'],
  ['s3 GetPublicAccessBlock', 'GetBucketPublicAccessBlock'],
  ['s3 PutPublicAccessBlock', 'PutBucketPublicAccessBlock'],
  ['s3 DeletePublicAccessBlock', 'PutBucketPublicAccessBlock'],
  ['s3 GetBucketLifecycleConfiguration', 'GetLifecycleConfiguration'],
  ['s3 PutBucketLifecycleConfiguration', 'PutLifecycleConfiguration'],
  ['s3 GetBucketEncryption', 'GetEncryptionConfiguration'],
  ['s3 PutBucketEncryption', 'PutEncryptionConfiguration'],
  ['sqs SendMessageBatch', 'SendMessage'],
  ['sqs DeleteMessageBatch', 'DeleteMessage'],
  ['sqs ChangeMessageVisibilityBatch', 'ChangeMessageVisibility'],
  ['sns PublishBatch', 'Publish'],
]);

const TRANSACTED: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/** All that must be allowed for the call: one, but for DynamoDB's transactions and batches. */
export function actionsOf(caller: Caller, call: Call, input: Input): readonly ActionOnResource[] {
  if (call.service === 'dynamodb') return dynamoActions(caller, call, input);
  const prefix = call.service === 'monitoring' ? 'cloudwatch' : call.service;
  const name = ACTIONS.get(`${call.service} ${call.operation}`) ?? call.operation;
  return [{ action: `${prefix}:${name}`, resource: resourceOf(caller, call, input) }];
}

function resourceOf(caller: Caller, call: Call, input: Input): string {
  const { service, region } = call;
  const place = `${region}:${caller.directory.accountId}`;
  const name = (...members: readonly string[]) =>
    members.map((member) => textOf(input, member)).find((it) => it !== undefined);
  const arn = (named: string | undefined, prefix = '') =>
    named === undefined ? '*' : isArn(named) ? named : `arn:aws:${service}:${place}:${prefix}${named}`;
  switch (service) {
    case 'iam':
      return iamResource(caller, call, input);
    case 'sts':
      return stsResource(caller, input, call);
    case 's3':
      return s3Resource(name('Bucket'), name('Key'));
    case 'sqs':
      return arn(name('QueueUrl', 'QueueName')?.split('/').at(-1));
    case 'sns':
      return arn(name('TopicArn', 'TargetArn', 'ResourceArn', 'Name', 'SubscriptionArn'));
    case 'ssm':
      return arn(name('Name')?.replace(/^\//, ''), 'parameter/');
    case 'cloudtrail':
      return arn(name('Name', 'TrailName'), 'trail/');
    case 'logs':
      return logsResource(place, name('logGroupName', 'logGroupIdentifier'), name('logStreamName'));
    case 'monitoring': {
      const alarm = name('AlarmName');
      return alarm === undefined ? '*' : `arn:aws:cloudwatch:${place}:alarm:${alarm}`;
    }
    default:
      return '*';
  }
}

function stsResource({ directory: { accountId } }: Caller, input: Input, { operation }: Call): string {
  if (operation === 'AssumeRole') return textOf(input, 'RoleArn') ?? '*';
  if (operation !== 'GetFederationToken') return '*';
  return `arn:aws:sts::${accountId}:federated-user/${textOf(input, 'Name') ?? ''}`;
}

function s3Resource(bucket = '', key = ''): string {
  if (bucket === '') return '*';
  return key === '' ? `arn:aws:s3:::${bucket}` : `arn:aws:s3:::${bucket}/${key}`;
}

/** CloudWatch Logs names a stream also where there is none. */
function logsResource(place: string, group: string | undefined, stream = ''): string {
  if (group === undefined) return '*';
  const name = isArn(group) ? (group.split(':')[6] ?? '') : group;
  return `arn:aws:logs:${place}:log-group:${name}:log-stream:${stream}`;
}

function dynamoActions(caller: Caller, call: Call, input: Input): readonly ActionOnResource[] {
  const table = (named: string | undefined) =>
    named === undefined
      ? '*'
      : isArn(named)
        ? named
        : `arn:aws:dynamodb:${call.region}:${caller.directory.accountId}:table/${named}`;
  const items = structuresOf(input, 'TransactItems').flatMap((item) => Object.entries(item));
  if (items.length > 0) {
    return items.map(([kind, item]) => ({
      action: `dynamodb:${(Object.hasOwn(TRANSACTED, kind) ? TRANSACTED[kind] : undefined) ?? kind}`,
      resource: table(isInput(item) ? textOf(item, 'TableName') : undefined),
    }));
  }
  const action = `dynamodb:${call.operation}`;
  const tables = isInput(input.RequestItems) ? Object.keys(input.RequestItems) : [];
  if (tables.length > 0) return tables.map((named) => ({ action, resource: table(named) }));
  const index = textOf(input, 'IndexName');
  const resource = table(textOf(input, 'TableName'));
  return [{ action, resource: index === undefined ? resource : `${resource}/index/${index}` }];
}

function isArn(text: string): boolean {
  return text.startsWith('arn:');
}
