import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  DENY_ALL,
  document,
  type Enforcement,
  type Keys,
  keysOf,
  ROOT,
  startEnforcement,
} from './iam/with-enforcement.ts';

const HOUR = 3_600_000;
const PROPAGATION = 4_000;
const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };
const MEMBER_ADMIN = 'arn:aws:iam::210987654321:role/OrganizationAccountAccessRole';
let world: Enforcement;

beforeAll(async () => {
  world = await startEnforcement(PROPAGATION, { sns: { ListTopics: () => ({ Topics: [] }) } });
});
afterAll(() => world.close());

function trust(Principal: unknown, Condition?: object) {
  return document({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...(Condition && { Condition }) });
}

/** A role that may do everything, and what it trusts. */
async function role(
  RoleName: string,
  AssumeRolePolicyDocument: string,
  keys: Keys = ROOT,
  MaxSessionDuration = 3_600,
) {
  const iam = world.iam(keys);
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName, Path: '/ci/', AssumeRolePolicyDocument, MaxSessionDuration }),
  );
  const put = { RoleName, PolicyName: 'own', PolicyDocument: document(EVERYTHING) };
  await iam.send(new PutRolePolicyCommand(put));
  world.pass(PROPAGATION);
  return Role?.Arn ?? '';
}

async function user(UserName: string, ...statements: readonly object[]) {
  const iam = world.iam();
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  if (statements.length > 0) {
    const own = { UserName, PolicyName: 'own', PolicyDocument: document(...statements) };
    await iam.send(new PutUserPolicyCommand(own));
  }
  world.pass(PROPAGATION);
  return { UserName, arn: User?.Arn ?? '', keys: keysOf(AccessKey) };
}

async function assume(
  keys: Keys,
  RoleArn: string,
  more: Partial<AssumeRoleCommandInput> = {},
): Promise<Keys> {
  const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'build-7', ...more });
  return keysOf((await world.sts(keys).send(command)).Credentials);
}

const whoIs = async (keys: Keys) => (await world.sts(keys).send(new GetCallerIdentityCommand({}))).Arn;
const listUsers = (keys: Keys) => world.iam(keys).send(new ListUsersCommand({}));
const listTopics = (keys: Keys) => new SNSClient(world.config(keys)).send(new ListTopicsCommand({}));
const refused = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };

