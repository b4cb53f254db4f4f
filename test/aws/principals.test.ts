// Users and roles as the sandbox's IAM has them, and what its simulator says of them.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateInstanceProfileCommand,
  CreateLoginProfileCommand,
  DeleteUserCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  TagRoleCommand,
  TagUserCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClients } from '../../bot/aws/clients.ts';
import { createIamFor } from '../../bot/aws/iam-for.ts';
import { createPrincipals } from '../../bot/aws/principals.ts';
import type { Target } from '../../bot/domain/containment/target.ts';
import { REVOKE_POLICY } from '../../bot/domain/naming.ts';
import type { Principals } from '../../bot/ports/aws.ts';
import { startAws, type TestAws } from '../support/aws.ts';
import { makePair, policy } from '../support/iam-principals.ts';
import { target } from '../support/principal-facts.ts';

const ACCOUNT = '123456789012';
const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
let world: TestAws;
let principals: Principals;
let user: Target;
let role: Target;

beforeAll(async () => {
  world = await startAws();
  const place = { accountId: ACCOUNT, role: 'trailbot-look', memberAccounts: {} };
  principals = createPrincipals(createIamFor(world.options, place));
});
afterAll(() => world.aws.close());
beforeEach(async () => {
  ({ user, role } = await makePair(world.clients.iam));
});

const kinds = [
  ['a user', () => user],
  ['a role', () => role],
] as const;

describe('a user', () => {
  it('that has nothing is told so', async () => {
    const { id, createdAt, ...facts } = (await principals.read(user)) ?? {};
    expect(facts).toEqual({
      target: user,
      tags: {},
      attached: [],
      accessKeys: [],
      hasPassword: false,
      trusts: [],
      instanceProfiles: [],
    });
    expect(id).toMatch(/^AIDA/);
    expect(createdAt).toBeInstanceOf(Date);
  });

  it('is told with its policies, boundary, tags, keys and password', async () => {
    const { iam } = world.clients;
    const UserName = user.name;
    const [first, second] = await Promise.all([newKey(UserName), newKey(UserName)]);
    await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: second, Status: 'Inactive' }));
    await iam.send(new CreateLoginProfileCommand({ UserName, Password: 'correct-Horse-7' }));
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: READ_ONLY }));
    await iam.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: DENY_ALL }));
    await iam.send(new TagUserCommand({ UserName, Tags: [{ Key: '__proto__', Value: 'x' }] }));
    const facts = await principals.read(user);
    expect(facts).toMatchObject({ attached: [READ_ONLY], boundary: DENY_ALL, hasPassword: true });
    expect(Object.entries(facts?.tags ?? {})).toEqual([['__proto__', 'x']]);
    expect(new Map(facts?.accessKeys.map(({ id, active }) => [id, active]))).toEqual(
      new Map([
        [first, true],
        [second, false],
      ]),
    );
  });

  it('is told with when a key was used last, and without where that cannot be had', async () => {
    const id = await newKey(user.name);
    const theirs = createClients({
      ...world.options,
      credentials: { accessKeyId: id, secretAccessKey: 'x' },
    });
    await expect(theirs.iam.send(new ListUsersCommand())).rejects.toMatchObject({
      name: expect.stringContaining('AccessDenied'),
    });
    const [used] = (await principals.read(user))?.accessKeys ?? [];
    expect(used?.lastUsedAt?.getTime()).toBeGreaterThan(Date.now() - 120_000);
    fail('GetAccessKeyLastUsed', 'AccessDenied');
    expect((await principals.read(user))?.accessKeys).toEqual([{ id, active: true }]);
  });

  it('is as IAM has it: a path that somebody got wrong is put right', async () => {
    const wrong = target(`user/${user.name}`);
    expect((await principals.read(wrong))?.target).toEqual(user);
  });

  it('of another account than was asked for is an error: a name is not enough', async () => {
    const wrongPlace = { accountId: '210987654321', role: '-', memberAccounts: {} };
    const misled = createPrincipals(createIamFor(world.options, wrongPlace));
    await expect(misled.read(target(`user/ci/${user.name}`, '210987654321'))).rejects.toMatchObject({
      code: 'unexpected',
      message: expect.stringContaining(`answered with "${user.arn}"`),
    });
  });

  it('that is not there, or was deleted meanwhile, is nobody', async () => {
    expect(await principals.read(target('user/nobody'))).toBeUndefined();
    fail('ListAttachedUserPolicies', 'NoSuchEntity', 404);
    expect(await principals.read(user)).toBeUndefined();
    await world.clients.iam.send(new DeleteUserCommand({ UserName: user.name }));
    expect(await principals.read(user)).toBeUndefined();
  });

  it.each(['GetUser', 'ListAttachedUserPolicies', 'ListAccessKeys', 'GetLoginProfile'])(
    'that cannot be read is an error that names what to allow: iam:%s',
    async (operation) => {
      fail(operation, 'AccessDenied');
      await expect(principals.read(user)).rejects.toMatchObject({
        code: 'aws_denied',
        hint: expect.stringContaining(`Allow iam:${operation}`),
      });
    },
  );
});

