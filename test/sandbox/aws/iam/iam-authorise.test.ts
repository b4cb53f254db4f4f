import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserPermissionsBoundaryCommand,
  DetachUserPolicyCommand,
  GetAccessKeyLastUsedCommand,
  GetUserCommand,
  ListAttachedUserPoliciesCommand,
  ListUsersCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  TagUserCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandboxAws } from '../../../../bot/sandbox/aws/sandbox-aws.ts';
import { FAST } from '../../../../bot/sandbox/pace.ts';
import { ADMIN, DENY_ALL, document, type Enforcement, keysOf, startEnforcement } from './with-enforcement.ts';

const PROPAGATION = 4_000;
let world: Enforcement;

beforeAll(async () => {
  world = await startEnforcement(PROPAGATION);
});
afterAll(() => world.close());

/** A user with a key, and with what it was given enforced. */
async function person(UserName: string, ...statements: readonly object[]) {
  const root = world.iam();
  await root.send(new CreateUserCommand({ UserName, Path: '/staff/' }));
  const { AccessKey } = await root.send(new CreateAccessKeyCommand({ UserName }));
  if (statements.length > 0) {
    const PolicyDocument = document(...statements);
    await root.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument }));
  }
  world.pass(PROPAGATION);
  const keys = keysOf(AccessKey);
  return { UserName, AccessKeyId: keys.accessKeyId, keys, iam: world.iam(keys), sts: world.sts(keys), root };
}

const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };
const list = () => new ListUsersCommand({});

describe('a call of a user', () => {
  test('that no policy allows is refused in the words of AWS', async () => {
    const { iam } = await person('nobody');
    await expect(iam.send(list())).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:iam::123456789012:user/staff/nobody is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::123456789012:user/ because no identity-based policy allows the iam:ListUsers action',
      $metadata: { httpStatusCode: 403 },
    });
  });

  test('goes through when a policy allows it', async () => {
    const { iam } = await person('admin', EVERYTHING);
    await expect(iam.send(list())).resolves.toBeDefined();
  });

  test('is refused once AWSDenyAll is attached and enforced, and goes through when it is detached', async () => {
    const { iam, root, UserName } = await person('contained', EVERYTHING);
    await root.send(new AttachUserPolicyCommand({ UserName, PolicyArn: DENY_ALL }));
    const { AttachedPolicies } = await root.send(new ListAttachedUserPoliciesCommand({ UserName }));
    expect(AttachedPolicies).toHaveLength(1);
    world.pass(PROPAGATION - 1);
    await expect(iam.send(list())).resolves.toBeDefined();
    world.pass(1);
    await expect(iam.send(list())).rejects.toThrow('with an explicit deny in an identity-based policy');
    await root.send(new DetachUserPolicyCommand({ UserName, PolicyArn: DENY_ALL }));
    await expect(iam.send(list())).rejects.toThrow('explicit deny');
    world.pass(PROPAGATION);
    await expect(iam.send(list())).resolves.toBeDefined();
  });

  test('can take the deny off again before it is enforced', async () => {
    const { iam, root, UserName } = await person('fighter', EVERYTHING);
    await root.send(new AttachUserPolicyCommand({ UserName, PolicyArn: DENY_ALL }));
    world.pass(500);
    await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: DENY_ALL }));
    world.pass(PROPAGATION - 500);
    // For the half second in which the deny stood, it is enforced: no longer.
    await expect(iam.send(list())).rejects.toThrow('explicit deny');
    world.pass(500);
    await expect(iam.send(list())).resolves.toBeDefined();
  });

  test('is refused by a boundary of AWSDenyAll, and by one that does not allow it', async () => {
    const { iam, root, UserName } = await person('bounded', EVERYTHING);
    const bound = (PermissionsBoundary: string) =>
      root.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary }));
    await bound(DENY_ALL);
    world.pass(PROPAGATION);
    await expect(iam.send(list())).rejects.toThrow('with an explicit deny in a permissions boundary');
    await bound('arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess');
    world.pass(PROPAGATION);
    await expect(iam.send(list())).rejects.toThrow(
      'because no permissions boundary allows the iam:ListUsers action',
    );
    await root.send(new DeleteUserPermissionsBoundaryCommand({ UserName }));
    world.pass(PROPAGATION);
    await expect(iam.send(list())).resolves.toBeDefined();
  });

  test('with a policy that the sandbox does not know goes through', async () => {
    const { iam, root, UserName } = await person('auditor');
    await root.send(
      new AttachUserPolicyCommand({ UserName, PolicyArn: 'arn:aws:iam::aws:policy/SecurityAudit' }),
    );
    world.pass(PROPAGATION);
    await expect(iam.send(list())).resolves.toBeDefined();
  });

  test('for who it is, is never refused, but for an inactive key', async () => {
    const { sts, root, UserName, AccessKeyId } = await person('asking');
    await root.send(new AttachUserPolicyCommand({ UserName, PolicyArn: DENY_ALL }));
    world.pass(PROPAGATION);
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws:iam::123456789012:user/staff/asking');
    await root.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }));
    await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toBeDefined();
    world.pass(PROPAGATION);
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
      $metadata: { httpStatusCode: 403 },
    });
    await root.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Active' }));
    world.pass(PROPAGATION);
    await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toBeDefined();
  });

  test('works with a new key at once, and with a deleted one never again, not even as the root user', async () => {
    const { iam, root, UserName, AccessKeyId } = await person('rotating', EVERYTHING);
    const { AccessKey } = await root.send(new CreateAccessKeyCommand({ UserName }));
    await expect(world.iam(keysOf(AccessKey)).send(list())).resolves.toBeDefined();
    await root.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    await expect(iam.send(list())).resolves.toBeDefined();
    world.pass(PROPAGATION);
    await expect(iam.send(list())).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  test('is noted on its key, also when it is refused', async () => {
    const { iam, root, AccessKeyId } = await person('noted');
    const used = async () =>
      (await root.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }))).AccessKeyLastUsed;
    expect((await used())?.LastUsedDate).toBeUndefined();
    await expect(iam.send(list())).rejects.toThrow('not authorized');
    expect(await used()).toEqual({
      LastUsedDate: world.accounts.home.directory.clock.now(),
      ServiceName: 'iam',
      Region: 'us-east-1',
    });
  });
});

