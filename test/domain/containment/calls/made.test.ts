import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madePattern, readMade } from '../../../../bot/domain/containment/calls/made.ts';
import { parseTarget, type Target } from '../../../../bot/domain/containment/target.ts';
import { parseTrailEvent } from '../../../../bot/domain/event/parse-trail-event.ts';
import type { JsonObject } from '../../../../bot/domain/event/trail-event.ts';
import { compileFilterPattern } from '../../../../bot/domain/filter-pattern/compile-filter-pattern.ts';
import { arbitraryRecord } from '../../../support/arbitrary-records.ts';
import { ACCOUNT, assumedRole, call, iamUser, OTHER_ACCOUNT, refused } from '../../../support/records.ts';

const arn = (resource: string, account = ACCOUNT) => `arn:aws:iam::${account}:${resource}`;
const ALICE = target(arn('user/alice'));
const DEPLOY = target(arn('role/ci/deploy'));

/** An answer, a caller or a time beside the request. */
const made = (record: JsonObject, changes: JsonObject) => ({ ...record, ...changes });
const byDeploy = (record: JsonObject) =>
  made(record, { userIdentity: assumedRole('deploy', 'run-1', '/ci/') });

describe('what a contained principal made', () => {
  it.each<[kind: string, what: string, whom: string | undefined, record: JsonObject]>([
    [
      'user',
      'user bob',
      'user/hidden/bob',
      made(call('iam', 'CreateUser', { userName: 'bob', path: '/hidden/' }), {
        responseElements: { user: { arn: arn('user/hidden/bob'), userName: 'bob' } },
      }),
    ],
    [
      'role',
      'role spare',
      'role/x/spare',
      made(call('iam', 'CreateRole', { roleName: 'spare' }), {
        responseElements: { role: { arn: arn('role/x/spare') } },
      }),
    ],
    [
      'key',
      'access key AKIAEXAMPLEBOB000001 for user bob',
      'user/bob',
      made(call('iam', 'CreateAccessKey', { userName: 'bob' }), {
        responseElements: { accessKey: { accessKeyId: 'AKIAEXAMPLEBOB000001', userName: 'bob' } },
      }),
    ],
    [
      'key',
      'access key AKIAEXAMPLEALICE0002 for user alice',
      undefined,
      made(call('iam', 'CreateAccessKey'), {
        responseElements: { accessKey: { accessKeyId: 'AKIAEXAMPLEALICE0002', userName: 'alice' } },
      }),
    ],
    [
      'key',
      'access key AKIAEXAMPLEBOB000001 of user bob made active again',
      'user/bob',
      call('iam', 'UpdateAccessKey', {
        userName: 'bob',
        accessKeyId: 'AKIAEXAMPLEBOB000001',
        status: 'Active',
      }),
    ],
    [
      'key',
      'credential of bedrock.amazonaws.com for user bob',
      'user/bob',
      call('iam', 'CreateServiceSpecificCredential', {
        userName: 'bob',
        serviceName: 'bedrock.amazonaws.com',
      }),
    ],
    ['key', 'SSH key for user bob', 'user/bob', call('iam', 'UploadSSHPublicKey', { userName: 'bob' })],
    [
      'key',
      'signing certificate for user bob',
      'user/bob',
      call('iam', 'UploadSigningCertificate', { userName: 'bob' }),
    ],
    [
      'password',
      'console password for user bob',
      'user/bob',
      call('iam', 'CreateLoginProfile', { userName: 'bob' }),
    ],
    [
      'password',
      'new console password for user bob',
      'user/bob',
      call('iam', 'UpdateLoginProfile', { userName: 'bob' }),
    ],
    [
      'policy',
      'policy AdministratorAccess attached to user bob',
      'user/bob',
      call('iam', 'AttachUserPolicy', {
        userName: 'bob',
        policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      }),
    ],
    [
      'policy',
      'policy ops attached to role web',
      'role/web',
      call('iam', 'AttachRolePolicy', { roleName: 'web', policyArn: arn('policy/ops') }),
    ],
    [
      'policy',
      'policy ops attached to group staff',
      undefined,
      call('iam', 'AttachGroupPolicy', { groupName: 'staff', policyArn: arn('policy/ops') }),
    ],
    [
      'policy',
      'inline policy p of user bob',
      'user/bob',
      call('iam', 'PutUserPolicy', { userName: 'bob', policyName: 'p' }),
    ],
    [
      'policy',
      'inline policy p of role web',
      'role/web',
      call('iam', 'PutRolePolicy', { roleName: 'web', policyName: 'p' }),
    ],
    [
      'policy',
      'inline policy p of group staff',
      undefined,
      call('iam', 'PutGroupPolicy', { groupName: 'staff', policyName: 'p' }),
    ],
    [
      'policy',
      'version v2 of policy ops',
      undefined,
      made(call('iam', 'CreatePolicyVersion', { policyArn: arn('policy/ops') }), {
        responseElements: { policyVersion: { versionId: 'v2' } },
      }),
    ],
    [
      'policy',
      'version v1 of policy ops put in force',
      undefined,
      call('iam', 'SetDefaultPolicyVersion', { policyArn: arn('policy/ops'), versionId: 'v1' }),
    ],
    [
      'policy',
      'user bob added to group admins',
      'user/bob',
      call('iam', 'AddUserToGroup', { userName: 'bob', groupName: 'admins' }),
    ],
    [
      'trust',
      'trust policy of role web changed',
      'role/web',
      call('iam', 'UpdateAssumeRolePolicy', { roleName: 'web' }),
    ],
    ['trust', 'SAML provider idp', undefined, call('iam', 'CreateSAMLProvider', { name: 'idp' })],
    [
      'trust',
      'OpenID Connect provider https://idp.example.com',
      undefined,
      call('iam', 'CreateOpenIDConnectProvider', { url: 'https://idp.example.com' }),
    ],
    [
      'other',
      'MFA device phone',
      undefined,
      call('iam', 'CreateVirtualMFADevice', { virtualMFADeviceName: 'phone' }),
    ],
    [
      'other',
      'MFA device enabled for user bob',
      'user/bob',
      call('iam', 'EnableMFADevice', { userName: 'bob' }),
    ],
    [
      'session',
      'session of role web',
      'role/teams/web',
      call('sts', 'AssumeRole', { roleArn: arn('role/teams/web'), roleSessionName: 's' }),
    ],
    [
      'session',
      'session of role web',
      'role/web',
      made(call('signin', 'SwitchRole'), { additionalEventData: { SwitchTo: arn('role/web') } }),
    ],
    ['session', 'session of its own (GetSessionToken)', undefined, call('sts', 'GetSessionToken')],
    [
      'session',
      'federated session of its own (GetFederationToken)',
      undefined,
      call('sts', 'GetFederationToken', { name: 'x' }),
    ],
    [
      'other',
      'function f, which runs as role runner',
      'role/runner',
      call('lambda', 'CreateFunction20150331', { functionName: 'f', role: arn('role/runner') }),
    ],
    [
      'other',
      'permission of * to call function f',
      undefined,
      call('lambda', 'AddPermission20150331v2', { functionName: 'f', principal: '*' }),
    ],
    [
      'other',
      'URL of function f',
      undefined,
      call('lambda', 'CreateFunctionUrlConfig', { functionName: 'f' }),
    ],
    [
      'other',
      'instance i-0abc',
      undefined,
      made(call('ec2', 'RunInstances', {}), {
        responseElements: { instancesSet: { items: [{ instanceId: 'i-0abc' }] } },
      }),
    ],
    [
      'other',
      'new code of function f, which runs as role runner',
      'role/runner',
      made(call('lambda', 'UpdateFunctionCode20150331v2', { functionName: 'f' }), {
        responseElements: { role: arn('role/runner') },
      }),
    ],
    ['other', 'SSH key pair k', undefined, call('ec2', 'CreateKeyPair', { keyName: 'k' })],
  ])('%s: %s', (kind, what, whom, record) => {
    const [found] = read([record]);
    expect(found).toMatchObject({ kind, what });
    expect(found?.target?.arn).toBe(whom === undefined ? undefined : arn(whom));
    expect(compileFilterPattern(madePattern(ALICE)).matchesRecord(record)).toBe(true);
  });

  it('names the account of a role elsewhere', () => {
    const [found] = read([call('sts', 'AssumeRole', { roleArn: arn('role/web', OTHER_ACCOUNT) })]);
    expect(found).toMatchObject({
      what: `session of role web in account ${OTHER_ACCOUNT}`,
      target: { accountId: OTHER_ACCOUNT },
    });
  });

  it('is found by its sessions, and by the federated users that it let in', () => {
    const makesBob = call('iam', 'CreateUser', { userName: 'bob' });
    expect(read([byDeploy(makesBob)], DEPLOY)).toHaveLength(1);
    const sessionIssuer = { type: 'IAMUser', arn: ALICE.arn, userName: 'alice' };
    const userIdentity = {
      type: 'FederatedUser',
      arn: `arn:aws:sts::${ACCOUNT}:federated-user/mallory`,
      sessionContext: { sessionIssuer },
    };
    expect(read([made(makesBob, { userIdentity })])).toHaveLength(1);
    expect(compileFilterPattern(madePattern(ALICE)).matchesRecord(made(makesBob, { userIdentity }))).toBe(
      true,
    );
  });

  it('is not what somebody else made', () => {
    const others = [
      call('iam', 'CreateUser', { userName: 'x' }),
      made(call('iam', 'CreateUser', { userName: 'x' }), { userIdentity: assumedRole('deploy2', 'deploy') }),
    ];
    expect(read(others, DEPLOY)).toEqual([]);
    const { matchesRecord } = compileFilterPattern(madePattern(DEPLOY));
    expect(others.filter(matchesRecord)).toEqual([]);
  });

  it('is nothing where AWS refused it, where a key was made inactive, and where something was read', () => {
    const nothing = [
      refused(call('iam', 'CreateUser', { userName: 'bob' })),
      call('iam', 'UpdateAccessKey', { userName: 'bob', accessKeyId: 'AKIAEXAMPLE', status: 'Inactive' }),
      call('iam', 'ListUsers'),
      call('sts', 'GetCallerIdentity'),
      call('toString', 'constructor'),
    ];
    expect(read(nothing)).toEqual([]);
  });

  it('is told oldest first, and once, however often it was done', () => {
    const at = (minute: number, eventID: string, roleSessionName: string) =>
      made(call('sts', 'AssumeRole', { roleArn: arn('role/web'), roleSessionName }), {
        eventTime: `2026-11-22T14:0${minute}:00Z`,
        eventID,
      });
    const key = made(call('iam', 'CreateAccessKey', { userName: 'bob' }), {
      eventTime: '2026-11-22T14:03:00Z',
      eventID: 'key',
    });
    const found = read([at(5, 'late', 'b'), key, key, at(2, 'early', 'a')]);
    expect(found.map(({ eventID }) => eventID)).toEqual(['early', 'key']);
    expect(found[0]?.at).toEqual(new Date('2026-11-22T14:02:00Z'));
  });

  it('has the path of a user whom it created itself', () => {
    const found = read([
      made(call('iam', 'CreateUser', { userName: 'bob' }), {
        responseElements: { user: { arn: arn('user/hidden/bob') } },
        eventID: 'a',
      }),
      made(call('iam', 'CreateAccessKey', { userName: 'bob' }), { eventID: 'b' }),
    ]);
    expect(found.map((one) => one.target?.arn)).toEqual([arn('user/hidden/bob'), arn('user/hidden/bob')]);
  });

  it('never offers the contained principal itself, also when its path is not said', () => {
    const itself = [
      byDeploy(call('iam', 'AttachRolePolicy', { roleName: 'DEPLOY', policyArn: arn('policy/ops') })),
      byDeploy(call('sts', 'AssumeRole', { roleArn: DEPLOY.arn })),
    ];
    expect(read(itself, DEPLOY).map((one) => one.target)).toEqual([undefined, undefined]);
  });

  it.each(['admins/bob', '../bob', 'bob*', 'a'.repeat(65), '<!channel>', 'bob\u0000', ''])(
    'offers nobody to contain for the name %j',
    (userName) => {
      const [found] = read([call('iam', 'CreateLoginProfile', { userName })]);
      expect(found?.kind).toBe('password');
      expect(found?.target).toBeUndefined();
    },
  );

  it('stays bounded and throws for no record', () => {
    const calls = ['CreateUser', 'CreateAccessKey', 'AttachRolePolicy', 'UpdateAccessKey'].map(
      (name) => ['iam.amazonaws.com', name] as const,
    );
    const assume = ['sts.amazonaws.com', 'AssumeRole'] as const;
    fc.assert(
      fc.property(arbitraryRecord([...calls, assume]), (record) => {
        const { userIdentity } = call('iam', 'CreateUser');
        for (const { what, target, at } of read([record, made(record, { userIdentity })])) {
          expect(what.length).toBeLessThanOrEqual(200);
          expect(Number.isNaN(at.getTime())).toBe(false);
          if (target !== undefined) expect(parseTarget(target.arn)).toEqual(target);
        }
      }),
    );
  });
});