describe('a role', () => {
  it('is told with who may assume it and how long a session lasts', async () => {
    expect(await principals.read(role)).toMatchObject({
      target: role,
      id: expect.stringMatching(/^AROA/),
      accessKeys: [],
      hasPassword: false,
      trusts: ['ec2.amazonaws.com'],
      longestSession: 3_600,
    });
    expect(await principals.read(role)).not.toHaveProperty('lastUsed');
    expect(await principals.read(role)).not.toHaveProperty('revokedBefore');
  });

  it('is told with its policies, tags and the sessions that are refused', async () => {
    const { iam } = world.clients;
    const RoleName = role.name;
    await revokeBefore('2026-11-22T12:00:00.000Z');
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: DENY_ALL }));
    await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'trailbot:protected', Value: '' }] }));
    expect(await principals.read(role)).toMatchObject({
      attached: [DENY_ALL],
      tags: { 'trailbot:protected': '' },
      revokedBefore: new Date('2026-11-22T12:00:00Z'),
    });
  });

  it('is told with all instance profiles that hold it, on however many pages', async () => {
    const { iam } = world.clients;
    const names = Array.from({ length: 102 }, (_, n) => `profile-${role.name}-${n}`);
    for (const InstanceProfileName of names) {
      await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
      const add = { InstanceProfileName, RoleName: role.name };
      await iam.send(new AddRoleToInstanceProfileCommand(add));
    }
    expect(new Set((await principals.read(role))?.instanceProfiles)).toEqual(new Set(names));
  });

  it('that is not there is nobody', async () => {
    expect(await principals.read(target('role/nobody'))).toBeUndefined();
  });
});

describe('the simulator', () => {
  it.each(kinds)('denies nothing of %s that is let alone, nor of one that has no rights', async (_, whom) => {
    expect(await principals.isDenied(whom())).toBe(false);
    await attach(whom(), READ_ONLY);
    expect(await principals.isDenied(whom())).toBe(false);
  });

  it.each(kinds)('denies %s everything by AWSDenyAll, whatever else is attached', async (_, whom) => {
    await attach(whom(), READ_ONLY);
    await attach(whom(), DENY_ALL);
    expect(await principals.isDenied(whom())).toBe(true);
  });

  it('denies a user everything by a boundary of AWSDenyAll', async () => {
    await attach(user, READ_ONLY);
    const command = { UserName: user.name, PermissionsBoundary: DENY_ALL };
    await world.clients.iam.send(new PutUserPermissionsBoundaryCommand(command));
    expect(await principals.isDenied(user)).toBe(true);
  });

  it('does not deny everything where something is denied', async () => {
    await attach(role, READ_ONLY);
    const PolicyDocument = policy({ Effect: 'Deny', Action: ['iam:*', 'ec2:*'], Resource: '*' });
    const put = { RoleName: role.name, PolicyName: 'some', PolicyDocument };
    await world.clients.iam.send(new PutRolePolicyCommand(put));
    expect(await principals.isDenied(role)).toBe(false);
  });

  it('denies a session of a role that began before the others were revoked, and no later one', async () => {
    await attach(role, READ_ONLY);
    await revokeBefore('2026-11-22T12:00:00.000Z');
    expect(await principals.isDenied(role, new Date('2026-11-22T11:59:59Z'))).toBe(true);
    expect(await principals.isDenied(role, new Date('2026-11-22T12:00:01Z'))).toBe(false);
    expect(await principals.isDenied(role)).toBe(false);
  });

  it('that may not be asked is an error that names what to allow', async () => {
    fail('SimulatePrincipalPolicy', 'AccessDenied');
    await expect(principals.isDenied(user)).rejects.toMatchObject({
      code: 'aws_denied',
      hint: expect.stringContaining('Allow iam:SimulatePrincipalPolicy'),
    });
  });
});

