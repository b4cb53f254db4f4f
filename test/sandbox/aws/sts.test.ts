import { CreateAccessKeyCommand, CreateRoleCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFaults } from '../../../bot/sandbox/aws/faults.ts';
import { createAccounts } from '../../../bot/sandbox/aws/iam/iam-accounts.ts';
import { createSts } from '../../../bot/sandbox/aws/sts.ts';
import { type AwsServer, startAwsServer } from '../../../bot/sandbox/aws/wire/server.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const clock = { now: () => NOW };
const accountId = '123456789012';
let server: AwsServer;

beforeAll(async () => {
  const accounts = createAccounts({ clock, accountId });
  const sts = createSts({ clock, accounts });
  const services = { iam: accounts.service, sts: sts.service };
  server = await startAwsServer({ port: 0, services, faults: createFaults() });
});
afterAll(() => server.close());

function settings(accessKeyId: string) {
  const credentials = { accessKeyId, secretAccessKey: 'secret' };
  return { endpoint: server.url, region: 'us-east-1', credentials };
}

async function callerOf(accessKeyId: string) {
  const { UserId, Account, Arn } = await new STSClient(settings(accessKeyId)).send(
    new GetCallerIdentityCommand(),
  );
  return { UserId, Account, Arn };
}

test('credentials from nowhere are taken for the root user', async () => {
  expect(await callerOf('AKIAEXAMPLE')).toEqual({
    UserId: accountId,
    Account: accountId,
    Arn: 'arn:aws:iam::123456789012:root',
  });
});

test("a user's key answers for the user", async () => {
  const iam = new IAMClient(settings('AKIAEXAMPLE'));
  await iam.send(new CreateUserCommand({ UserName: 'alice' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }));
  const caller = await callerOf(AccessKey?.AccessKeyId ?? '');
  expect(caller.Arn).toBe('arn:aws:iam::123456789012:user/alice');
  const info = new GetAccessKeyInfoCommand({ AccessKeyId: AccessKey?.AccessKeyId });
  expect((await new STSClient(settings('AKIAEXAMPLE')).send(info)).Account).toBe(accountId);
});

test("an assumed role's ARN has lost the role's path", async () => {
  await new IAMClient(settings('AKIAEXAMPLE')).send(
    new CreateRoleCommand({ RoleName: 'deploy', Path: '/ci/', AssumeRolePolicyDocument: '{"Statement":[]}' }),
  );
  const sts = new STSClient(settings('AKIAEXAMPLE'));
  const RoleArn = 'arn:aws:iam::123456789012:role/ci/deploy';
  const { Credentials, AssumedRoleUser } = await sts.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'build-7', DurationSeconds: 900 }),
  );
  expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::123456789012:assumed-role/deploy/build-7');
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
  expect(Credentials?.Expiration).toEqual(new Date('2026-03-01T12:15:00Z'));
  const caller = await callerOf(Credentials?.AccessKeyId ?? '');
  expect(caller).toMatchObject({ Arn: AssumedRoleUser?.Arn, UserId: AssumedRoleUser?.AssumedRoleId });
});

test.each([
  [{ RoleArn: 'arn:aws:iam::123456789012:role/none', RoleSessionName: 'session' }, 'AccessDenied'],
  [{ RoleArn: 'arn:aws:iam::123456789012:role/ci/deploy', RoleSessionName: 'a b' }, 'ValidationError'],
  [
    {
      RoleArn: 'arn:aws:iam::123456789012:role/ci/deploy',
      RoleSessionName: 'session',
      DurationSeconds: 7_200,
    },
    'ValidationError',
  ],
])('AssumeRole refuses %j', async (input, name) => {
  const refused = new STSClient(settings('AKIAEXAMPLE')).send(new AssumeRoleCommand(input));
  await expect(refused).rejects.toMatchObject({ name });
});
