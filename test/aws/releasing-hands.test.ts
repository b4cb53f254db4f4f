// What gives back, against the sandbox's IAM: exactly what was there before, and nothing that somebody else did since.
import {
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DeleteUserPermissionsBoundaryCommand,
  PutRolePermissionsBoundaryCommand,
  PutUserPermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createContainingHands } from '../../bot/aws/containing-hands.ts';
import { createIamFor } from '../../bot/aws/iam-for.ts';
import { createPrincipals } from '../../bot/aws/principals.ts';
import { createReleasingHands } from '../../bot/aws/releasing-hands.ts';
import type { Target } from '../../bot/domain/containment/target.ts';
import type { ContainingHands, Principals, ReleasingHands } from '../../bot/ports/aws.ts';
import { startAws, type TestAws } from '../support/aws.ts';
import { makePair, READ_BUCKETS } from '../support/iam-principals.ts';
import { target } from '../support/principal-facts.ts';

const ACCOUNT = '123456789012';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const POWER_USER = 'arn:aws:iam::aws:policy/PowerUserAccess';
const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const NOBODY = target('user/nobody');
let world: TestAws;
let hands: ReleasingHands;
let containing: ContainingHands;
let principals: Principals;
let user: Target;
let role: Target;

beforeAll(async () => {
  world = await startAws();
  const place = { accountId: ACCOUNT, role: 'trailbot-release', memberAccounts: {} };
  const iamFor = createIamFor(world.options, place);
  hands = createReleasingHands(iamFor);
  containing = createContainingHands(iamFor, world.clients, 'http://127.0.0.1/no-queue');
  principals = createPrincipals(iamFor);
});
afterAll(() => world.aws.close());
beforeEach(async () => {
  ({ user, role } = await makePair(world.clients.iam));
});

const kinds = [
  ['a user', () => user],
  ['a role', () => role],
] as const;

describe('the deny', () => {
  it.each(kinds)('is taken off %s, and twice is once', async (_, whom) => {
    await containing.attachDeny(whom());
    expect(await hands.detachDeny(whom())).toBe('detached');
    expect(await hands.detachDeny(whom())).toBe('detached');
    expect((await principals.read(whom()))?.attached).toEqual([]);
  });

  it.each([NOBODY, target('role/nobody')])('of somebody who is not there is gone: $arn', async (whom) => {
    expect(await hands.detachDeny(whom)).toBe('gone');
  });
});

describe('the boundary', () => {
  it.each(kinds)('of %s is taken off where there was none, and twice is once', async (_, whom) => {
    await containing.setDenyBoundary(whom());
    expect(await hands.restoreBoundary(whom(), undefined)).toBe('restored');
    expect(await hands.restoreBoundary(whom(), undefined)).toBe('restored');
    expect(await principals.read(whom())).not.toHaveProperty('boundary');
  });

  it.each(kinds)('of %s is again what it was, and twice is once', async (_, whom) => {
    await setBoundary(whom(), READ_ONLY);
    await containing.setDenyBoundary(whom());
    expect(await hands.restoreBoundary(whom(), READ_ONLY)).toBe('restored');
    expect(await hands.restoreBoundary(whom(), READ_ONLY)).toBe('restored');
    expect((await principals.read(whom()))?.boundary).toBe(READ_ONLY);
  });

  it.each([undefined, READ_ONLY])(
    'that somebody else set since stays, though %s was there before',
    async (before) => {
      await containing.setDenyBoundary(user);
      await setBoundary(user, POWER_USER);
      expect(await hands.restoreBoundary(user, before)).toBe('restored');
      expect((await principals.read(user))?.boundary).toBe(POWER_USER);
    },
  );

  it('that somebody else took off since stays off', async () => {
    await containing.setDenyBoundary(user);
    await world.clients.iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: user.name }));
    expect(await hands.restoreBoundary(user, READ_ONLY)).toBe('restored');
    expect(await principals.read(user)).not.toHaveProperty('boundary');
  });

  it('whose policy was deleted since is missed, and the deny stays rather than nothing', async () => {
    const command = new CreatePolicyCommand({ PolicyName: `old-${user.name}`, PolicyDocument: READ_BUCKETS });
    const { Policy } = await world.clients.iam.send(command);
    await containing.setDenyBoundary(user);
    await world.clients.iam.send(new DeletePolicyCommand({ PolicyArn: Policy?.Arn }));
    await expect(hands.restoreBoundary(user, Policy?.Arn)).rejects.toMatchObject({
      code: 'aws_denied',
      message: expect.stringContaining(`${Policy?.Arn}, is not there any more`),
    });
    expect((await principals.read(user))?.boundary).toBe(DENY_ALL);
  });

  it('of somebody who is not there is gone', async () => {
    expect(await hands.restoreBoundary(NOBODY, undefined)).toBe('gone');
    expect(await hands.restoreBoundary(target('role/nobody'), READ_ONLY)).toBe('gone');
  });
});

describe('an access key', () => {
  it('is active again, and twice is once', async () => {
    const { AccessKey } = await world.clients.iam.send(new CreateAccessKeyCommand({ UserName: user.name }));
    const id = AccessKey?.AccessKeyId ?? '';
    await containing.deactivateKey(user, id);
    expect(await hands.activateKey(user, id)).toBe('active');
    expect(await hands.activateKey(user, id)).toBe('active');
    expect((await principals.read(user))?.accessKeys).toMatchObject([{ id, active: true }]);
  });

  it('that is not there is gone', async () => {
    expect(await hands.activateKey(user, 'AKIAIOSFODNN7EXAMPLE')).toBe('gone');
    expect(await hands.activateKey(NOBODY, 'AKIAIOSFODNN7EXAMPLE')).toBe('gone');
  });
});

async function setBoundary({ kind, name }: Target, PermissionsBoundary: string): Promise<void> {
  const { iam } = world.clients;
  await (kind === 'user'
    ? iam.send(new PutUserPermissionsBoundaryCommand({ UserName: name, PermissionsBoundary }))
    : iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: name, PermissionsBoundary })));
}