describe('the simulator’s answer', () => {
  const denied = { EvalDecision: 'explicitDeny' };
  const bounded = {
    EvalDecision: 'implicitDeny',
    PermissionsBoundaryDecisionDetail: '<AllowedByPermissionsBoundary>false</AllowedByPermissionsBoundary>',
  };

  it.each<[string, boolean, readonly (readonly object[])[]]>([
    ['on several pages is read to its end', true, [[denied, denied], [], [denied]]],
    ['that a boundary refuses a call is a deny', true, [[denied, bounded, bounded]]],
    ['that only nothing allows a call is none', false, [[denied, denied, { EvalDecision: 'implicitDeny' }]]],
    ['that leaves a call out is none', false, [[denied, denied]]],
  ])('%s', async (_, isDenied, pages) => {
    const server = createServer(async (request, response) => {
      const form = new URLSearchParams(await text(request));
      const page = Number(form.get('Marker') ?? 0);
      const before = pages.slice(0, page).flat().length;
      const members = (pages[page] ?? []).map((result, n) => {
        const EvalActionName = form.get(`ActionNames.member.${before + n + 1}`) ?? '';
        return `<member>${xmlOf({ EvalActionName, ...result })}</member>`;
      });
      const more = page < pages.length - 1;
      const result = {
        EvaluationResults: members.join(''),
        IsTruncated: more,
        ...(more && { Marker: page + 1 }),
      };
      const body = xmlOf({ SimulatePrincipalPolicyResult: xmlOf(result) });
      response.end(`<SimulatePrincipalPolicyResponse>${body}</SimulatePrincipalPolicyResponse>`);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const endpoint = `http://127.0.0.1:${port}`;
    const place = { accountId: ACCOUNT, role: '-', memberAccounts: {} };
    const asked = createPrincipals(createIamFor({ ...world.options, endpoint }, place));
    expect(await asked.isDenied(user)).toBe(isDenied);
    server.close();
  });

  function xmlOf(members: object): string {
    return Object.entries(members)
      .map(([name, value]) => `<${name}>${value}</${name}>`)
      .join('');
  }
});

async function attach({ kind, name }: Target, PolicyArn: string): Promise<void> {
  const { iam } = world.clients;
  await (kind === 'user'
    ? iam.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn }))
    : iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn })));
}

async function revokeBefore(time: string): Promise<void> {
  const Condition = { DateLessThan: { 'aws:TokenIssueTime': time } };
  const PolicyDocument = policy({ Effect: 'Deny', Action: ['*'], Resource: ['*'], Condition });
  const put = { RoleName: role.name, PolicyName: REVOKE_POLICY, PolicyDocument };
  await world.clients.iam.send(new PutRolePolicyCommand(put));
}

async function newKey(UserName: string): Promise<string> {
  const { AccessKey } = await world.clients.iam.send(new CreateAccessKeyCommand({ UserName }));
  return AccessKey?.AccessKeyId ?? '';
}

function fail(operation: string, code: string, status = 403): void {
  world.aws.faults.add({ service: 'iam', operation, code, status, times: 1 });
}
