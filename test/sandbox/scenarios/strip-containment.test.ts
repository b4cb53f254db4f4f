import { setTimeout as sleep } from 'node:timers/promises';
import {
  AttachUserPolicyCommand,
  CreateUserCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  PutUserPermissionsBoundaryCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type SandboxAws, startSandboxAws } from '../../../bot/sandbox/aws/sandbox-aws.ts';
import { FAST } from '../../../bot/sandbox/pace.ts';
import { playScenario } from '../../../bot/sandbox/scenarios/play-scenario.ts';
import { scenarios } from '../../../bot/sandbox/scenarios/scenarios.ts';
import { stripContainment } from '../../../bot/sandbox/scenarios/strip-containment.ts';
import { PATIENT } from '../../support/patience.ts';

/** Milliseconds until what IAM is told holds: with two rounds of it the attacker wins the race. */
let propagation = 1_000;
let ahead = 0;
/** While the time stands still nothing that is attached ever holds: then the attacker wins, however slow the machine is. */
let standsAt: number | undefined;
const pace = { ...FAST, iamPropagation: () => propagation };
const clock = { now: () => new Date((standsAt ?? Date.now()) + ahead) };
const UserName = 'ops-legacy';
const KEY = 'AKIAOPSLEGACY';
const SPARE = 'AKIAOPSSPARE';
const PolicyArn = 'arn:aws:iam::aws:policy/AWSDenyAll';
const FENCE = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

let aws: SandboxAws;
let iam: IAMClient;
let closing: AbortController;

