import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteUserPermissionsBoundaryCommand,
  DetachUserPolicyCommand,
  GetAccountSummaryCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  IAMClient,
  ListAccountAliasesCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListMFADevicesCommand,
  ListPoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFaults } from '../../../../bot/sandbox/aws/faults.ts';
import { createIam } from '../../../../bot/sandbox/aws/iam/iam.ts';
import { type AwsServer, startAwsServer } from '../../../../bot/sandbox/aws/wire/server.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const READ = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 's3:Get*', Resource: '*' },
});

let server: AwsServer;
let client: IAMClient;

beforeAll(async () => {
  const iam = createIam({ clock: { now: () => NOW }, accountId: '123456789012' });
  server = await startAwsServer({ port: 0, services: { iam: iam.service }, faults: createFaults() });
  client = new IAMClient({
    endpoint: server.url,
    region: 'us-east-1',
    // The SDK takes LimitExceeded for throttling and would ask again.
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
  });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

async function user(UserName: string): Promise<string> {
  await client.send(new CreateUserCommand({ UserName }));
  return UserName;
}

async function role(RoleName: string, Path = '/'): Promise<string> {
  await client.send(new CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument: TRUST }));
  return RoleName;
}

describe('a role', () => {
  test('answers its trust policy percent-encoded', async () => {
    await role('deploy', '/ci/');
    const { Role } = await client.send(new GetRoleCommand({ RoleName: 'deploy' }));
    expect(Role).toMatchObject({
      Arn: 'arn:aws:iam::123456789012:role/ci/deploy',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      MaxSessionDuration: 3_600,
    });
    expect(Role?.AssumeRolePolicyDocument).toMatch(/^%7B%22Version/);
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(TRUST);
    const { Roles } = await client.send(new ListRolesCommand({ PathPrefix: '/ci/' }));
    expect(Roles?.map((it) => it.RoleName)).toEqual(['deploy']);
  });

  test('is refused without a policy that can be read', async () => {
    const create = (AssumeRolePolicyDocument: string) =>
      client.send(new CreateRoleCommand({ RoleName: 'broken', AssumeRolePolicyDocument }));
    await expect(create('{')).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: 'This policy contains invalid Json',
    });
    await expect(create(' {}')).rejects.toThrow('leading spaces');
  });

  test.each([
    ['AWSServiceRoleForSupport', '/aws-service-role/support.amazonaws.com/'],
    ['AWSReservedSSO_Admin_0123456789abcdef', '/aws-reserved/sso.amazonaws.com/'],
  ])('%s can only be changed by AWS', async (name, path) => {
    const RoleName = await role(name, path);
    const attach = client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: DENY_ALL }));
    await expect(attach).rejects.toMatchObject({
      name: 'UnmodifiableEntityException',
      message: expect.stringContaining('only modifiable by AWS'),
    });
    const remove = client.send(new DeleteRoleCommand({ RoleName }));
    await expect(remove).rejects.toMatchObject({ name: 'UnmodifiableEntityException' });
  });

  test('takes inline policies', async () => {
    const RoleName = await role('inline');
    const put = { RoleName, PolicyName: 'AWSRevokeOlderSessions', PolicyDocument: READ };
    await client.send(new PutRolePolicyCommand(put));
    const { PolicyNames } = await client.send(new ListRolePoliciesCommand({ RoleName }));
    expect(PolicyNames).toEqual(['AWSRevokeOlderSessions']);
    const got = await client.send(new GetRolePolicyCommand(put));
    expect(decodeURIComponent(got.PolicyDocument ?? '')).toBe(READ);
    await expect(client.send(new DeleteRoleCommand({ RoleName }))).rejects.toThrow(
      'must delete policies first',
    );
  });
});

describe('managed policies', () => {
  test('attach once, however often they are attached', async () => {
    const UserName = await user('denied');
    const attach = (PolicyArn: string) => client.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    await attach(DENY_ALL);
    await attach(DENY_ALL);
    const { AttachedPolicies } = await client.send(new ListAttachedUserPoliciesCommand({ UserName }));
    expect(AttachedPolicies).toEqual([{ PolicyName: 'AWSDenyAll', PolicyArn: DENY_ALL }]);
    await expect(attach('arn:aws:iam::aws:policy/NoSuchPolicy')).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'Policy arn:aws:iam::aws:policy/NoSuchPolicy does not exist or is not attachable.',
    });
    await expect(attach('arn:aws:s3:::some-bucket-name')).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
    await client.send(new DetachUserPolicyCommand({ UserName, PolicyArn: DENY_ALL }));
    const again = client.send(new DetachUserPolicyCommand({ UserName, PolicyArn: DENY_ALL }));
    await expect(again).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  test('are ten a principal: an attacker can fill the slots', async () => {
    const RoleName = await role('full');
    const { Policies = [] } = await client.send(new ListPoliciesCommand({ Scope: 'AWS', MaxItems: 11 }));
    const arns = Policies.map((it) => it.Arn)
      .filter((arn) => arn !== DENY_ALL)
      .slice(0, 10);
    expect(arns).toHaveLength(10);
    for (const PolicyArn of arns) await client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    const eleventh = client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: DENY_ALL }));
    await expect(eleventh).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for PoliciesPerRole: 10',
      $metadata: { httpStatusCode: 409 },
    });
    const { AttachedPolicies } = await client.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    expect(AttachedPolicies).toHaveLength(10);
  });

  test('can be made in the account and stand beside those of AWS', async () => {
    const { Policy } = await client.send(
      new CreatePolicyCommand({ PolicyName: 'own', PolicyDocument: READ, Description: 'ours' }),
    );
    expect(Policy?.Arn).toBe('arn:aws:iam::123456789012:policy/own');
    const { Policies } = await client.send(new ListPoliciesCommand({ Scope: 'Local' }));
    expect(Policies?.map((it) => it.PolicyName)).toEqual(['own']);
    const version = await client.send(new GetPolicyVersionCommand({ PolicyArn: DENY_ALL, VersionId: 'v1' }));
    expect(JSON.parse(decodeURIComponent(version.PolicyVersion?.Document ?? ''))).toEqual({
      Version: '2012-10-17',
      Statement: [{ Sid: 'DenyAll', Effect: 'Deny', Action: ['*'], Resource: '*' }],
    });
    const missing = client.send(new GetPolicyCommand({ PolicyArn: 'arn:aws:iam::aws:policy/Nothing' }));
    await expect(missing).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  test('can be a boundary, which shows on the user', async () => {
    const UserName = await user('bounded');
    await client.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: DENY_ALL }));
    const { User } = await client.send(new GetUserCommand({ UserName }));
    expect(User?.PermissionsBoundary).toEqual({
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: DENY_ALL,
    });
    await client.send(new DeleteUserPermissionsBoundaryCommand({ UserName }));
    const again = client.send(new DeleteUserPermissionsBoundaryCommand({ UserName }));
    await expect(again).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});

test('the account answers for its aliases, MFA devices and counts', async () => {
  expect((await client.send(new ListAccountAliasesCommand())).AccountAliases).toEqual([]);
  const UserName = await user('no-mfa');
  expect((await client.send(new ListMFADevicesCommand({ UserName }))).MFADevices).toEqual([]);
  const { SummaryMap } = await client.send(new GetAccountSummaryCommand());
  expect(SummaryMap?.Users).toBeGreaterThan(1);
  expect(SummaryMap?.AttachedPoliciesPerUserQuota).toBe(10);
});
