import {
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { containPolicy, lookPolicy } from '../../../bot/domain/containment/role-policies.ts';
import { permissionsOf } from '../../../bot/domain/deployment/permissions.ts';
import type { ContainmentSettings } from '../../../bot/domain/settings.ts';
import { createIam, type Iam } from '../../../bot/sandbox/aws/iam/iam.ts';
import { MEMBER_ACCOUNT_ID } from '../../../bot/sandbox/aws/iam/iam-accounts.ts';
import { type SandboxAws, startSandboxAws } from '../../../bot/sandbox/aws/sandbox-aws.ts';
import { FAST } from '../../../bot/sandbox/pace.ts';
import {
  provisionBotRoles,
  type RoleCredentials,
} from '../../../bot/sandbox/provision/provision-bot-roles.ts';
import { PLACE } from '../../support/permission-place.ts';

const accountId = '123456789012';
const breakGlass = [`arn:aws:iam::${accountId}:user/break-glass`];
const containment: ContainmentSettings = {
  breakGlass,
  onePersonWhenCritical: false,
  memberAccounts: { [MEMBER_ACCOUNT_ID]: 'an-external-id' },
};

let aws: SandboxAws;
let clients: { iam: IAMClient; sts: STSClient };
let sessions: RoleCredentials;

beforeAll(async () => {
  aws = await startSandboxAws({ port: 0, pace: FAST });
  const credentials = { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'sandbox' };
  const options = { endpoint: aws.url, region: 'us-east-1', credentials };
  clients = { iam: new IAMClient(options), sts: new STSClient(options) };
  sessions = await provision();
});
afterAll(async () => {
  for (const client of Object.values(clients)) client.destroy();
  await aws.close();
});

function provision(settings = containment, memberIam = aws.iamOf(MEMBER_ACCOUNT_ID).service) {
  return provisionBotRoles(clients, { accountId, region: 'us-east-1', containment: settings, memberIam });
}

function documentOf(encoded: string | undefined): unknown {
  return JSON.parse(decodeURIComponent(encoded ?? ''));
}

describe('the roles of the functions that change IAM', () => {
  test.each(['contain', 'release', 'revoke'] as const)('%s: a session of its own', async (hand) => {
    const sts = new STSClient({ endpoint: aws.url, region: 'us-east-1', credentials: sessions[hand] });
    const { Arn } = await sts.send(new GetCallerIdentityCommand());
    sts.destroy();
    expect(Arn).toBe(`arn:aws:sts::${accountId}:assumed-role/trailbot-${hand}/trailbot-${hand}`);
    expect(sessions[hand].sessionToken).not.toBe('');
  });

  test('are assumed by Lambda alone, and only inline policies say what they may', async () => {
    const RoleName = 'trailbot-contain';
    const { Role } = await clients.iam.send(new GetRoleCommand({ RoleName }));
    expect(Role?.MaxSessionDuration).toBe(43_200);
    expect(documentOf(Role?.AssumeRolePolicyDocument)).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] }, Action: 'sts:AssumeRole' },
      ],
    });
    const { AttachedPolicies } = await clients.iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    expect(AttachedPolicies ?? []).toEqual([]);
    const { PolicyNames } = await clients.iam.send(new ListRolePoliciesCommand({ RoleName }));
    expect(PolicyNames).toEqual(['permissions']);
    const { PolicyDocument } = await clients.iam.send(
      new GetRolePolicyCommand({ RoleName, PolicyName: 'permissions' }),
    );
    // The same as deployed; the sandbox's topics are not encrypted.
    expect(documentOf(PolicyDocument)).toEqual(
      permissionsOf('contain', { ...PLACE, containment, topicKeyArn: undefined }),
    );
  });

  test('can be made again, with sessions of their own', async () => {
    const again = await provision();
    expect(again.contain.accessKeyId).not.toBe(sessions.contain.accessKeyId);
  });
});

describe('the roles in the member account', () => {
  const botRoles = ({ directory }: Iam) =>
    [...directory.roles.keys()].filter((name) => name.startsWith('trailbot-')).sort();
  const roleOf = (name: string) => aws.iamOf(MEMBER_ACCOUNT_ID).directory.roles.get(name);

  test('are four, and trust the role of the same name here with the external id of the settings', () => {
    expect(botRoles(aws.iamOf(MEMBER_ACCOUNT_ID))).toEqual([
      'trailbot-contain',
      'trailbot-look',
      'trailbot-release',
      'trailbot-revoke',
    ]);
    expect(JSON.parse(roleOf('trailbot-contain')?.trustPolicy ?? '')).toMatchObject({
      Statement: [
        {
          Principal: { AWS: [`arn:aws:iam::${accountId}:role/trailbot-contain`] },
          Condition: { StringEquals: { 'sts:ExternalId': 'an-external-id' } },
        },
      ],
    });
  });

  test('may do there what they may do here, without going on to other accounts', () => {
    const place = { partition: 'aws', accountId: MEMBER_ACCOUNT_ID, breakGlass };
    const inline = (name: string) => [...(roleOf(name)?.inline.values() ?? [])].map((it) => JSON.parse(it));
    expect(inline('trailbot-contain')).toEqual([containPolicy(place)]);
    expect(inline('trailbot-look')).toEqual([lookPolicy(place)]);
  });

  test('can be assumed by the role of the same name with the external id, and by nobody else', async () => {
    // Not at once: IAM takes a while to enforce what it was told.
    const later = await startSandboxAws({ port: 0, pace: { ...FAST, iamPropagation: () => 0 } });
    const region = 'us-east-1';
    const root = { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'sandbox' };
    const own = { iam: new IAMClient({ endpoint: later.url, region, credentials: root }) };
    const sts = new STSClient({ endpoint: later.url, region, credentials: root });
    const memberIam = later.iamOf(MEMBER_ACCOUNT_ID).service;
    const made = await provisionBotRoles({ ...own, sts }, { accountId, region, containment, memberIam });
    const assume = async (as: object, ExternalId?: string) => {
      const client = new STSClient({ endpoint: later.url, region, ...as });
      const RoleArn = `arn:aws:iam::${MEMBER_ACCOUNT_ID}:role/trailbot-contain`;
      const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test', ExternalId });
      return (await client.send(command).finally(() => client.destroy())).AssumedRoleUser?.Arn;
    };
    const there = `arn:aws:sts::${MEMBER_ACCOUNT_ID}:assumed-role/trailbot-contain/test`;
    expect(await assume({ credentials: made.contain }, 'an-external-id')).toBe(there);
    await expect(assume({ credentials: made.contain })).rejects.toThrow('not authorized');
    await expect(assume({ credentials: made.contain }, 'guessed')).rejects.toThrow('not authorized');
    await expect(assume({ credentials: made.release }, 'an-external-id')).rejects.toThrow('not authorized');
    own.iam.destroy();
    sts.destroy();
    await later.close();
  });

  test('take a changed external id over', async () => {
    await provision({ ...containment, memberAccounts: { [MEMBER_ACCOUNT_ID]: 'another-id' } });
    expect(roleOf('trailbot-look')?.trustPolicy).toContain('another-id');
  });

  test('are not made where the settings do not name the account', async () => {
    const untouched = createIam({ clock: { now: () => new Date() }, accountId: MEMBER_ACCOUNT_ID });
    await provision({ ...containment, memberAccounts: {} }, untouched.service);
    expect(botRoles(untouched)).toEqual([]);
  });
});
