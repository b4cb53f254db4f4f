import { describe, expect, it } from 'vitest';
import { FUNCTION_NAMES, type FunctionName } from '../../../bot/domain/deployment/functions.ts';
import { permissionsOf } from '../../../bot/domain/deployment/permissions.ts';
import { QUEUES, queuesOf } from '../../../bot/domain/deployment/queues.ts';
import { evaluate } from '../../../bot/sandbox/aws/iam/evaluate-policy.ts';
import { PLACE } from '../../support/permission-place.ts';

const QUEUE_NAMES = ['alert', 'job', 'contain', 'release', 'revoke'] as const;
const regional = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:${PLACE.accountId}:${resource}`;
const queue = (name: (typeof QUEUE_NAMES)[number]) => regional('sqs', QUEUES[name].name);
const table = regional('dynamodb', 'table/trailbot');
const logGroup = regional('logs', 'log-group:CloudTrail/SecurityAuditLogs');
const parameter = (name: string) => regional('ssm', `parameter/trailbot/${name}`);
const bucket = `arn:aws:s3:::${PLACE.archiveBucket}`;

function may(
  name: FunctionName,
  action: string,
  resource: string,
  keys: Record<string, string> = {},
): boolean {
  const values = new Map(Object.entries(keys).map(([key, value]) => [key, [value]]));
  return evaluate([permissionsOf(name, PLACE)], { action, resource, keys: values }) === 'allowed';
}

const whoMay = (action: string, resource: string) =>
  FUNCTION_NAMES.filter((name) => may(name, action, resource));

describe('who may', () => {
  it.each([
    ['read the signing secret', 'ssm:GetParameters', parameter('slack-signing-secret'), ['ingress']],
    [
      'read the bot token',
      'ssm:GetParameters',
      parameter('slack-bot-token'),
      ['ingress', 'alert', 'stream', 'job'],
    ],
    ['read another parameter', 'ssm:GetParameters', regional('ssm', 'parameter/database-password'), []],
    ['change a secret', 'ssm:PutParameter', parameter('slack-bot-token'), []],
    ['read the table', 'dynamodb:GetItem', table, ['alert', 'stream', 'job', 'contain', 'release']],
    [
      'ask the index',
      'dynamodb:Query',
      `${table}/index/gsi1`,
      ['alert', 'stream', 'job', 'contain', 'release'],
    ],
    ['write the table', 'dynamodb:PutItem', table, ['alert', 'stream', 'job', 'contain', 'release']],
    ['remove the table', 'dynamodb:DeleteTable', table, []],
    ['write another table', 'dynamodb:PutItem', regional('dynamodb', 'table/orders'), []],
    ['read events of the log', 'logs:FilterLogEvents', `${logGroup}:log-stream:any`, ['alert', 'job']],
    ['ask Logs Insights', 'logs:StartQuery', `${logGroup}:*`, ['job']],
    [
      'ask Logs Insights about another log group',
      'logs:StartQuery',
      regional('logs', 'log-group:orders:*'),
      [],
    ],
    ['write a test record', 'logs:PutLogEvents', `${logGroup}:log-stream:trailbot-test`, ['job']],
    [
      'write where CloudTrail writes',
      'logs:PutLogEvents',
      `${logGroup}:log-stream:${PLACE.accountId}_CloudTrail_us-east-1`,
      [],
    ],
    ['remove what was logged', 'logs:DeleteLogStream', `${logGroup}:log-stream:trailbot-test`, []],
    ['remove the log group', 'logs:DeleteLogGroup', `${logGroup}:*`, []],
    ['stop the trail', 'cloudtrail:StopLogging', regional('cloudtrail', `trail/${PLACE.trailName}`), []],
    [
      'see whether the trail runs',
      'cloudtrail:GetTrailStatus',
      regional('cloudtrail', `trail/${PLACE.trailName}`),
      ['job'],
    ],
    ['see how the archive is set', 's3:GetBucketVersioning', bucket, ['job']],
    ['read what is in the archive', 's3:GetObject', `${bucket}/AWSLogs/a.json.gz`, []],
    ['list what is in the archive', 's3:ListBucket', bucket, []],
    ['silence an alarm', 'cloudwatch:DisableAlarmActions', regional('cloudwatch', 'alarm:root-usage'), []],
    ['page people', 'sns:Publish', regional('sns', 'trailbot-escalations'), ['alert', 'job']],
    ['make an alarm up', 'sns:Publish', PLACE.alertTopicArn, []],
    [
      'change code of a function',
      'lambda:UpdateFunctionCode',
      regional('lambda', 'function:trailbot-job'),
      [],
    ],
    ['hand a role on', 'iam:PassRole', `arn:aws:iam::${PLACE.accountId}:role/trailbot-contain`, []],
  ] as const)('%s', (_, action, resource, who) => {
    expect(whoMay(action, resource)).toEqual(who);
  });

  it('take work from a queue: the function behind it alone', () => {
    for (const name of QUEUE_NAMES) {
      for (const call of ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility'])
        expect(whoMay(`sqs:${call}`, queue(name))).toEqual([name]);
    }
  });

  it('put work on a queue: those whom the list of queues names', () => {
    for (const name of FUNCTION_NAMES) {
      const filled = QUEUE_NAMES.filter((one) => may(name, 'sqs:SendMessage', queue(one)));
      expect(filled).toEqual(queuesOf(name));
    }
  });

  it('change IAM: the three that are for it, each its own part', () => {
    const user = `arn:aws:iam::${PLACE.accountId}:user/bob`;
    const role = `arn:aws:iam::${PLACE.accountId}:role/web`;
    const denyAll = { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AWSDenyAll' };
    const who = (action: string, resource: string) =>
      FUNCTION_NAMES.filter((name) => may(name, action, resource, denyAll));
    expect(who('iam:AttachUserPolicy', user)).toEqual(['contain']);
    expect(who('iam:DetachUserPolicy', user)).toEqual(['release']);
    expect(who('iam:UpdateAccessKey', user)).toEqual(['contain', 'release']);
    expect(who('iam:PutRolePolicy', role)).toEqual(['revoke']);
    expect(who('iam:CreateAccessKey', user)).toEqual([]);
  });
});

describe('the ingress, which the whole world can call', () => {
  it('reads its two secrets, fills one queue and writes its log', () => {
    const { Statement } = permissionsOf('ingress', PLACE);
    expect(Statement.flatMap(({ Action }) => Action)).toEqual([
      ...['logs:CreateLogStream', 'logs:PutLogEvents', 'sqs:SendMessage', 'ssm:GetParameters'],
    ]);
    expect(Statement.flatMap(({ Resource }) => Resource)).toEqual([
      regional('logs', 'log-group:/aws/lambda/trailbot-ingress:log-stream:*'),
      queue('job'),
      parameter('slack-bot-token'),
      parameter('slack-signing-secret'),
    ]);
  });
});

describe('containing and releasing', () => {
  it('are in different hands: neither can have the other work', () => {
    expect(may('contain', 'sqs:SendMessage', queue('release'))).toBe(false);
    expect(may('release', 'sqs:SendMessage', queue('contain'))).toBe(false);
    expect(may('release', 'sqs:SendMessage', queue('revoke'))).toBe(false);
  });

  it('leave no way to Slack, so that a stolen one posts nothing', () => {
    for (const name of ['contain', 'release', 'revoke'] as const)
      expect(may(name, 'ssm:GetParameters', parameter('slack-bot-token'))).toBe(false);
  });
});

/** Actions that IAM knows no resource for, or that are about whatever there is. */
const ANYTHING: ReadonlySet<string> = new Set([
  ...['cloudtrail:LookupEvents', 'cloudtrail:DescribeTrails', 'sns:ListTopics'],
  ...['logs:GetQueryResults', 'logs:StopQuery'],
]);

describe.each(FUNCTION_NAMES)('the policy of %s', (name) => {
  const { Statement } = permissionsOf(name, PLACE);
  const allows = Statement.filter(({ Effect }) => Effect === 'Allow');

  it('names its resources, wherever there is one to name', () => {
    const open = allows.filter(({ Resource }) => Resource.includes('*'));
    expect(open.flatMap(({ Action }) => Action).filter((action) => !ANYTHING.has(action))).toEqual([]);
    expect(allows.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
  });

  it('names the account in all of them but buckets', () => {
    const arns = allows.flatMap(({ Resource }) => Resource).filter((one) => one !== '*');
    const others = arns.filter(
      (one) => !/^arn:aws:[a-z]+:(us-east-1)?:(123456789012|210987654321):./.test(one),
    );
    expect(others.every((one) => one === bucket)).toBe(true);
  });

  it('names each statement once, and is short enough for a role', () => {
    const ids = Statement.map(({ Sid }) => Sid);
    expect(new Set(ids).size).toBe(ids.length);
    // All inline policies of a role together: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    expect(JSON.stringify(Statement).length).toBeLessThan(10_240 - 100);
  });

  it('is of its own partition throughout', () => {
    const place = {
      ...PLACE,
      partition: 'aws-us-gov',
      alertTopicArn: 'arn:aws-us-gov:sns:us-gov-west-1:1:a',
    };
    const text = JSON.stringify(
      permissionsOf(name, {
        ...place,
        containment: { breakGlass: [], memberAccounts: {} },
        topicKeyArn: undefined,
      }),
    );
    expect(text).not.toMatch(/arn:aws:/);
  });
});

describe('where something is not the stack’s own', () => {
  it('looks at whatever bucket an existing trail has', () => {
    const document = permissionsOf('job', { ...PLACE, archiveBucket: undefined });
    const see = document.Statement.find(({ Sid }) => Sid === 'SeeTheArchive');
    expect(see?.Resource).toEqual(['arn:aws:s3:::*']);
    expect(see?.Action.filter((action) => !action.startsWith('s3:Get'))).toEqual([]);
  });

  it('looks at the trail of another account, and at that one alone', () => {
    const document = permissionsOf('job', { ...PLACE, trailAccountId: '*' });
    expect(document.Statement.find(({ Sid }) => Sid === 'SeeTheTrail')?.Resource).toEqual([
      `arn:aws:cloudtrail:us-east-1:*:trail/${PLACE.trailName}`,
    ]);
  });

  it('uses a key through SNS alone, and none where there is none', () => {
    const key = { action: 'kms:Decrypt', resource: PLACE.topicKeyArn ?? '' };
    const through = (service: string) => ({ 'kms:ViaService': `${service}.us-east-1.amazonaws.com` });
    expect(may('alert', key.action, key.resource, through('sns'))).toBe(true);
    expect(may('alert', key.action, key.resource, through('s3'))).toBe(false);
    expect(may('alert', key.action, key.resource)).toBe(false);
    const without = permissionsOf('alert', { ...PLACE, topicKeyArn: undefined });
    expect(without.Statement.flatMap(({ Action }) => Action).filter((it) => it.startsWith('kms:'))).toEqual(
      [],
    );
  });
});
