import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  ListEntitiesForPolicyCommand,
  ListInstanceProfilesForRoleCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  SimulatePrincipalPolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN, DENY_ALL, document, type Enforcement, startEnforcement } from './with-enforcement.ts';

const TRUST = document({
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole',
});
let world: Enforcement;
let client: IAMClient;

beforeAll(async () => {
  // What is simulated is what is stored, however long it takes until that is enforced.
  world = await startEnforcement(60_000);
  client = world.iam();
});
afterAll(() => world.close());

async function user(UserName: string): Promise<string> {
  const { User } = await client.send(new CreateUserCommand({ UserName }));
  return User?.Arn ?? '';
}

describe('the policy simulator', () => {
  const simulate = async (PolicySourceArn: string, ActionNames: string[], more: object = {}) => {
    const command = new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames, ...more });
    return (await client.send(command)).EvaluationResults ?? [];
  };

  test('decides by the stored policies, and names the one that decided', async () => {
    const arn = await user('simulated');
    const decisions = async () => {
      const results = await simulate(arn, ['s3:ListAllMyBuckets', 'iam:ListUsers']);
      return results.map((it) => [
        it.EvalActionName,
        it.EvalDecision,
        it.MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId),
      ]);
    };
    expect(await decisions()).toEqual([
      ['s3:ListAllMyBuckets', 'implicitDeny', []],
      ['iam:ListUsers', 'implicitDeny', []],
    ]);
    const PolicyDocument = document({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
    await client.send(new PutUserPolicyCommand({ UserName: 'simulated', PolicyName: 'own', PolicyDocument }));
    expect(await decisions()).toEqual([
      ['s3:ListAllMyBuckets', 'allowed', ['user_simulated_own']],
      ['iam:ListUsers', 'implicitDeny', []],
    ]);
    await client.send(new AttachUserPolicyCommand({ UserName: 'simulated', PolicyArn: DENY_ALL }));
    expect(await decisions()).toEqual([
      ['s3:ListAllMyBuckets', 'explicitDeny', ['AWSDenyAll']],
      ['iam:ListUsers', 'explicitDeny', ['AWSDenyAll']],
    ]);
  });

  test('counts the boundary', async () => {
    const arn = await user('simulated-boundary');
    const UserName = 'simulated-boundary';
    await client.send(new AttachUserPolicyCommand({ UserName, PolicyArn: ADMIN }));
    await client.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: DENY_ALL }));
    expect((await simulate(arn, ['iam:ListUsers']))[0]?.EvalDecision).toBe('explicitDeny');
  });

  test('takes the context and the resources that it is given', async () => {
    const { Role } = await client.send(
      new CreateRoleCommand({ RoleName: 'simulated-role', AssumeRolePolicyDocument: TRUST }),
    );
    const PolicyDocument = document({
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-03-01T12:00:00Z' } },
    });
    const place = { RoleName: 'simulated-role', PolicyName: 'AWSRevokeOlderSessions' };
    await client.send(new PutRolePolicyCommand({ ...place, PolicyDocument }));
    const at = async (time: string) => {
      const results = await simulate(Role?.Arn ?? '', ['s3:GetObject'], {
        ResourceArns: ['arn:aws:s3:::b/one', 'arn:aws:s3:::b/two'],
        ContextEntries: [
          { ContextKeyName: 'aws:TokenIssueTime', ContextKeyType: 'date', ContextKeyValues: [time] },
        ],
      });
      return results.map((it) => `${it.EvalResourceName} ${it.EvalDecision}`);
    };
    expect(await at('2026-03-01T11:00:00Z')).toEqual([
      'arn:aws:s3:::b/one explicitDeny',
      'arn:aws:s3:::b/two explicitDeny',
    ]);
    expect(await at('2026-03-01T13:00:00Z')).toEqual([
      'arn:aws:s3:::b/one implicitDeny',
      'arn:aws:s3:::b/two implicitDeny',
    ]);
  });

  test('answers in pages', async () => {
    const PolicySourceArn = await user('paged');
    const page = { PolicySourceArn, ActionNames: ['a:A', 'b:B', 'c:C'], MaxItems: 2 };
    const first = await client.send(new SimulatePrincipalPolicyCommand(page));
    expect(first.IsTruncated).toBe(true);
    const rest = await client.send(
      new SimulatePrincipalPolicyCommand({ ...page, Marker: first.Marker ?? 'none' }),
    );
    expect(rest.EvaluationResults?.map((it) => it.EvalActionName)).toEqual(['c:C']);
    expect(rest.IsTruncated).toBe(false);
  });

  test('refuses who is not there, and what is no action', async () => {
    const arn = await user('asked');
    await expect(simulate(`${arn}-not`, ['iam:ListUsers'])).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    await expect(simulate('arn:aws:s3:::some-bucket', ['iam:ListUsers'])).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
    await expect(simulate(arn, ['ListUsers'])).rejects.toMatchObject({ name: 'InvalidInputException' });
  });
});