describe('the filter pattern', () => {
  const LONG_PATH = `/${'teams/'.repeat(85)}`;
  const NAME = 'n'.repeat(64);

  it.each([
    ['a user', ALICE],
    ['a role', DEPLOY],
    ['the longest user', target(`arn:aws-us-gov:iam::${ACCOUNT}:user${LONG_PATH}${NAME}`)],
    ['the longest role', target(`arn:aws-us-gov:iam::${ACCOUNT}:role${LONG_PATH}${NAME}`)],
    ['a path of quotes', target(arn('role/a"b\\c*/deploy'))],
    ['a path that would end the pattern', target(arn('role/")}{||/deploy'))],
  ])('is one that CloudWatch Logs takes, for %s', (_, who) => {
    const { matchesRecord } = compileFilterPattern(madePattern(who));
    const makes = call('iam', 'CreateUser', { userName: 'bob' });
    const own = who.kind === 'role' ? assumedRole(who.name, 's', who.path) : iamUser('x');
    const issuer = { sessionContext: { sessionIssuer: { type: 'Role', arn: who.arn } } };
    const userIdentity = who.kind === 'role' ? { ...own, ...issuer, arn: '' } : { ...own, arn: who.arn };
    expect(matchesRecord(made(makes, { userIdentity }))).toBe(true);
    expect(matchesRecord(makes)).toBe(who.arn === ALICE.arn);
  });

  it('takes for a path that it cannot quote no other user of the same name', () => {
    const { matchesRecord } = compileFilterPattern(madePattern(target(arn('user/a"b/alice'))));
    const by = (caller: string) =>
      matchesRecord(made(call('iam', 'CreateUser'), { userIdentity: { ...iamUser('alice'), arn: caller } }));
    expect(by(arn('user/a"b/alice'))).toBe(true);
    expect(by(arn('user/x/malice'))).toBe(false);
    expect(by(arn('user/alice', OTHER_ACCOUNT))).toBe(false);
    expect(by(arn('role/alice'))).toBe(false);
  });

  it('leaves out what was refused and what only asks', () => {
    const { matchesRecord } = compileFilterPattern(madePattern(ALICE));
    const quiet = [
      refused(call('iam', 'CreateUser')),
      call('iam', 'GetUser'),
      call('iam', 'ListUsers'),
      call('sts', 'GetCallerIdentity'),
      call('s3', 'PutObject'),
      call('logs', 'CreateLogStream'),
    ];
    expect(quiet.filter(matchesRecord)).toEqual([]);
  });
});

function read(records: readonly JsonObject[], who: Target = ALICE) {
  return readMade(records.map(parseTrailEvent), who);
}

function target(text: string): Target {
  const found = parseTarget(text);
  if (found === undefined) throw new Error(`no target: ${text}`);
  return found;
}
