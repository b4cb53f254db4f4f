// IAM in the bot's own account and in a member account, over the sandbox's STS.
import { AttachRolePolicyCommand, CreateUserCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ClientOptions, createClients } from '../../bot/aws/clients.ts';
import { createIamFor } from '../../bot/aws/iam-for.ts';
import { createPrincipals } from '../../bot/aws/principals.ts';
import { type SandboxAws, startSandboxAws } from '../../bot/sandbox/aws/sandbox-aws.ts';
import { makePrincipal, policy } from '../support/iam-principals.ts';
import { target } from '../support/principal-facts.ts';
import { QUICK } from '../support/world.ts';

const HOME = '123456789012';
const MEMBER = '210987654321';
const ROLE = 'trailbot-look';
const EXTERNAL_ID = 'correct-horse-battery';
const THEIRS = target('user/ci/deploy', MEMBER);
const OURS = target('user/ci/deploy', HOME);
let aws: SandboxAws;
let options: ClientOptions;

beforeAll(async () => {
  aws = await startSandboxAws({ port: 0, pace: QUICK });
  const credentials = { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'sandbox' };
  options = { region: 'us-east-1', endpoint: aws.url, credentials };
  await makePrincipal(createClients(options).iam, OURS);
  await prepareMember();
});
afterAll(() => aws.close());
afterEach(() => {
  vi.useRealTimers();
});

/** As templates/member-account.yml does: a role that only the bot's account may take on, with the external id. */
async function prepareMember(): Promise<void> {
  const sts = new STSClient(options);
  const RoleArn = `arn:aws:iam::${MEMBER}:role/OrganizationAccountAccessRole`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'setup' }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const session = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  const { iam } = createClients({ ...options, credentials: session });
  await makePrincipal(iam, THEIRS);
  const trust = policy({
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { AWS: `arn:aws:iam::${HOME}:root` },
    Condition: { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } },
  });
  await makePrincipal(iam, target(`role/${ROLE}`, MEMBER), trust);
  const PolicyArn = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';
  await iam.send(new AttachRolePolicyCommand({ RoleName: ROLE, PolicyArn }));
}

const iamFor = (externalId = EXTERNAL_ID, changes: Partial<ClientOptions & { role: string }> = {}) =>
  createIamFor(
    { ...options, ...changes },
    { accountId: HOME, role: changes.role ?? ROLE, memberAccounts: { [MEMBER]: externalId } },
  );
const assumptions = () => aws.calls.filter(({ operation }) => operation === 'AssumeRole').length;

describe('IAM in the bot’s own account', () => {
  it('is asked with the bot’s own credentials', async () => {
    const before = assumptions();
    expect((await createPrincipals(iamFor()).read(OURS))?.target).toEqual(OURS);
    expect(assumptions()).toBe(before);
  });
});

describe('IAM in a member account', () => {
  it('is asked as the role there, which is taken on once for many calls', async () => {
    const before = assumptions();
    const principals = createPrincipals(iamFor());
    await Promise.all([principals.read(THEIRS), principals.read(THEIRS)]);
    expect((await principals.read(THEIRS))?.target).toEqual(THEIRS);
    expect(assumptions()).toBe(before + 1);
  });

  it('knows the bot by a session called trailbot, and lets it do what the role may', async () => {
    const making = iamFor()(MEMBER).send(new CreateUserCommand({ UserName: 'one-more' }));
    await expect(making).rejects.toThrow(`arn:aws:sts::${MEMBER}:assumed-role/${ROLE}/trailbot`);
  });

  it('takes the role on again when its session is about to end, after ten of fifteen minutes', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const before = assumptions();
    const principals = createPrincipals(iamFor());
    await principals.read(THEIRS);
    vi.setSystemTime(Date.now() + 9 * 60_000);
    await principals.read(THEIRS);
    expect(assumptions()).toBe(before + 1);
    vi.setSystemTime(Date.now() + 2 * 60_000);
    expect((await principals.read(THEIRS))?.target).toEqual(THEIRS);
    expect(assumptions()).toBeGreaterThan(before + 1);
  });

  it.each<[string, () => ReturnType<typeof iamFor>]>([
    ['another external id', () => iamFor('a-guess')],
    ['a role that is not there', () => iamFor(EXTERNAL_ID, { role: 'trailbot-contain' })],
  ])('that refuses the bot, by %s, is told with what to deploy', async (_, refused) => {
    await expect(createPrincipals(refused()).read(THEIRS)).rejects.toMatchObject({
      code: 'aws_denied',
      message: expect.stringContaining(`AWS refused sts:AssumeRole on arn:aws:iam::${MEMBER}:role/trailbot-`),
      hint: expect.stringContaining('templates/member-account.yml'),
    });
  });

  it('is tried again after STS had failed', async () => {
    const principals = createPrincipals(iamFor());
    aws.faults.add({ operation: 'AssumeRole', code: 'AccessDenied', status: 403, times: 1 });
    await expect(principals.read(THEIRS)).rejects.toMatchObject({ code: 'aws_denied' });
    expect((await principals.read(THEIRS))?.target).toEqual(THEIRS);
  });

  it.each([
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['eu-west-1', 'aws'],
  ])('is looked for in the partition of the Region %s', async (region, partition) => {
    const there = createPrincipals(iamFor('a-guess', { region }));
    await expect(there.read(THEIRS)).rejects.toThrow(`arn:${partition}:iam::${MEMBER}:role/${ROLE}`);
  });
});

describe('IAM in an account that is not configured', () => {
  it.each(['000000000000', '__proto__', 'constructor', ''])(
    'is refused with the template to deploy: %j',
    (accountId) => {
      expect(() => iamFor()(accountId)).toThrow(
        expect.objectContaining({
          code: 'config_missing',
          hint: expect.stringContaining('templates/member-account.yml'),
        }),
      );
    },
  );
});
