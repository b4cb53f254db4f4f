import { describe, expect, it } from 'vitest';
import { ACTION_SENTENCES } from '../../../bot/domain/action/action-sentences.ts';
import { describeAction } from '../../../bot/domain/action/describe-action.ts';
import { nameCall } from '../../../bot/domain/action/name-call.ts';
import { pastTense } from '../../../bot/domain/action/past-tense.ts';
import { parseTrailEvent } from '../../../bot/domain/event/parse-trail-event.ts';
import type { JsonObject } from '../../../bot/domain/event/trail-event.ts';
import { ACCOUNT, call, consoleLogin, OTHER_ACCOUNT, refused, root } from '../../support/records.ts';

function say(record: JsonObject): string {
  return describeAction(parseTrailEvent(record));
}

const ALLOW_ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const policy = (...Statement: unknown[]) => ({ Version: '2012-10-17', Statement });
const ingress = (...rules: readonly (readonly [number, number, string])[]) => ({
  groupId: 'sg-0abc',
  ipPermissions: {
    items: rules.map(([fromPort, toPort, cidrIp]) => ({
      ipProtocol: 'tcp',
      fromPort,
      toPort,
      ipRanges: { items: [{ cidrIp }] },
    })),
  },
});

describe('what people did with credentials', () => {
  it.each<[string, JsonObject]>([
    [
      'created access key AKIAEXAMPLEBOB000001 for user bob',
      {
        ...call('iam', 'CreateAccessKey', { userName: 'bob' }),
        responseElements: { accessKey: { accessKeyId: 'AKIAEXAMPLEBOB000001', userName: 'bob' } },
      },
    ],
    [
      'created access key AKIAEXAMPLEBOB000001 for user bob',
      {
        ...call('iam', 'CreateAccessKey', {}),
        responseElements: { accessKey: { accessKeyId: 'AKIAEXAMPLEBOB000001', userName: 'bob' } },
      },
    ],
    [
      'tagged user bob with trailbot:protected',
      call('iam', 'TagUser', { userName: 'bob', tags: [{ key: 'trailbot:protected', value: 'x' }] }),
    ],
    ['removed tags team of role deploy', call('iam', 'UntagRole', { roleName: 'deploy', tagKeys: ['team'] })],
    [
      'deactivated access key AKIAEXAMPLEBOB000001 of user bob',
      call('iam', 'UpdateAccessKey', {
        accessKeyId: 'AKIAEXAMPLEBOB000001',
        userName: 'bob',
        status: 'Inactive',
      }),
    ],
    [
      'attached policy AdministratorAccess to user mallory',
      call('iam', 'AttachUserPolicy', {
        userName: 'mallory',
        policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      }),
    ],
    [
      'gave user mallory inline policy p, which allows everything',
      call('iam', 'PutUserPolicy', {
        userName: 'mallory',
        policyName: 'p',
        policyDocument: JSON.stringify(policy(ALLOW_ALL)),
      }),
    ],
    [
      `let account ${OTHER_ACCOUNT} assume role admin`,
      call('iam', 'UpdateAssumeRolePolicy', {
        roleName: 'admin',
        policyDocument: JSON.stringify(
          policy({ Effect: 'Allow', Principal: { AWS: [`arn:aws:iam::${OTHER_ACCOUNT}:root`, ACCOUNT] } }),
        ),
      }),
    ],
    [
      `assumed role deploy in account ${OTHER_ACCOUNT} as session run-17`,
      call('sts', 'AssumeRole', {
        roleArn: `arn:aws:iam::${OTHER_ACCOUNT}:role/deploy`,
        roleSessionName: 'run-17',
      }),
    ],
  ])('%s', (sentence, record) => {
    expect(say(record)).toBe(sentence);
  });
});

describe('sign-ins', () => {
  it('say whether MFA was used, for root and IAM users', () => {
    expect(say(consoleLogin())).toBe('signed in to the console without MFA');
    const withMfa = consoleLogin({ userIdentity: root(), additionalEventData: { MFAUsed: 'Yes' } });
    expect(say(withMfa)).toBe('signed in to the console with MFA');
  });

  it('say nothing of MFA where AWS does not see it', () => {
    expect(say(consoleLogin({ userIdentity: { type: 'AssumedRole' } }))).toBe('signed in to the console');
  });

  it('that failed are attempts', () => {
    const responseElements = { ConsoleLogin: 'Failure' };
    const failed = consoleLogin({ responseElements, errorMessage: 'Failed authentication' });
    expect(say(failed)).toBe('tried to sign in to the console (Failed authentication)');
  });
});