describe('a session of a role', () => {
  test('acts as the role, until it ends', async () => {
    const arn = await role('deploy', trust({ Service: 'lambda.amazonaws.com' }));
    const session = await assume(ROOT, arn);
    expect(await whoIs(session)).toBe('arn:aws:sts::123456789012:assumed-role/deploy/build-7');
    await expect(listUsers(session)).resolves.toBeDefined();
    world.pass(HOUR);
    const ended = { name: 'ExpiredToken', message: 'The security token included in the request is expired' };
    await expect(listUsers(session)).rejects.toMatchObject(ended);
    await expect(whoIs(session)).rejects.toMatchObject(ended);
  });

  test('is refused when it began before its revocation, and a new one is not', async () => {
    const arn = await role('revoked', trust({ Service: 'lambda.amazonaws.com' }));
    const old = await assume(ROOT, arn);
    world.pass(1_000);
    const at = world.accounts.home.directory.clock.now().toISOString();
    const put = new PutRolePolicyCommand({
      RoleName: 'revoked',
      PolicyName: 'AWSRevokeOlderSessions',
      PolicyDocument: document({
        Effect: 'Deny',
        Action: ['*'],
        Resource: ['*'],
        Condition: { DateLessThan: { 'aws:TokenIssueTime': at } },
      }),
    });
    await world.iam().send(put);
    await expect(listUsers(old)).resolves.toBeDefined();
    world.pass(PROPAGATION);
    await expect(listUsers(old)).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining(
        'User: arn:aws:sts::123456789012:assumed-role/revoked/build-7 is not authorized to perform: iam:ListUsers',
      ),
    });
    await expect(listUsers(await assume(ROOT, arn))).resolves.toBeDefined();
  });

  test('shows when the role was last used', async () => {
    const arn = await role('worker', trust({ Service: 'ec2.amazonaws.com' }));
    const used = async () =>
      (await world.iam().send(new GetRoleCommand({ RoleName: 'worker' }))).Role?.RoleLastUsed;
    const session = await assume(ROOT, arn);
    expect(await used()).toEqual({});
    await listUsers(session);
    const LastUsedDate = world.accounts.home.directory.clock.now();
    expect(await used()).toEqual({ LastUsedDate, Region: 'us-east-1' });
  });

  test('ends with the role, also when another of that name is made', async () => {
    const arn = await role('gone', trust({ Service: 'ec2.amazonaws.com' }));
    const session = await assume(ROOT, arn);
    const iam = world.iam();
    await iam.send(new DeleteRolePolicyCommand({ RoleName: 'gone', PolicyName: 'own' }));
    await iam.send(new DeleteRoleCommand({ RoleName: 'gone' }));
    await role('gone', trust({ Service: 'ec2.amazonaws.com' }));
    await expect(listUsers(session)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  test('may do no more than the policy that it was asked for with', async () => {
    const arn = await role('narrowed', trust({ Service: 'ec2.amazonaws.com' }));
    const Policy = document({ Effect: 'Allow', Action: 'sns:*', Resource: '*' });
    const session = await assume(ROOT, arn, { Policy });
    await expect(listTopics(session)).resolves.toBeDefined();
    await expect(listUsers(session)).rejects.toThrow('because no session policy allows the iam:ListUsers');
  });

  test('lasts an hour at most when a session asked for it', async () => {
    const Principal = { AWS: 'arn:aws:iam::123456789012:role/ci/chained' };
    const arn = await role('chained', trust(Principal), ROOT, 7_200);
    const session = await assume(ROOT, arn, { DurationSeconds: 7_200 });
    await expect(assume(session, arn)).resolves.toBeDefined();
    await expect(assume(session, arn, { DurationSeconds: 7_200 })).rejects.toThrow('role chaining');
  });
});

describe('a trust policy', () => {
  test('that names the caller is enough in the same account', async () => {
    const alice = await user('alice');
    const bob = await user('bob');
    const arn = await role('for-alice', trust({ AWS: [alice.arn] }));
    await expect(assume(alice.keys, arn)).resolves.toBeDefined();
    await expect(assume(bob.keys, arn)).rejects.toMatchObject({
      ...refused,
      message: `User: ${bob.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    });
  });

  test('that names the account asks for a policy of the caller’s own', async () => {
    const allowed = await user('allowed', { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' });
    const poor = await user('poor');
    const arn = await role('for-account', trust({ AWS: 'arn:aws:iam::123456789012:root' }));
    await expect(assume(allowed.keys, arn)).resolves.toBeDefined();
    await expect(assume(poor.keys, arn)).rejects.toMatchObject(refused);
  });

  test('that names a service lets no user in', async () => {
    const admin = await user('service-admin', EVERYTHING);
    const arn = await role('for-lambda', trust({ Service: 'lambda.amazonaws.com' }));
    await expect(assume(admin.keys, arn)).rejects.toMatchObject(refused);
  });

  test('does not help a caller who is denied', async () => {
    const carol = await user('carol', EVERYTHING);
    const arn = await role('for-carol', trust({ AWS: carol.arn }));
    await world.iam().send(new AttachUserPolicyCommand({ UserName: 'carol', PolicyArn: DENY_ALL }));
    world.pass(PROPAGATION);
    await expect(assume(carol.keys, arn)).rejects.toThrow(
      'with an explicit deny in an identity-based policy',
    );
  });

  test('is enforced when its change has propagated', async () => {
    const dave = await user('dave');
    const arn = await role('for-dave', trust({ AWS: dave.arn }));
    const PolicyDocument = trust({ Service: 'ec2.amazonaws.com' });
    await world.iam().send(new UpdateAssumeRolePolicyCommand({ RoleName: 'for-dave', PolicyDocument }));
    await expect(assume(dave.keys, arn)).resolves.toBeDefined();
    world.pass(PROPAGATION);
    await expect(assume(dave.keys, arn)).rejects.toMatchObject(refused);
  });

  test('asks everybody for its external id, the root user too', async () => {
    const Condition = { StringEquals: { 'sts:ExternalId': 'right' } };
    const erin = await user('erin', EVERYTHING);
    const arn = await role('external', trust({ AWS: [erin.arn, '210987654321'] }, Condition));
    for (const keys of [ROOT, erin.keys]) {
      await expect(assume(keys, arn, { ExternalId: 'right' })).resolves.toBeDefined();
      await expect(assume(keys, arn, { ExternalId: 'wrong' })).rejects.toMatchObject(refused);
      await expect(assume(keys, arn)).rejects.toMatchObject(refused);
    }
  });
});

describe('a session that a user asks for', () => {
  test('has the user’s permissions, and a deny on the user stops it', async () => {
    const frank = await user('frank', EVERYTHING);
    const { Credentials } = await world.sts(frank.keys).send(new GetSessionTokenCommand({}));
    const session = keysOf(Credentials);
    expect(await whoIs(session)).toBe(frank.arn);
    await expect(listTopics(session)).resolves.toBeDefined();
    // Without a second factor STS's sessions may not call IAM.
    await expect(listUsers(session)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await world.iam().send(new AttachUserPolicyCommand({ UserName: 'frank', PolicyArn: DENY_ALL }));
    world.pass(PROPAGATION);
    await expect(listTopics(session)).rejects.toThrow('explicit deny');
  });

  test('for somebody else has what both the user and its own policy allow', async () => {
    const grace = await user('grace', EVERYTHING);
    const federate = async (Policy?: string) => {
      const command = new GetFederationTokenCommand({ Name: 'guest', ...(Policy && { Policy }) });
      return keysOf((await world.sts(grace.keys).send(command)).Credentials);
    };
    const session = await federate(document({ Effect: 'Allow', Action: 'sns:*', Resource: '*' }));
    expect(await whoIs(session)).toBe('arn:aws:sts::123456789012:federated-user/guest');
    await expect(listTopics(session)).resolves.toBeDefined();
    await expect(listTopics(await federate())).rejects.toThrow('because no session policy allows');
    await world.iam().send(new AttachUserPolicyCommand({ UserName: 'grace', PolicyArn: DENY_ALL }));
    world.pass(PROPAGATION);
    await expect(listTopics(session)).rejects.toThrow('explicit deny');
  });

  test('can ask for no other', async () => {
    const heidi = await user('heidi', EVERYTHING);
    const { Credentials } = await world.sts(heidi.keys).send(new GetSessionTokenCommand({}));
    const again = world.sts(keysOf(Credentials)).send(new GetSessionTokenCommand({}));
    await expect(again).rejects.toThrow('Cannot call GetSessionToken with session credentials');
  });
});

describe('a member account', () => {
  test('has users and roles of its own, for the sessions of its roles', async () => {
    const session = await assume(ROOT, MEMBER_ADMIN);
    expect(await whoIs(session)).toBe(
      'arn:aws:sts::210987654321:assumed-role/OrganizationAccountAccessRole/build-7',
    );
    await world.iam(session).send(new CreateUserCommand({ UserName: 'member-only' }));
    const { Users } = await listUsers(session);
    expect(Users?.map(({ Arn }) => Arn)).toEqual(['arn:aws:iam::210987654321:user/member-only']);
    expect(world.accounts.iamOf('210987654321').directory.users.has('member-only')).toBe(true);
    expect(world.accounts.home.directory.users.has('member-only')).toBe(false);
  });

  test('lets a user of the other account in when both sides allow it', async () => {
    const ivan = await user('ivan', { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' });
    const judy = await user('judy');
    const admin = await assume(ROOT, MEMBER_ADMIN);
    const arn = await role('trailbot-contain', trust({ AWS: [ivan.arn, judy.arn] }), admin);
    expect(await whoIs(await assume(ivan.keys, arn))).toContain('assumed-role/trailbot-contain/build-7');
    await expect(assume(judy.keys, arn)).rejects.toMatchObject(refused);
  });

  test('has no other service', async () => {
    await expect(listTopics(await assume(ROOT, MEMBER_ADMIN))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('IAM and STS alone in account 210987654321'),
    });
  });

  test('is the only other one', async () => {
    const elsewhere = 'arn:aws:iam::elsewhere:role/OrganizationAccountAccessRole';
    await expect(assume(ROOT, elsewhere)).rejects.toMatchObject(refused);
    expect(() => world.accounts.iamOf('elsewhere')).toThrow('no account elsewhere');
  });
});

test('a caller is known by any key that was given out, and by no other', async () => {
  const kim = await user('kim', EVERYTHING);
  const arn = await role('identified', trust({ AWS: kim.arn }));
  const session = await assume(kim.keys, arn);
  const identify = (keys: Keys) => world.accounts.identify(keys.accessKeyId);
  expect(identify(ROOT)).toBeUndefined();
  expect(identify(kim.keys)).toEqual({
    kind: 'user',
    name: 'kim',
    arn: kim.arn,
    principalId: expect.stringMatching(/^AIDA/),
    accountId: '123456789012',
    accessKeyId: kim.keys.accessKeyId,
  });
  expect(identify(session)).toEqual({
    kind: 'role',
    name: 'identified',
    arn: 'arn:aws:sts::123456789012:assumed-role/identified/build-7',
    principalId: expect.stringMatching(/^AROA[A-Z2-7]{17}:build-7$/),
    accountId: '123456789012',
    accessKeyId: session.accessKeyId,
    session: {
      name: 'build-7',
      issuedAt: world.accounts.home.directory.clock.now(),
      issuerArn: arn,
      issuerId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
    },
  });
});
