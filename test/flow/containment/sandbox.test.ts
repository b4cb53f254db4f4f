// The whole way over the sandbox, through the real adapters, queues and roles: asked for, approved, held, given back.
import {
  GetRolePolicyCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContainments } from '../../../bot/aws/containments.ts';
import type { Containment, HappeningKind, Mode } from '../../../bot/domain/containment/containment.ts';
import type { Work } from '../../../bot/domain/job.ts';
import { REVOKE_POLICY } from '../../../bot/domain/naming.ts';
import { clientOptions } from '../../../bot/entry/connect.ts';
import { addJob } from '../../support/add-job.ts';
import { ALEX, SAM } from '../../support/triage-stage.ts';
import { troubleIn } from '../../support/trouble.ts';
import { eventually, startWorld, type TestWorld } from '../../support/world.ts';

const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
/** Three containments at the same time, step after step. */
const SLOW = 180_000;
let world: TestWorld;
let iam: IAMClient;
let asked = 0;

beforeAll(async () => {
  const people = { responders: [ALEX, SAM], approvers: [ALEX, SAM], actors: {} };
  const settings = { people, answersIn: ['security-alerts'] };
  world = await startWorld(['root-usage'], { stream: false, rateLimits: false, settings });
  iam = new IAMClient(clientOptions(world.config));
});
afterAll(() => world.close());

async function ask(userId: string, work: Work, replyTo = home()): Promise<void> {
  asked += 1;
  await addJob(world, { id: `ask ${asked}`, userId, replyTo, work });
}

function home(): Parameters<typeof addJob>[1]['replyTo'] {
  return { kind: 'home' };
}

async function read(whom: string): Promise<Containment> {
  const clock = { now: () => new Date() };
  const found = await createContainments(world.clients, world.config.table, clock).listActive();
  const one = found.find(({ target }) => whom.endsWith(target.name));
  if (!one) throw new Error(`${whom} is not contained`);
  return one;
}

/** Waits until the thread has been told this line; another run may tell it. */
async function told(whom: string, kind: HappeningKind, presses: () => Promise<void>): Promise<Containment> {
  const before = await read(whom).catch(() => undefined);
  await presses();
  let latest = before;
  const look = setInterval(() => {
    read(whom).then(
      (one) => {
        latest = one;
      },
      () => undefined,
    );
  }, 50);
  try {
    return await eventually(
      world,
      () => {
        const lines = latest?.history.slice(0, latest.card?.shown ?? 0) ?? [];
        return lines.some((line) => line.kind === kind) && latest;
      },
      50,
    );
  } finally {
    clearInterval(look);
  }
}

async function contain(whom: string, mode: Mode): Promise<Containment> {
  const request = {
    kind: 'request-containment',
    whom,
    mode,
    deletePassword: false,
    reason: 'Leaked',
  } as const;
  const { id, card } = await told(whom, 'requested', () => ask(ALEX, request));
  if (!card) throw new Error('it has no card');
  const on = { kind: 'thread', channel: card.channel, threadTs: card.threadTs } as const;
  const work = { kind: 'approve-containment', containmentId: id, messageTs: card.ts } as const;
  return told(whom, 'verified', () => ask(SAM, work, on));
}

async function release({ id, card, target }: Containment): Promise<void> {
  if (!card) throw new Error('it has no card');
  const request = { kind: 'request-release', containmentId: id, reason: 'All is well' } as const;
  await told(target.name, 'release-requested', () => ask(SAM, request));
  const on = { kind: 'thread', channel: card.channel, threadTs: card.threadTs } as const;
  await ask(ALEX, { kind: 'approve-release', containmentId: id, messageTs: card.ts }, on);
  const text = () => world.slack.messages().find(({ ts }) => ts === card.ts)?.text ?? '';
  await eventually(world, () => text().includes('was released'), 50);
}

async function stateOf(UserName: string) {
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
  const { User } = await iam.send(new GetUserCommand({ UserName }));
  return {
    denied: AttachedPolicies.some(({ PolicyArn }) => PolicyArn === DENY_ALL),
    boundary: User?.PermissionsBoundary?.PermissionsBoundaryArn,
    keys: AccessKeyMetadata.map(({ Status }) => Status),
  };
}

describe.concurrent('over the sandbox', () => {
  it(
    'a user is locked out, and given back',
    async () => {
      const contained = await contain('ci-deploy', 'deny');
      expect(await stateOf('ci-deploy')).toEqual({ denied: true, boundary: undefined, keys: ['Inactive'] });
      await release(contained);
      expect(await stateOf('ci-deploy')).toEqual({ denied: false, boundary: undefined, keys: ['Active'] });
    },
    SLOW,
  );

  it(
    'a user whose quota is full is locked out by the boundary, and given back',
    async () => {
      const contained = await contain('quota-full', 'deny');
      expect(await stateOf('quota-full')).toEqual({ denied: false, boundary: DENY_ALL, keys: ['Inactive'] });
      await release(contained);
      expect(await stateOf('quota-full')).toEqual({ denied: false, boundary: undefined, keys: ['Active'] });
    },
    SLOW,
  );

  it(
    'a role’s sessions are revoked by the function that may',
    async () => {
      const contained = await contain('arn:aws:iam::123456789012:role/shop-backend', 'revoke-sessions');
      const command = new GetRolePolicyCommand({ RoleName: 'shop-backend', PolicyName: REVOKE_POLICY });
      const { PolicyDocument = '' } = await iam.send(command);
      expect(decodeURIComponent(PolicyDocument)).toContain('aws:TokenIssueTime');
      expect(contained.changes).toMatchObject([{ kind: 'sessions', state: 'made' }]);
    },
    SLOW,
  );
});

describe('the world afterwards', () => {
  it('has met no trouble', () => {
    expect(troubleIn(world)).toEqual([]);
  });
});
