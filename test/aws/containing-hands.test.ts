// What contains, against the sandbox's IAM: done once, done twice, and refused.
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createContainingHands } from '../../bot/aws/containing-hands.ts';
import { createIamFor } from '../../bot/aws/iam-for.ts';
import { createPrincipals } from '../../bot/aws/principals.ts';
import type { Target } from '../../bot/domain/containment/target.ts';
import { REVOKE_QUEUE } from '../../bot/domain/naming.ts';
import type { ContainingHands, Principals } from '../../bot/ports/aws.ts';
import { startAws, type TestAws } from '../support/aws.ts';
import { makePair, READ_BUCKETS } from '../support/iam-principals.ts';
import { target } from '../support/principal-facts.ts';

const ACCOUNT = '123456789012';
const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
let world: TestAws;
let hands: ContainingHands;
let principals: Principals;
let queueUrl = '';
let user: Target;
let role: Target;
let paused: number[];

beforeAll(async () => {
  world = await startAws();
  const { QueueUrl = '' } = await world.clients.sqs.send(new CreateQueueCommand({ QueueName: REVOKE_QUEUE }));
  queueUrl = QueueUrl;
  const iamFor = createIamFor(world.options, {
    accountId: ACCOUNT,
    role: 'trailbot-contain',
    memberAccounts: {},
  });
  const pause = async (milliseconds: number) => void paused.push(milliseconds);
  hands = createContainingHands(iamFor, world.clients, queueUrl, pause);
  principals = createPrincipals(iamFor);
});
afterAll(() => world.aws.close());
beforeEach(async () => {
  paused = [];
  ({ user, role } = await makePair(world.clients.iam));
});

const kinds = [
  ['a user', () => user],
  ['a role', () => role],
] as const;

describe('the deny', () => {
  it.each(kinds)('is attached to %s, and twice is once', async (_, whom) => {
    expect(await hands.attachDeny(whom())).toBe('attached');
    expect(await hands.attachDeny(whom())).toBe('attached');
    expect((await principals.read(whom()))?.attached).toEqual([DENY_ALL]);
  });

  it('does not fit where somebody filled the quota, and is the boundary instead', async () => {
    for (let n = 0; n < 10; n += 1) await attachAnother(user, n);
    expect(await hands.attachDeny(user)).toBe('quota');
    await hands.setDenyBoundary(user);
    expect(await principals.read(user)).toMatchObject({ boundary: DENY_ALL, attached: { length: 10 } });
  });

  it.each(kinds)('is the boundary of %s, and twice is once', async (_, whom) => {
    await hands.setDenyBoundary(whom());
    await hands.setDenyBoundary(whom());
    expect(await principals.read(whom())).toMatchObject({ boundary: DENY_ALL, attached: [] });
  });

  it.each<[string, (whom: Target) => Promise<unknown>]>([
    ['iam:AttachRolePolicy', (whom) => hands.attachDeny(whom)],
    ['iam:PutRolePermissionsBoundary', (whom) => hands.setDenyBoundary(whom)],
  ])('on a role that only AWS changes is refused for good: %s', async (action, act) => {
    world.aws.faults.add({ operation: action.slice(4), code: 'UnmodifiableEntity', times: 1 });
    await expect(act(role)).rejects.toMatchObject({
      code: 'aws_denied',
      message: expect.stringContaining(`AWS refused ${action} (UnmodifiableEntity)`),
      hint: expect.stringContaining('Identity Center'),
    });
  });

  it('for a user that is not there is an error that says where to look', async () => {
    await expect(hands.attachDeny(target('user/nobody'))).rejects.toMatchObject({
      code: 'aws_failed',
      message: expect.stringContaining('iam:AttachUserPolicy failed (NoSuchEntity)'),
      hint: expect.stringContaining('CloudTrail'),
    });
  });

  it('that the bot may not attach names what to allow', async () => {
    world.aws.faults.add({ operation: 'AttachUserPolicy', code: 'AccessDenied', status: 403, times: 1 });
    await expect(hands.attachDeny(user)).rejects.toMatchObject({
      code: 'aws_denied',
      hint: expect.stringContaining('Allow iam:AttachUserPolicy'),
    });
  });
});

async function attachAnother(whom: Target, n: number): Promise<void> {
  const { iam } = world.clients;
  const PolicyName = `filler-${whom.name}-${n}`;
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: READ_BUCKETS }));
  await iam.send(new AttachUserPolicyCommand({ UserName: whom.name, PolicyArn: Policy?.Arn }));
}

describe('an access key', () => {
  it('is made inactive, and twice is once', async () => {
    const { AccessKey } = await world.clients.iam.send(new CreateAccessKeyCommand({ UserName: user.name }));
    const id = AccessKey?.AccessKeyId ?? '';
    expect(await hands.deactivateKey(user, id)).toBe('inactive');
    expect(await hands.deactivateKey(user, id)).toBe('inactive');
    expect((await principals.read(user))?.accessKeys).toEqual([{ id, active: false }]);
  });

  it('that is not there, or whose user is not, is gone', async () => {
    expect(await hands.deactivateKey(user, 'AKIAIOSFODNN7EXAMPLE')).toBe('gone');
    expect(await hands.deactivateKey(target('user/nobody'), 'AKIAIOSFODNN7EXAMPLE')).toBe('gone');
  });
});

describe('the console password', () => {
  beforeEach(async () => {
    const profile = { UserName: user.name, Password: 'correct-Horse-7' };
    await world.clients.iam.send(new CreateLoginProfileCommand(profile));
  });

  it('is deleted once, and gone after that', async () => {
    expect((await principals.read(user))?.hasPassword).toBe(true);
    expect(await hands.deletePassword(user)).toBe('deleted');
    expect((await principals.read(user))?.hasPassword).toBe(false);
    expect(await hands.deletePassword(user)).toBe('gone');
    expect(paused).toEqual([]);
  });

  it('that somebody is just changing is deleted a moment later', async () => {
    busy(2);
    expect(await hands.deletePassword(user)).toBe('deleted');
    expect(paused).toEqual([2_000, 2_000]);
  });

  it('that stays busy is told, and left for the next try', async () => {
    const takeBack = busy(Number.POSITIVE_INFINITY);
    await expect(hands.deletePassword(user)).rejects.toMatchObject({
      code: 'aws_failed',
      message: expect.stringContaining('somebody is changing it'),
    });
    takeBack();
    expect(paused).toHaveLength(4);
    expect(await hands.deletePassword(user)).toBe('deleted');
  });

  function busy(times: number) {
    const code = 'EntityTemporarilyUnmodifiable';
    return world.aws.faults.add({ operation: 'DeleteLoginProfile', code, status: 409, times });
  }
});

describe('revoking a role’s sessions', () => {
  it('is asked of the one function that may: which role, and from when on', async () => {
    await hands.revokeSessions(role, new Date('2026-11-22T12:00:00.123Z'));
    const { Messages = [] } = await world.clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl }));
    expect(Messages.map(({ Body = '' }) => JSON.parse(Body))).toEqual([
      { roleArn: role.arn, before: '2026-11-22T12:00:00.123Z' },
    ]);
    expect(await principals.read(role)).not.toHaveProperty('revokedBefore');
  });
});
