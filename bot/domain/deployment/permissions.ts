// What each function may do in AWS: the policy documents that deployment, sandbox, docs and tests share.
import {
  containPolicy,
  lookPolicy,
  type PolicyDocument,
  releasePolicy,
  revokePolicy,
  type Statement,
} from '../containment/role-policies.ts';
import {
  BOT_TOKEN_PARAMETER,
  ESCALATION_TOPIC,
  SIGNING_SECRET_PARAMETER,
  STREAM_DLQ,
  TABLE,
} from '../naming.ts';
import { FUNCTIONS, type FunctionName } from './functions.ts';
import { allow, allowCalls, arnIn, type PermissionPlace } from './permission-place.ts';
import {
  askLog,
  readEventHistory,
  readLog,
  seeAlarms,
  seeHealth,
  writeTestRecords,
} from './permissions-reading.ts';
import { QUEUES, queuesOf } from './queues.ts';
import { TABLE_SHAPE } from './table-shape.ts';

const ITEM = ['GetItem', 'PutItem', 'Query'];
const ITEMS = [...ITEM, 'UpdateItem', 'BatchGetItem', 'BatchWriteItem'];

const OWN: { readonly [name in FunctionName]: (place: PermissionPlace) => readonly Statement[] } = {
  ingress: (place) => [readParameters(place, [BOT_TOKEN_PARAMETER, SIGNING_SECRET_PARAMETER])],
  alert: (place) => [
    ...talking(place),
    ...wakePeople(place),
    readLog(place),
    readEventHistory(),
    seeAlarms(place),
    allow('KnowTheAgeOfKeys', ['iam:ListAccessKeys'], [iamArn(place, 'user/*')]),
  ],
  stream: (place) => [
    ...talking(place),
    allow('GiveUp', ['sqs:SendMessage'], [arnIn(place, 'sqs', STREAM_DLQ)]),
  ],
  job: (place) => [
    ...talking(place),
    ...wakePeople(place),
    readLog(place),
    readEventHistory(),
    seeAlarms(place),
    ...askLog(place),
    ...seeHealth(place),
    writeTestRecords(place),
    ...lookPolicy(iamPlace(place)).Statement,
  ],
  contain: (place) => [keepState(place, ITEM), ...containPolicy(iamPlace(place)).Statement],
  release: (place) => [keepState(place, ITEM), ...releasePolicy(iamPlace(place)).Statement],
  revoke: (place) => revokePolicy(iamPlace(place)).Statement,
};

/** All that the function's role is given. Statement ids are unique within a policy. */
export function permissionsOf(name: FunctionName, place: PermissionPlace): PolicyDocument {
  const { queue } = FUNCTIONS[name];
  const sendsTo = queuesOf(name).map((one) => arnIn(place, 'sqs', QUEUES[one].name));
  return {
    Version: '2012-10-17',
    Statement: [
      writeOwnLog(name, place),
      ...(queue === undefined ? [] : [takeWork(arnIn(place, 'sqs', QUEUES[queue].name))]),
      ...(sendsTo.length > 0 ? [allow('GiveWork', ['sqs:SendMessage'], sendsTo)] : []),
      ...OWN[name](place),
    ],
  };
}

/** Posts in Slack, and keeps what was posted. */
function talking(place: PermissionPlace): readonly Statement[] {
  return [readParameters(place, [BOT_TOKEN_PARAMETER]), keepState(place, ITEMS)];
}

/** SNS encrypts with the permissions of whoever publishes. */
function wakePeople(place: PermissionPlace): readonly Statement[] {
  const { region, topicKeyArn } = place;
  const publish = allow('WakePeople', ['sns:Publish'], [arnIn(place, 'sns', ESCALATION_TOPIC)]);
  if (topicKeyArn === undefined) return [publish];
  const encrypt = allow('EncryptForTheTopic', ['kms:GenerateDataKey', 'kms:Decrypt'], [topicKeyArn]);
  // In China the name goes on.
  const bySns = { StringLike: { 'kms:ViaService': `sns.${region}.amazonaws.com*` } };
  return [publish, { ...encrypt, Condition: bySns }];
}

function writeOwnLog(name: FunctionName, place: PermissionPlace): Statement {
  const streams = `log-group:/aws/lambda/${FUNCTIONS[name].name}:log-stream:*`;
  const calls = ['CreateLogStream', 'PutLogEvents'];
  return allowCalls('WriteOwnLog', 'logs', calls, [arnIn(place, 'logs', streams)]);
}

function takeWork(queueArn: string): Statement {
  const calls = ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'GetQueueAttributes'];
  return allowCalls('TakeWork', 'sqs', calls, [queueArn]);
}

function keepState(place: PermissionPlace, calls: readonly string[]): Statement {
  const table = arnIn(place, 'dynamodb', `table/${TABLE}`);
  return allowCalls('KeepState', 'dynamodb', calls, [table, `${table}/index/${TABLE_SHAPE.index.name}`]);
}

function readParameters(place: PermissionPlace, names: readonly string[]): Statement {
  const arns = names.map((name) => arnIn(place, 'ssm', `parameter${name}`));
  return allow('ReadSecrets', ['ssm:GetParameters'], arns);
}

function iamArn({ partition, accountId }: PermissionPlace, resource: string): string {
  return `arn:${partition}:iam::${accountId}:${resource}`;
}

function iamPlace({ partition, accountId, containment }: PermissionPlace) {
  const { breakGlass, memberAccounts } = containment;
  return { partition, accountId, breakGlass, memberAccounts: Object.keys(memberAccounts) };
}