describe('a condition on', () => {
  const attach = (UserName: string, PolicyArn: string) =>
    new AttachUserPolicyCommand({ UserName, PolicyArn });
  const setBoundary = (UserName: string, PermissionsBoundary: string) =>
    new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary });
  const victim = async (UserName: string) => {
    await world.iam().send(new CreateUserCommand({ UserName, Path: '/staff/' }));
    return UserName;
  };

  test('iam:PolicyARN lets one policy be attached and no other', async () => {
    const target = await victim('target-1');
    const { iam } = await person('container-1', {
      Effect: 'Allow',
      Action: 'iam:AttachUserPolicy',
      Resource: 'arn:aws:iam::123456789012:user/*',
      Condition: { ArnEquals: { 'iam:PolicyARN': DENY_ALL } },
    });
    await expect(iam.send(attach(target, DENY_ALL))).resolves.toBeDefined();
    await expect(iam.send(attach(target, ADMIN))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        'iam:AttachUserPolicy on resource: arn:aws:iam::123456789012:user/staff/target-1',
      ),
    });
  });

  test('iam:PermissionsBoundary sees the boundary that is set, and the one that is to be deleted', async () => {
    const target = await victim('target-2');
    const { iam, root } = await person('container-2', {
      Effect: 'Allow',
      Action: ['iam:PutUserPermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'],
      Resource: '*',
      Condition: { ArnEquals: { 'iam:PermissionsBoundary': DENY_ALL } },
    });
    const remove = () => iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: target }));
    await expect(iam.send(setBoundary(target, ADMIN))).rejects.toMatchObject({ name: 'AccessDenied' });
    await iam.send(setBoundary(target, DENY_ALL));
    await remove();
    await root.send(setBoundary(target, ADMIN));
    await expect(remove()).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test.each(['iam:ResourceTag', 'aws:ResourceTag'])('%s sees the tags of the target', async (key) => {
    const target = await victim(`target-${key.slice(0, 3)}`);
    const { iam, root } = await person(`container-${key.slice(0, 3)}`, EVERYTHING, {
      Effect: 'Deny',
      Action: 'iam:*',
      Resource: '*',
      Condition: { Null: { [`${key}/trailbot:protected`]: 'false' } },
    });
    await expect(iam.send(attach(target, DENY_ALL))).resolves.toBeDefined();
    const Tags = [{ Key: 'trailbot:protected', Value: 'yes' }];
    await root.send(new TagUserCommand({ UserName: target, Tags }));
    await expect(iam.send(attach(target, ADMIN))).rejects.toThrow('explicit deny');
  });

  test('the caller sees its name and tags', async () => {
    const { iam, root, UserName } = await person('myself', {
      Effect: 'Allow',
      Action: 'iam:GetUser',
      Resource: `arn:aws:iam::*:user/staff/${['$', '{aws:username}'].join('')}`,
      Condition: {
        StringEquals: { 'aws:PrincipalTag/team': 'red' },
        IpAddress: { 'aws:SourceIp': '127.0.0.0/8' },
      },
    });
    await expect(iam.send(new GetUserCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
    await root.send(new TagUserCommand({ UserName, Tags: [{ Key: 'team', Value: 'red' }] }));
    await expect(iam.send(new GetUserCommand({}))).resolves.toBeDefined();
    await expect(iam.send(new GetUserCommand({ UserName: 'admin' }))).rejects.toThrow('user/staff/admin');
  });

  test('a role names it with its path', async () => {
    await world
      .iam()
      .send(
        new CreateRoleCommand({ RoleName: 'deploy', Path: '/ci/', AssumeRolePolicyDocument: document() }),
      );
    const { iam } = await person('role-changer');
    await expect(
      iam.send(new AttachRolePolicyCommand({ RoleName: 'deploy', PolicyArn: ADMIN })),
    ).rejects.toThrow('on resource: arn:aws:iam::123456789012:role/ci/deploy because');
  });
});