describe('what was opened to others', () => {
  it.each<[string, JsonObject]>([
    [
      'opened port 22 to 0.0.0.0/0 on sg-0abc',
      call('ec2', 'AuthorizeSecurityGroupIngress', ingress([22, 22, '0.0.0.0/0'])),
    ],
    [
      'opened ports 8000-8100 to 0.0.0.0/0 and port 22 to 192.0.2.0/24 and 1 more on sg-0abc',
      call(
        'ec2',
        'AuthorizeSecurityGroupIngress',
        ingress([22, 22, '192.0.2.0/24'], [80, 80, '198.51.100.0/24'], [8000, 8100, '0.0.0.0/0']),
      ),
    ],
    [
      'closed port 22 for 0.0.0.0/0 on sg-0abc',
      call('ec2', 'RevokeSecurityGroupIngress', ingress([22, 22, '0.0.0.0/0'])),
    ],
    [
      'opened port 22 to 0.0.0.0/0 on default',
      call('ec2', 'AuthorizeSecurityGroupIngress', {
        groupName: 'default',
        ipProtocol: 'tcp',
        fromPort: 22,
        toPort: 22,
        cidrIp: '0.0.0.0/0',
      }),
    ],
    [
      'opened all ports to ::/0 on sg-0abc',
      call('ec2', 'AuthorizeSecurityGroupIngress', {
        groupId: 'sg-0abc',
        ipPermissions: { items: [{ ipProtocol: '-1', ipv6Ranges: { items: [{ cidrIpv6: '::/0' }] } }] },
      }),
    ],
    [
      'changed a rule of sg-0abc to port 22 for 0.0.0.0/0',
      call('ec2', 'ModifySecurityGroupRules', {
        ModifySecurityGroupRulesRequest: {
          GroupId: 'sg-0abc',
          SecurityGroupRule: {
            SecurityGroupRule: { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIpv4: '0.0.0.0/0' },
            SecurityGroupRuleId: 'sgr-0abc',
          },
        },
      }),
    ],
    [
      'launched 2 p4d.24xlarge instances (i-0aaa, i-0bbb)',
      {
        ...call('ec2', 'RunInstances', {
          instanceType: 'p4d.24xlarge',
          instancesSet: { items: [{ maxCount: 9 }] },
        }),
        responseElements: { instancesSet: { items: [{ instanceId: 'i-0aaa' }, { instanceId: 'i-0bbb' }] } },
      },
    ],
    [
      'made bucket backups public',
      call('s3', 'PutBucketPolicy', {
        bucketName: 'backups',
        bucketPolicy: policy({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' }),
      }),
    ],
    [
      'changed the policy of bucket backups',
      call('s3', 'PutBucketPolicy', {
        bucketName: 'backups',
        bucketPolicy: policy({
          Effect: 'Allow',
          Principal: '*',
          Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
        }),
      }),
    ],
    [
      'made bucket backups public',
      call('s3', 'PutBucketAcl', { bucketName: 'backups', 'x-amz-acl': ['public-read'] }),
    ],
    [
      'turned off BlockPublicPolicy of bucket backups',
      call('s3', 'PutBucketPublicAccessBlock', {
        bucketName: 'backups',
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: false },
      }),
    ],
    [
      `shared snapshot snap-0abc with account ${OTHER_ACCOUNT}`,
      call('ec2', 'ModifySnapshotAttribute', {
        snapshotId: 'snap-0abc',
        createVolumePermission: { add: { items: [{ userId: OTHER_ACCOUNT }] } },
      }),
    ],
    [
      'made database snapshot nightly public',
      call('rds', 'ModifyDBSnapshotAttribute', { dBSnapshotIdentifier: 'nightly', valuesToAdd: ['all'] }),
    ],
    [
      'let anybody invoke function f',
      call('lambda', 'AddPermission20150331v2', { functionName: 'f', principal: '*' }),
    ],
  ])('%s', (sentence, record) => {
    expect(say(record)).toBe(sentence);
  });
});

describe('what was turned off', () => {
  it.each<[string, JsonObject]>([
    [
      'stopped trail company-security-audit-trail',
      call('cloudtrail', 'StopLogging', {
        name: `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/company-security-audit-trail`,
      }),
    ],
    [
      'made trail audit skip all changes',
      call('cloudtrail', 'PutEventSelectors', {
        trailName: 'audit',
        eventSelectors: [{ readWriteType: 'ReadOnly', includeManagementEvents: true }],
      }),
    ],
    [
      'turned off GuardDuty detector d1',
      call('guardduty', 'UpdateDetector', { detectorId: 'd1', enable: false }),
    ],
    [
      'silenced alarm a, b, c and 2 more',
      call('monitoring', 'DisableAlarmActions', { alarmNames: ['a', 'b', 'c', 'd', 'e'] }),
    ],
  ])('%s', (sentence, record) => {
    expect(say(record)).toBe(sentence);
  });
});

describe('a failed call', () => {
  it('is an attempt, with the reason', () => {
    const record = refused(call('iam', 'CreateUser', { userName: 'mallory' }));
    expect(say(record)).toBe('tried to create user mallory (AccessDenied)');
  });

  it('without request parameters takes the resource from the error', () => {
    const resource = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/audit`;
    const errorMessage = `User: x is not authorized to perform: cloudtrail:StopLogging on resource: ${resource} because …`;
    const record = { ...refused(call('cloudtrail', 'StopLogging')), errorMessage };
    expect(say(record)).toBe('tried to stop trail (AccessDenied on audit)');
  });

  it('keeps the reason when the name is endless', () => {
    const sentence = say(refused(call('iam', 'CreateUser', { userName: 'x'.repeat(5_000) })));
    expect(sentence.length).toBeLessThanOrEqual(200);
    expect(sentence).toMatch(/\(AccessDenied\)$/);
  });
});

describe('any other call', () => {
  it.each([
    ['ModifyDBSnapshotAttribute', 'modify DB snapshot attribute'],
    ['DeleteVpcEndpoints', 'delete VPC endpoints'],
    ['CreateOpenIDConnectProvider', 'create open ID connect provider'],
    ['AssociateIPv6CidrBlock', 'associate IPv6 cidr block'],
    ['UpdateFunctionCode20150331v2', 'update function code'],
    ['FrobnicateWidget', 'call FrobnicateWidget'],
    ['<!channel>', 'call <!channel>'],
    ['', 'make a call that the record does not name'],
  ])('%s is put into words', (eventName, words) => {
    expect(nameCall(eventName)).toBe(words);
  });

  it('is told with its main resource', () => {
    expect(say(call('kinesis', 'DeleteStream', { name: 'orders' }))).toBe('deleted stream (orders)');
  });

  it('is not mistaken for one of another service', () => {
    expect(say(call('evil', 'StopLogging', { name: 'audit' }))).toBe('stopped logging (audit)');
  });
});

describe('the table of sentences', () => {
  it('has a past tense for each verb', () => {
    const pasts = new Set(
      [...ACTION_SENTENCES.values()].map((sentence) => pastTense(sentence).split(' ')[0]),
    );
    expect([...pasts].sort().join(' ')).toBe(
      'accepted added asked attached cancelled changed connected copied created deleted detached disabled enabled ended exported gave got imported invoked left let made opened pushed put ran read removed replaced routed scheduled sent set silenced started stopped tagged terminated told took trusted turned wrote',
    );
  });

  it('leaves no placeholder unfilled and no brackets behind', () => {
    for (const [key] of ACTION_SENTENCES) {
      const [service = '', eventName = ''] = key.split(':');
      expect(say(call(service, eventName)), key).not.toMatch(/[{}[\]]| {2}/);
    }
  });

  it('fills a name in as it is, even when it looks like a placeholder', () => {
    expect(say(call('iam', 'CreateUser', { userName: '{roleName}[x]$&' }))).toBe(
      'created user {roleName}[x]$&',
    );
  });
});
