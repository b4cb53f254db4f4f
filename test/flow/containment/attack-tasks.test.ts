// Messages on the hand queues that nobody approved, that come late, or that come twice: they lock nobody out, and free nobody.
import { describe, expect, it } from 'vitest';
import { formatHandTask, type HandTask } from '../../../bot/domain/containment/hand-task.ts';
import { runContain } from '../../../bot/flow/containment/run-contain.ts';
import { ACCOUNT } from '../../support/alert-fixtures.ts';
import {
  ALEX,
  type ContainmentStage,
  containmentStage,
  KEY,
  REQUEST,
  SAM,
} from '../../support/containment-stage.ts';
import { contain, release } from '../../support/containment-story.ts';

const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const SETTINGS = { breakGlass: [], onePersonWhenCritical: false, memberAccounts: {} };

/** As whoever may write to the containment queue would have it done. */
function forge(
  { clock, store, iam }: ContainmentStage,
  kind: HandTask['kind'],
  containmentId: string,
  look = 0,
) {
  const nothing = async () => undefined;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return runContain(formatHandTask({ kind, containmentId, look }), {
    clock,
    log,
    accountId: ACCOUNT,
    containment: SETTINGS,
    claims: store.claims,
    containments: store.containments,
    principals: iam.principals,
    hands: iam.containing,
    later: { schedule: nothing },
    queue: { add: nothing },
    pause: async (milliseconds) => clock.advance(milliseconds),
  });
}

/** What is decided about the request, and how many minutes ago that was. */
const FREE: Readonly<Record<string, (stage: ContainmentStage) => Promise<void>>> = {
  'that waits for its approval': async () => undefined,
  'that was declined': async (stage) => {
    const { id, card } = await stage.containment();
    stage.ask(SAM, { kind: 'decline-containment', containmentId: id, messageTs: card?.ts ?? '' });
    await stage.pass(1);
  },
  'that lapsed': (stage) => stage.pass(20),
  'that was approved, and not carried out in time': async (stage) => {
    const { id, card } = await stage.containment();
    stage.ask(SAM, { kind: 'approve-containment', containmentId: id, messageTs: card?.ts ?? '' });
    await stage.pass(15);
  },
};

describe('a forged message on the containment queue', () => {
  it.each(Object.entries(FREE))('changes nothing for a request %s', async (_title, decide) => {
    const stage = containmentStage({ contains: false });
    stage.ask(ALEX, REQUEST);
    await stage.pass(1);
    await decide(stage);
    const { id } = await stage.containment();
    await forge(stage, 'apply', id);
    await forge(stage, 'verify', id);
    expect(stage.iam.facts).toMatchObject({ attached: [], accessKeys: [{ id: KEY, active: true }, {}] });
  });

  it('does not contain again who was released', async () => {
    const stage = containmentStage();
    await contain(stage);
    await release(stage);
    const { id, state } = await stage.containment();
    expect(state).toBe('released');
    for (const look of [0, 7, 20]) {
      await forge(stage, 'apply', id, look);
      await forge(stage, 'verify', id, look);
    }
    expect(stage.iam.facts).toMatchObject({ attached: [], accessKeys: [{ id: KEY, active: true }, {}] });
    expect((await stage.containment()).history.at(-1)?.kind).toBe('released');
  });

  it('asks for no release there: that is another function', async () => {
    const stage = containmentStage();
    await contain(stage);
    const { id } = await stage.containment();
    await expect(forge(stage, 'release', id)).rejects.toThrow('could not be read');
  });

  it('puts back nothing while an approved release is carried out', async () => {
    const stage = containmentStage();
    await contain(stage);
    stage.releases = false;
    await release(stage);
    const { id } = await stage.containment();
    stage.iam.facts = stage.iam.facts && { ...stage.iam.facts, attached: [] };
    await forge(stage, 'verify', id, 20);
    expect(stage.iam.facts?.attached).toEqual([]);
  });
});

describe('a forged message on the release queue', () => {
  it('frees nobody whose release nobody asked for, or nobody approved', async () => {
    const stage = containmentStage();
    await contain(stage);
    const { id } = await stage.containment();
    await stage.giveBack(id);
    expect(stage.iam.facts?.attached).toEqual([DENY_ALL]);
    stage.ask(ALEX, { kind: 'request-release', containmentId: id, reason: 'Forged' });
    await stage.pass(1);
    await stage.giveBack(id);
    expect(stage.iam.facts).toMatchObject({ attached: [DENY_ALL], accessKeys: [{ active: false }, {}] });
  });
});
