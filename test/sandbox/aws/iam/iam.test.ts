import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  DetachUserPolicyCommand,
  GetAccessKeyLastUsedCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  TagUserCommand,
  UntagUserCommand,
  UpdateAccessKeyCommand,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFaults } from '../../../../bot/sandbox/aws/faults.ts';
import { createIam } from '../../../../bot/sandbox/aws/iam/iam.ts';
import { type AwsServer, startAwsServer } from '../../../../bot/sandbox/aws/wire/server.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';

let server: AwsServer;
let client: IAMClient;

beforeAll(async () => {
  const iam = createIam({ clock: { now: () => NOW }, accountId: '123456789012' });
  server = await startAwsServer({ port: 0, services: { iam: iam.service }, faults: createFaults() });
  client = clientFor('AKIAEXAMPLE');
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

function clientFor(accessKeyId: string): IAMClient {
  return new IAMClient({
    endpoint: server.url,
    region: 'us-east-1',
    // The SDK takes LimitExceeded for throttling and would ask again.
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: 'secret' },
  });
}

async function user(UserName: string): Promise<string> {
  await client.send(new CreateUserCommand({ UserName }));
  return UserName;
}

describe('a user', () => {
  test('has the id, path and ARN of IAM', async () => {
    const command = new CreateUserCommand({
      UserName: 'alice',
      Path: '/staff/',
      Tags: [{ Key: 'team', Value: 'payments & co' }],
    });
    const { User } = await client.send(command);
    expect(User).toEqual({
      Path: '/staff/',
      UserName: 'alice',
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      Arn: 'arn:aws:iam::123456789012:user/staff/alice',
      CreateDate: NOW,
      Tags: [{ Key: 'team', Value: 'payments & co' }],
    });
    expect((await client.send(new GetUserCommand({ UserName: 'alice' }))).User).toEqual(User);
  });

  test('is listed by path and page, without tags', async () => {
    for (const UserName of ['zoe', 'yan', 'xu']) {
      await client.send(
        new CreateUserCommand({ UserName, Path: '/paged/', Tags: [{ Key: 'a', Value: 'b' }] }),
      );
    }
    const first = await client.send(new ListUsersCommand({ PathPrefix: '/paged/', MaxItems: 2 }));
    expect(first.IsTruncated).toBe(true);
    const rest = await client.send(
      new ListUsersCommand({ PathPrefix: '/paged/', MaxItems: 2, Marker: first.Marker }),
    );
    expect([...(first.Users ?? []), ...(rest.Users ?? [])].map((it) => [it.UserName, it.Tags])).toEqual([
      ['xu', undefined],
      ['yan', undefined],
      ['zoe', undefined],
    ]);
    expect(rest.IsTruncated).toBe(false);
  });

  test('keeps its tags', async () => {
    const UserName = await user('tagged');
    const Tags = [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ];
    await client.send(new TagUserCommand({ UserName, Tags }));
    await client.send(new UntagUserCommand({ UserName, TagKeys: ['a'] }));
    const listed = await client.send(new ListUserTagsCommand({ UserName }));
    expect(listed.Tags).toEqual([{ Key: 'b', Value: '2' }]);
  });

  test('can only be deleted once nothing hangs on it', async () => {
    const UserName = await user('bound');
    const { AccessKey } = await client.send(new CreateAccessKeyCommand({ UserName }));
    await client.send(new AttachUserPolicyCommand({ UserName, PolicyArn: DENY_ALL }));
    const remove = () => client.send(new DeleteUserCommand({ UserName }));
    await expect(remove()).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must delete access keys first.',
    });
    await client.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: AccessKey?.AccessKeyId }));
    await expect(remove()).rejects.toThrow('must detach all policies first');
    await client.send(new DetachUserPolicyCommand({ UserName, PolicyArn: DENY_ALL }));
    await remove();
    await expect(client.send(new GetUserCommand({ UserName }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The user with name bound cannot be found.',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('is refused under a name that is taken, in any case, or that IAM does not take', async () => {
    await user('Taken');
    await expect(user('taken')).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' });
    await expect(user('no spaces')).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(user('x'.repeat(65))).rejects.toThrow('length less than or equal to 64');
  });

  test('has a password until it is taken away', async () => {
    const UserName = await user('console');
    const get = () => client.send(new GetLoginProfileCommand({ UserName }));
    await expect(get()).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'Login Profile for User console cannot be found.',
    });
    const create = (Password: string) => client.send(new CreateLoginProfileCommand({ UserName, Password }));
    await expect(create('short')).rejects.toMatchObject({ name: 'PasswordPolicyViolationException' });
    await create('Correct-Horse-9');
    await expect(create('Correct-Horse-9')).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' });
    await client.send(new UpdateLoginProfileCommand({ UserName, PasswordResetRequired: true }));
    expect((await get()).LoginProfile).toEqual({ UserName, CreateDate: NOW, PasswordResetRequired: true });
    await client.send(new DeleteLoginProfileCommand({ UserName }));
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});

describe('an access key', () => {
  test('is given out once, switched off and deleted', async () => {
    const UserName = await user('keyed');
    const { AccessKey } = await client.send(new CreateAccessKeyCommand({ UserName }));
    const AccessKeyId = AccessKey?.AccessKeyId;
    expect(AccessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(AccessKey?.SecretAccessKey).toHaveLength(40);
    await client.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }));
    const list = async () => (await client.send(new ListAccessKeysCommand({ UserName }))).AccessKeyMetadata;
    expect(await list()).toEqual([{ UserName, AccessKeyId, Status: 'Inactive', CreateDate: NOW }]);
    const used = await client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
    expect(used).toMatchObject({ UserName, AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' } });
    await client.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    expect(await list()).toEqual([]);
    const gone = client.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Active' }));
    await expect(gone).rejects.toThrow(`The Access Key with id ${AccessKeyId} cannot be found.`);
  });

  test('says who its owner is when a call names no user', async () => {
    const UserName = await user('self');
    const { AccessKey } = await client.send(new CreateAccessKeyCommand({ UserName }));
    const own = clientFor(AccessKey?.AccessKeyId ?? '');
    expect((await own.send(new GetUserCommand({}))).User?.UserName).toBe('self');
    own.destroy();
    await expect(client.send(new GetUserCommand({}))).rejects.toThrow(
      'Must specify userName when calling with non-User credentials',
    );
  });

  test('is one of two at most', async () => {
    const UserName = await user('two-keys');
    const create = () => client.send(new CreateAccessKeyCommand({ UserName }));
    await create();
    await create();
    await expect(create()).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
  });
});