describe('a role that only AWS changes', () => {
  test.each([
    ['AWSServiceRoleForConfig', '/aws-service-role/config.amazonaws.com/'],
    ['AWSReservedSSO_Reader_0123456789abcdef', '/aws-reserved/sso.amazonaws.com/'],
  ])('%s refuses every change', async (RoleName, Path) => {
    await client.send(new CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument: TRUST }));
    await client.send(new CreateInstanceProfileCommand({ InstanceProfileName: RoleName }));
    const PolicyName = 'own';
    const PolicyDocument = document({ Effect: 'Deny', Action: '*', Resource: '*' });
    const sent = await Promise.allSettled([
      client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: DENY_ALL })),
      client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: DENY_ALL })),
      client.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument })),
      client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })),
      client.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: DENY_ALL })),
      client.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })),
      client.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: TRUST })),
      client.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'a', Value: 'b' }] })),
      client.send(new UntagRoleCommand({ RoleName, TagKeys: ['a'] })),
      client.send(new AddRoleToInstanceProfileCommand({ RoleName, InstanceProfileName: RoleName })),
      client.send(new DeleteRoleCommand({ RoleName })),
    ]);
    const names = sent.map((it) => (it.status === 'rejected' ? it.reason.name : 'went through'));
    expect(names).toEqual(Array(sent.length).fill('UnmodifiableEntityException'));
  });
});

test('an instance profile holds one role, which cannot be deleted before it is taken out', async () => {
  const RoleName = 'server';
  const InstanceProfileName = 'servers';
  await client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
  const create = () => client.send(new CreateInstanceProfileCommand({ InstanceProfileName, Path: '/web/' }));
  await create();
  await expect(create()).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' });
  const add = () => client.send(new AddRoleToInstanceProfileCommand({ RoleName, InstanceProfileName }));
  await add();
  await expect(add()).rejects.toMatchObject({ name: 'LimitExceededException' });
  const { InstanceProfiles } = await client.send(new ListInstanceProfilesForRoleCommand({ RoleName }));
  expect(InstanceProfiles).toMatchObject([
    {
      InstanceProfileName,
      Arn: 'arn:aws:iam::123456789012:instance-profile/web/servers',
      Roles: [{ RoleName }],
    },
  ]);
  await expect(client.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
  });
});

test('a policy tells who has it, and as what', async () => {
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonSQSFullAccess';
  await user('holder');
  await user('limited');
  await client.send(new CreateRoleCommand({ RoleName: 'holding', AssumeRolePolicyDocument: TRUST }));
  await client.send(new AttachUserPolicyCommand({ UserName: 'holder', PolicyArn }));
  await client.send(new AttachRolePolicyCommand({ RoleName: 'holding', PolicyArn }));
  const bound = { UserName: 'limited', PermissionsBoundary: PolicyArn };
  await client.send(new PutUserPermissionsBoundaryCommand(bound));
  const holders = async (more: object) => {
    const found = await client.send(new ListEntitiesForPolicyCommand({ PolicyArn, ...more }));
    const users = found.PolicyUsers?.map(({ UserName }) => UserName) ?? [];
    return [...users, ...(found.PolicyRoles?.map(({ RoleName }) => RoleName) ?? [])];
  };
  expect(await holders({})).toEqual(['holder', 'limited', 'holding']);
  expect(await holders({ EntityFilter: 'Role' })).toEqual(['holding']);
  expect(await holders({ PolicyUsageFilter: 'PermissionsBoundary' })).toEqual(['limited']);
});

test('a policy that the sandbox does not know says that it allows everything', async () => {
  const PolicyArn = 'arn:aws:iam::aws:policy/SecurityAudit';
  const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn }));
  expect(Policy?.Description).toContain('here it allows everything');
  const version = await client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
  expect(decodeURIComponent(version.PolicyVersion?.Document ?? '')).toContain('UnknownToTheSandbox');
});

test.each([
  [{ Effect: 'Allow', Action: '*', Resource: '*', Principal: '*' }, 'should not specify a principal'],
  [{ Effect: 'Allow', Action: '*' }, 'must contain resources'],
  [{ Effect: 'Allow', Resource: '*' }, 'must contain actions'],
  [{ Effect: 'Maybe', Action: '*', Resource: '*' }, 'Syntax errors'],
  [{ Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringEqual: { a: 'b' } } }, 'StringEqual'],
  [{ Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { a: {} } } }, 'Syntax errors'],
])('a policy that IAM could not evaluate is refused: %j', async (statement, why) => {
  const put = { RoleName: 'malformed', PolicyName: 'own', PolicyDocument: document(statement) };
  const create = new CreateRoleCommand({ RoleName: 'malformed', AssumeRolePolicyDocument: TRUST });
  await client.send(create).catch((error: Error) => expect(error.name).toBe('EntityAlreadyExistsException'));
  await expect(client.send(new PutRolePolicyCommand(put))).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
    message: expect.stringContaining(why),
  });
});