beforeEach(async () => {
  aws = await startSandboxAws({ port: 0, pace, clock });
  const credentials = { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'sandbox' };
  iam = new IAMClient({ endpoint: aws.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(
    new AttachUserPolicyCommand({ UserName, PolicyArn: 'arn:aws:iam::aws:policy/IAMFullAccess' }),
  );
  for (const id of [KEY, SPARE]) aws.iam.plantAccessKey(UserName, id);
  closing = new AbortController();
  propagation = 1_000;
  standsAt = Date.now();
  // What was made so far holds.
  ahead += 10_000;
});
afterEach(async () => {
  closing.abort();
  iam.destroy();
  await aws.close();
});

function attack(): Promise<void> {
  return stripContainment(
    { endpoint: aws.url, closed: closing.signal },
    { userName: UserName, accessKeyId: KEY },
  );
}

async function attached() {
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
  return AttachedPolicies.map((it) => it.PolicyName);
}

async function keys() {
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
  return AccessKeyMetadata.map((it) => it.Status);
}

async function boundary() {
  const { User } = await iam.send(new GetUserCommand({ UserName }));
  return User?.PermissionsBoundary?.PermissionsBoundaryArn;
}

/** The attacker takes it off once, for sure; from then on time goes by. */
async function winOnce(): Promise<void> {
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  await vi.waitFor(() => expect(called('DetachUserPolicy')).toBeGreaterThan(0), PATIENT);
  standsAt = undefined;
}

const called = (operation: string) => aws.calls.filter((it) => it.operation === operation).length;

describe('the attacker who fights back', () => {
  test('makes a key active again, and goes on', async () => {
    const ended = attack();
    for (let round = 0; round < 2; round += 1) {
      await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: SPARE, Status: 'Inactive' }));
      await vi.waitFor(async () => expect(await keys()).toEqual(['Active', 'Active']), PATIENT);
    }
    closing.abort();
    await ended;
  });

  test('takes the policy off, and a boundary that denies everything', async () => {
    const ended = attack();
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    await vi.waitFor(async () => expect(await attached()).toEqual(['IAMFullAccess']), PATIENT);
    const deny = new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: PolicyArn });
    await iam.send(deny);
    await vi.waitFor(async () => expect(await boundary()).toBeUndefined(), PATIENT);
    closing.abort();
    await ended;
  });

  test('leaves a boundary alone that is no containment', async () => {
    await iam.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: FENCE }));
    const ended = attack();
    await vi.waitFor(() => expect(called('ListAccessKeys')).toBeGreaterThan(1), PATIENT);
    expect(await boundary()).toBe(FENCE);
    expect(await attached()).toEqual(['IAMFullAccess']);
    closing.abort();
    await ended;
  });

  test('gives up when what was attached holds', async () => {
    propagation = 0;
    const ended = attack();
    await vi.waitFor(() => expect(called('GetUser')).toBeGreaterThan(0), PATIENT);
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    await ended;
    expect(closing.signal.aborted).toBe(false);
    expect(await attached()).toEqual(['IAMFullAccess', 'AWSDenyAll']);
  });

  test('loses against somebody who attaches faster than it takes off', async () => {
    let isOver = false;
    const ended = attack().then(() => {
      isOver = true;
    });
    await winOnce();
    while (!isOver) {
      await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
      await sleep(100);
    }
    await ended;
    expect(await attached()).toContain('AWSDenyAll');
  });

  test('loses also where IAM takes three times as long as its beat, and does not fight for ever', async () => {
    propagation = 1_500;
    let isOver = false;
    const ended = attack().then(() => {
      isOver = true;
    });
    await winOnce();
    const began = performance.now();
    while (!isOver && performance.now() - began < 40_000) {
      if (!(await attached()).includes('AWSDenyAll')) {
        await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
      }
      await sleep(250);
    }
    expect(isOver).toBe(true);
    await ended;
  });

  test('gets in late where IAM does not know the user yet, and goes on then', async () => {
    const { service } = aws.iam;
    const late = 'ops-late';
    const call = { service: 'iam', operation: 'CreateUser', region: 'us-east-1', accessKeyId: '' };
    service.CreateUser?.({ UserName: late }, call);
    aws.iam.plantAccessKey(late, 'AKIAOPSLATE');
    const ended = stripContainment(
      { endpoint: aws.url, closed: closing.signal },
      { userName: late, accessKeyId: 'AKIAOPSLATE' },
    );
    await vi.waitFor(() => expect(called('ListAttachedUserPolicies')).toBeGreaterThan(4), PATIENT);
    expect(called('GetUser')).toBe(0);
    service.AttachUserPolicy?.(
      { UserName: late, PolicyArn: 'arn:aws:iam::aws:policy/IAMFullAccess' },
      { ...call, operation: 'AttachUserPolicy' },
    );
    ahead += 10_000;
    await vi.waitFor(() => expect(called('GetUser')).toBeGreaterThan(0), PATIENT);
    closing.abort();
    await ended;
  });

  test('gives up after three refused calls in a row, and not before', async () => {
    const refuse = (times: number) =>
      aws.faults.add({
        service: 'iam',
        operation: 'ListAttachedUserPolicies',
        code: 'AccessDenied',
        status: 403,
        times,
      });
    refuse(2);
    const ended = attack();
    await vi.waitFor(() => expect(called('GetUser')).toBeGreaterThan(0), PATIENT);
    refuse(3);
    await ended;
    expect(closing.signal.aborted).toBe(false);
    // Two refused, one answered that set the count back, three refused.
    expect(called('ListAttachedUserPolicies')).toBeGreaterThanOrEqual(6);
  });

  test('is over with the sandbox, and says so when the sandbox is gone without a word', async () => {
    closing.abort();
    await attack();
    expect(aws.calls).not.toContainEqual(expect.objectContaining({ operation: 'GetUser' }));
    const nowhere = { endpoint: 'http://127.0.0.1:1', closed: new AbortController().signal };
    const lost = stripContainment(nowhere, { userName: UserName, accessKeyId: KEY });
    await expect(lost).rejects.toThrow('ECONNREFUSED');
  });

  test('comes with the scenario when its world is live', async () => {
    const [{ name: UserName = '', accessKeyIds: [id = ''] = [] } = {}] =
      scenarios.find((it) => it.id === 'fights-back')?.principals ?? [];
    const delivered: unknown[] = [];
    const trail = {
      remember: () => undefined,
      deliver: async (records: readonly object[]) => void delivered.push(...records),
    };
    aws.iam.plantAccessKey(UserName, id);
    const played = playScenario('fights-back', trail, {
      live: { endpoint: aws.url, closed: closing.signal },
    });
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    await vi.waitFor(async () => expect(await attached()).toEqual(['IAMFullAccess']), PATIENT);
    await played;
    expect(delivered.length).toBeGreaterThan(5);
  });
});
