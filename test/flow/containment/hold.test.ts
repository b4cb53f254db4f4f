// Holding a containment against somebody who does not give up: what is said of a fight, and what is remembered from before.
import { describe, expect, it } from 'vitest';
import type { HappeningKind } from '../../../bot/domain/containment/containment.ts';
import {
  ALEX,
  type ContainmentStage,
  containmentStage,
  REQUEST,
  SAM,
} from '../../support/containment-stage.ts';
import { contain, expectTold, release } from '../../support/containment-story.ts';

const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const OWN = 'arn:aws:iam::123456789012:policy/staff';
const HALF_SECOND_MS = 500;

const kinds = async (stage: ContainmentStage): Promise<readonly HappeningKind[]> =>
  (await stage.containment()).history.map(({ kind }) => kind);

/** Takes policy and boundary off every half second of the bot's waiting, so many times at most. */
function strip(stage: ContainmentStage, most: number): void {
  let last = 0;
  let times = 0;
  stage.attacks.push(() => {
    const now = stage.clock.now().getTime();
    if (times >= most || now - last < HALF_SECOND_MS || !isDenied(stage)) return;
    last = now;
    times += 1;
    takeOff(stage);
  });
}

const isDenied = ({ iam: { facts } }: ContainmentStage): boolean =>
  facts?.attached.includes(DENY_ALL) === true || facts?.boundary === DENY_ALL;

function takeOff({ iam }: ContainmentStage): void {
  if (!iam.facts) return;
  const { boundary: _any, ...facts } = iam.facts;
  iam.facts = { ...facts, attached: [] };
}

describe('a fight that is not won within a look', () => {
  it('from the start is applied, and said to be fought over, with what ends it: never verified', async () => {
    const stage = containmentStage();
    strip(stage, Number.POSITIVE_INFINITY);
    await contain(stage);
    const told = await kinds(stage);
    expect(told.slice(0, 5)).toEqual(['requested', 'approved', 'applied', 'stripped', 'unverified']);
    expect(told).not.toContain('verified');
    expect((await stage.containment()).history[4]).toMatchObject({
      why: expect.stringContaining('45 seconds'),
    });
    expect(stage.card()?.texts.at(-1)).toContain('takes the containment off as fast as it is put back');
    expect(stage.store.incident.containments).toMatchObject([{ verified: false, trouble: 'fought' }]);
    await expectTold(stage);
    stage.attacks.length = 0;
    await stage.pass(60);
    expect((await kinds(stage)).at(-1)).toBe('verified');
    expect(stage.iam.facts?.attached).toEqual([DENY_ALL]);
    expect(stage.store.incident.containments?.[0]).not.toHaveProperty('trouble');
  });

  it('begun later takes the word verified back', async () => {
    const stage = containmentStage();
    await contain(stage);
    const before = (await kinds(stage)).length;
    takeOff(stage);
    strip(stage, Number.POSITIVE_INFINITY);
    await stage.pass(60);
    expect((await kinds(stage)).slice(before)).toContain('unverified');
    expect((await kinds(stage)).slice(before)).not.toContain('verified');
    expect(stage.card()?.texts.at(-1)).not.toContain('locked out');
  });
});

describe('a second lock', () => {
  it('gives back the boundary that was there at first, not what somebody left in its place', async () => {
    const stage = containmentStage({ facts: { boundary: OWN } });
    strip(stage, 4);
    await contain(stage);
    expect(stage.iam.facts).toMatchObject({ attached: [DENY_ALL], boundary: DENY_ALL });
    await release(stage);
    expect(stage.iam.facts).toMatchObject({ attached: [], boundary: OWN });
  });

  it('gives back no boundary where there was none', async () => {
    const stage = containmentStage();
    strip(stage, 4);
    await contain(stage);
    expect(stage.iam.facts?.boundary).toBe(DENY_ALL);
    await release(stage);
    expect(stage.iam.facts?.boundary).toBeUndefined();
  });
});

describe('sessions that somebody else had revoked, with a date ahead', () => {
  it('are held as if revoked by the bot', async () => {
    const whom = 'arn:aws:iam::123456789012:role/ops';
    const revokedBefore = new Date('2030-01-01T00:00:00Z');
    const stage = containmentStage({ resource: 'role/ops', facts: { revokedBefore } });
    const { incidentId: _none, ...request } = REQUEST;
    stage.ask(ALEX, { ...request, whom, mode: 'revoke-sessions' });
    await stage.pass(1);
    const { id, card } = await stage.containment();
    stage.ask(SAM, { kind: 'approve-containment', containmentId: id, messageTs: card?.ts ?? '' });
    await stage.pass(3);
    expect((await stage.containment()).changes).toMatchObject([{ kind: 'sessions', state: 'made' }]);
    if (stage.iam.facts) {
      const { revokedBefore: _off, ...rest } = stage.iam.facts;
      stage.iam.facts = rest;
    }
    await stage.pass(30);
    expect(stage.iam.facts?.revokedBefore).toBeDefined();
    expect(await kinds(stage)).toContain('stripped');
  });
});
