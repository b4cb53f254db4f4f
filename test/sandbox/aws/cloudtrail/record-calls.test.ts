import { describe, expect, it } from 'vitest';
import { parseTrailEvent } from '../../../../bot/domain/event/parse-trail-event.ts';
import type { JsonObject } from '../../../../bot/domain/event/trail-event.ts';
import { AwsFault, type Input } from '../../../../bot/sandbox/aws/call.ts';
import {
  type CallerIdentity,
  createCallRecorder,
} from '../../../../bot/sandbox/aws/cloudtrail/record-calls.ts';

const ACCOUNT = '123456789012';
const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';

const bob: CallerIdentity = {
  kind: 'user',
  name: 'bob',
  arn: `arn:aws:iam::${ACCOUNT}:user/staff/bob`,
  principalId: 'AIDAEXAMPLEBOB',
  accountId: ACCOUNT,
  accessKeyId: 'AKIABOB',
};

function session(role: string, accountId = ACCOUNT): CallerIdentity {
  return {
    kind: 'role',
    name: role,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/night-shift`,
    principalId: 'AROAEXAMPLE:night-shift',
    accountId,
    accessKeyId: 'ASIAEXAMPLE',
    session: {
      name: 'night-shift',
      issuedAt: new Date('2026-03-01T11:30:00Z'),
      issuerArn: `arn:aws:iam::${accountId}:role/ops/${role}`,
      issuerId: 'AROAEXAMPLE',
    },
  };
}

interface Said {
  readonly as?: CallerIdentity | undefined;
  readonly fault?: AwsFault;
  readonly output?: object;
  readonly region?: string;
}

/** What is recorded of one call, for example `iam:CreateUser`. */
function recorded(what: string, input: Input, { as = bob, fault, output, region }: Said = {}): JsonObject[] {
  const records: JsonObject[] = [];
  const recorder = createCallRecorder({
    clock: { now: () => new Date('2026-03-01T12:00:00.450Z') },
    identify: (accessKeyId) => (accessKeyId === as.accessKeyId ? as : undefined),
    deliver: async (more) => records.push(...more),
  });
  const [service = '', operation = ''] = what.split(':');
  const { accessKeyId } = as;
  const call = { service, operation, region: region ?? 'eu-west-1', accessKeyId, userAgent: 'aws-cli/2.31' };
  recorder.answered(call, input, fault, output);
  return records;
}

describe('a call over the wire', () => {
  it('becomes a management event with the fields that CloudTrail writes', () => {
    const [record] = recorded('iam:AttachUserPolicy', { UserName: 'mallory', PolicyArn: DENY_ALL });
    expect(record).toEqual({
      eventVersion: '1.11',
      userIdentity: {
        type: 'IAMUser',
        principalId: 'AIDAEXAMPLEBOB',
        arn: `arn:aws:iam::${ACCOUNT}:user/staff/bob`,
        accountId: ACCOUNT,
        accessKeyId: 'AKIABOB',
        userName: 'bob',
      },
      eventTime: '2026-03-01T12:00:00Z',
      eventSource: 'iam.amazonaws.com',
      eventName: 'AttachUserPolicy',
      awsRegion: 'us-east-1',
      sourceIPAddress: '127.0.0.1',
      userAgent: 'aws-cli/2.31',
      requestParameters: { userName: 'mallory', policyArn: DENY_ALL },
      responseElements: null,
      requestID: expect.stringMatching(/^[\da-f-]{36}$/),
      eventID: expect.stringMatching(/^[\da-f-]{36}$/),
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: ACCOUNT,
      eventCategory: 'Management',
    });
    expect(parseTrailEvent(record ?? {}).eventName).toBe('AttachUserPolicy');
  });

  it('keeps its Region where the service has Regions', () => {
    expect(recorded('logs:DescribeLogGroups', { limit: 5 })).toMatchObject([
      { awsRegion: 'eu-west-1', readOnly: true, requestParameters: { limit: 5 } },
    ]);
  });

  it('of a role is by its session, with the role as the issuer, in its own account', () => {
    const as = session('app-server', '210987654321');
    expect(recorded('iam:CreateUser', { UserName: 'x' }, { as })).toMatchObject([
      {
        recipientAccountId: '210987654321',
        userIdentity: {
          type: 'AssumedRole',
          principalId: 'AROAEXAMPLE:night-shift',
          arn: 'arn:aws:sts::210987654321:assumed-role/app-server/night-shift',
          accessKeyId: 'ASIAEXAMPLE',
          sessionContext: {
            sessionIssuer: {
              type: 'Role',
              principalId: 'AROAEXAMPLE',
              arn: 'arn:aws:iam::210987654321:role/ops/app-server',
              accountId: '210987654321',
              userName: 'app-server',
            },
            attributes: { creationDate: '2026-03-01T11:30:00Z', mfaAuthenticated: 'false' },
          },
        },
      },
    ]);
  });

  it('of a user with temporary keys tells since when they are', () => {
    const issued = {
      name: 'bob',
      issuedAt: new Date('2026-03-01T11:30:00Z'),
      issuerArn: bob.arn,
      issuerId: 'A',
    };
    const attributes = { creationDate: '2026-03-01T11:30:00Z' };
    expect(recorded('iam:ListUsers', {}, { as: { ...bob, session: issued } })).toMatchObject([
      { userIdentity: { type: 'IAMUser', userName: 'bob', sessionContext: { attributes } } },
    ]);
    const arn = `arn:aws:sts::${ACCOUNT}:federated-user/partner`;
    expect(recorded('iam:ListUsers', {}, { as: { ...bob, arn, session: issued } })).toMatchObject([
      {
        userIdentity: {
          type: 'FederatedUser',
          arn,
          sessionContext: { sessionIssuer: { type: 'IAMUser', arn: bob.arn, userName: 'bob' } },
        },
      },
    ]);
  });

  it('of nobody that the account knows leaves no record', () => {
    const records: JsonObject[] = [];
    const recorder = createCallRecorder({
      clock: { now: () => new Date() },
      identify: () => undefined,
      deliver: async (more) => records.push(...more),
    });
    const call = { service: 'iam', operation: 'CreateUser', region: 'us-east-1', accessKeyId: 'AKIASANDBOX' };
    recorder.answered(call, { UserName: 'x' }, undefined);
    expect(records).toEqual([]);
  });

  it.each([
    's3:GetObject',
    's3:PutObject',
    'sqs:SendMessage',
    'sqs:ReceiveMessage',
    'sns:Publish',
    'logs:PutLogEvents',
    'logs:FilterLogEvents',
    'monitoring:PutMetricData',
    'lambda:Invoke',
    'dynamodb:GetItem',
    'dynamodb:Query',
    'dynamodb:TransactWriteItems',
  ])('on data leaves no record, as with a trail without data events: %s', (what) => {
    expect(recorded(what, { any: 'thing' })).toEqual([]);
  });

  it.each([
    's3:ListBuckets',
    'sqs:CreateQueue',
    'dynamodb:DeleteTable',
    'logs:DeleteLogGroup',
    'iam:ListUsers',
  ])('on what holds the data is recorded: %s', (what) =>
    expect(recorded(what, { any: 'thing' })).toHaveLength(1),
  );
});

describe('a record', () => {
  it('holds nothing secret', () => {
    const password = 'Correct-Horse-7';
    const [made] = recorded('iam:CreateLoginProfile', {
      UserName: 'x',
      Password: password,
      PasswordResetRequired: 'true',
    });
    expect(made?.requestParameters).toEqual({ userName: 'x', passwordResetRequired: true });
    const [changed] = recorded('iam:ChangePassword', { OldPassword: password, NewPassword: password });
    const [stored] = recorded('ssm:PutParameter', { Name: '/shop/db', Value: password });
    expect(stored?.requestParameters).toMatchObject({
      name: '/shop/db',
      value: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    });
    const AccessKey = { UserName: 'x', AccessKeyId: 'AKIANEW', SecretAccessKey: password };
    const [key] = recorded('iam:CreateAccessKey', { UserName: 'x' }, { output: { AccessKey } });
    expect(key?.responseElements).toEqual({ accessKey: { userName: 'x', accessKeyId: 'AKIANEW' } });
    expect(JSON.stringify([made, changed, stored, key])).not.toContain(password);
  });

  it('names what a session was given, without its secrets', () => {
    const output = {
      Credentials: {
        AccessKeyId: 'ASIANEW',
        SecretAccessKey: 'secret',
        SessionToken: 'token',
        Expiration: new Date('2026-03-01T13:00:00Z'),
      },
      AssumedRoleUser: {
        AssumedRoleId: 'AROA:x',
        Arn: 'arn:aws:sts::123456789012:assumed-role/app-server/x',
      },
    };
    const input = {
      RoleArn: 'arn:aws:iam::123456789012:role/app-server',
      RoleSessionName: 'x',
      DurationSeconds: '900',
    };
    expect(recorded('sts:AssumeRole', input, { output })).toMatchObject([
      {
        awsRegion: 'us-east-1',
        readOnly: true,
        requestParameters: { roleArn: input.RoleArn, roleSessionName: 'x', durationSeconds: 900 },
        responseElements: {
          credentials: { accessKeyId: 'ASIANEW', expiration: 'Mar 1, 2026 1:00:00 PM' },
          assumedRoleUser: { assumedRoleId: 'AROA:x' },
        },
      },
    ]);
  });

  it('spells structures and lists within as CloudTrail does', () => {
    const [record] = recorded('iam:CreateUser', { UserName: 'x', Tags: [{ Key: 'team', Value: 'shop' }] });
    expect(record?.requestParameters).toEqual({ userName: 'x', tags: [{ key: 'team', value: 'shop' }] });
    expect(recorded('iam:ListUsers', {})[0]?.requestParameters).toBeNull();
    expect(
      recorded('s3:PutBucketPolicy', { Bucket: 'b', Body: Buffer.from('{}') })[0]?.requestParameters,
    ).toEqual({
      bucketName: 'b',
    });
  });

  it('of a refused call says so, and has no parameters', () => {
    const fault = new AwsFault('AccessDenied', 'User: … is not authorized', { status: 403 });
    expect(recorded('iam:CreateUser', { UserName: 'x' }, { fault })).toMatchObject([
      {
        errorCode: 'AccessDenied',
        errorMessage: 'User: … is not authorized',
        requestParameters: null,
        responseElements: null,
      },
    ]);
  });

  it('of a call that failed has the code that IAM writes into records', () => {
    const fault = new AwsFault('NoSuchEntity', 'The user with name x cannot be found.', { status: 404 });
    expect(recorded('iam:DeleteUser', { UserName: 'x' }, { fault })).toMatchObject([
      { errorCode: 'NoSuchEntityException', requestParameters: { userName: 'x' } },
    ]);
  });

  it.each(['InvalidClientTokenId', 'ExpiredToken', 'NotImplemented'])(
    'is not written where nobody was let in, or the sandbox could not answer: %s',
    (code) => expect(recorded('iam:ListUsers', {}, { fault: new AwsFault(code, 'no') })).toEqual([]),
  );
});

describe('what the bot’s own roles do', () => {
  const as = session('trailbot-contain');

  it('is recorded when it changes something or takes a role on, so that the detections see it', () => {
    expect(recorded('iam:AttachUserPolicy', { UserName: 'x' }, { as })).toHaveLength(1);
    expect(recorded('sts:AssumeRole', { RoleArn: 'x' }, { as })).toHaveLength(1);
  });

  it.each([
    'iam:GetUser',
    'iam:ListAttachedUserPolicies',
    'iam:SimulatePrincipalPolicy',
    'cloudtrail:LookupEvents',
  ])('is left out when it only reads: %s', (what) => {
    expect(recorded(what, { any: 'thing' }, { as })).toEqual([]);
    expect(recorded(what, { any: 'thing' })).toHaveLength(1);
  });
});