test('every service refuses a contained user and an inactive key with its own error', async () => {
  const aws = await startSandboxAws({ port: 0, pace: { ...FAST, iamPropagation: () => 0 } });
  aws.iam.service.CreateUser?.(
    { UserName: 'mallory' },
    { service: 'iam', operation: '', region: '', accessKeyId: '' },
  );
  aws.iam.plantAccessKey('mallory', 'AKIA4EXAMPLEMALLORY1');
  const credentials = { accessKeyId: 'AKIA4EXAMPLEMALLORY1', secretAccessKey: 'secret' };
  const config = { endpoint: aws.url, region: 'us-east-1', credentials, maxAttempts: 1 };
  const errors = async () => {
    const sent = await Promise.allSettled([
      new S3Client({ ...config, forcePathStyle: true }).send(new ListBucketsCommand({})),
      new DynamoDBClient(config).send(new ListTablesCommand({})),
      new CloudWatchLogsClient(config).send(new DescribeLogGroupsCommand({})),
      new SQSClient(config).send(new ListQueuesCommand({})),
      new SNSClient(config).send(new ListTopicsCommand({})),
    ]);
    return sent.map((it) => (it.status === 'rejected' ? it.reason.name : 'went through'));
  };
  const user = aws.iam.directory.users.get('mallory');
  user?.attached.add(ADMIN);
  expect(await errors()).toEqual(Array(5).fill('went through'));
  user?.attached.add(DENY_ALL);
  expect(await errors()).toEqual([
    'AccessDenied',
    'AccessDeniedException',
    'AccessDeniedException',
    'AccessDenied',
    'AuthorizationErrorException',
  ]);
  const key = user?.keys.get('AKIA4EXAMPLEMALLORY1');
  if (key !== undefined) key.status = 'Inactive';
  expect(await errors()).toEqual([
    'InvalidAccessKeyId',
    'UnrecognizedClientException',
    'UnrecognizedClientException',
    'InvalidClientTokenId',
    'InvalidClientTokenId',
  ]);
  await aws.close();
});
