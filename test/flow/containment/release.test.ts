// Taking it back: what is restored and what cannot be, by whom, and what becomes of a time limit.
import { describe, expect, it } from 'vitest';
import type { PrincipalFacts } from '../../../bot/domain/containment/facts.ts';
import { TrailbotError } from '../../../bot/domain/errors.ts';
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
const TEN = Array.from({ length: 10 }, (_, index) => `arn:aws:iam::123456789012:policy/p${index}`);

/** Asked for with these choices, approved by Sam, and carried out. */
async function containAs(stage: ContainmentStage, changes: Partial<typeof REQUEST>) {
  stage.ask(ALEX, { ...REQUEST, ...changes });
  await stage.pass(1);
  const { id, card } = await stage.containment();
  stage.ask(SAM, { kind: 'approve-containment', containmentId: id, messageTs: card?.ts ?? '' });
  await stage.pass(2);
  return stage.containment();
}

const lastLine = async (stage: ContainmentStage) => (await stage.containment()).history.at(-1);

describe('a release', () => {
  it.each<[string, Partial<PrincipalFacts>]>([
    ['a policy and keys', {}],
    ['a boundary that replaced another one', { attached: TEN, boundary: OWN }],
    ['a boundary where there was none', { attached: TEN }],
    ['only what was changed', { attached: [DENY_ALL] }],
  ])('gives back %s: all is as it was before', async (_, facts) => {
    const stage = containmentStage({ facts });
    const before = stage.iam.facts;
    await contain(stage);
    expect(stage.iam.facts).not.toEqual(before);
    await release(stage);
    expect(stage.iam.facts).toEqual(before);
    expect((await stage.containment()).state).toBe('released');
    expect(stage.store.incident.containments).toMatchObject([{ state: 'released' }]);
  });

  it('says what it cannot give back', async () => {
    const stage = containmentStage({ facts: { hasPassword: true } });
    await containAs(stage, { deletePassword: true });
    if (stage.iam.facts) stage.iam.facts = { ...stage.iam.facts, accessKeys: [] };
    await release(stage);
    const line = await lastLine(stage);
    expect(line).toMatchObject({ kind: 'released', back: [{ kind: 'policy' }] });
    expect(line).toMatchObject({ lost: [{ kind: 'key' }, { kind: 'password' }] });
  });

  it('is not put back by a look that comes meanwhile or later', async () => {
    const stage = containmentStage();
    await contain(stage);
    await release(stage);
    await stage.pass(120);
    expect(stage.iam.facts?.attached).toEqual([]);
    await expectTold(stage);
  });

  it('that IAM does not show has failed, says so, and can be asked for again', async () => {
    const stage = containmentStage();
    await contain(stage);
    const { detachDeny } = stage.iam.releasing;
    Object.assign(stage.iam.releasing, { detachDeny: async () => 'detached' });
    await release(stage);
    expect(await lastLine(stage)).toMatchObject({ kind: 'release-failed' });
    expect((await stage.containment()).changes[0]).toEqual({ kind: 'policy', state: 'made' });
    Object.assign(stage.iam.releasing, { detachDeny });
    await release(stage);
    expect(stage.iam.facts?.attached).toEqual([]);
    expect((await stage.containment()).state).toBe('released');
  });

  it('that nobody approves lapses, and the containment lasts', async () => {
    const stage = containmentStage();
    await contain(stage);
    const { id } = await stage.containment();
    stage.ask(ALEX, { kind: 'request-release', containmentId: id, reason: 'Why not' });
    await stage.pass(16);
    expect(await lastLine(stage)).toMatchObject({ kind: 'release-lapsed' });
    expect(stage.iam.facts?.attached).toEqual([DENY_ALL]);
    await expectTold(stage);
  });

  it('that comes too late after its approval is not carried out, and can be asked for again', async () => {
    const stage = containmentStage();
    await contain(stage);
    const { id } = await stage.containment();
    stage.ask(ALEX, { kind: 'request-release', containmentId: id, reason: 'Done' });
    await stage.pass(1);
    stage.releases = false;
    const messageTs = (await stage.containment()).card?.ts ?? '';
    stage.ask(SAM, { kind: 'approve-release', containmentId: id, messageTs });
    await stage.pass(16);
    // It stops before anybody is told why, and is delivered again.
    const told = stage.faults.calls.length + 6;
    stage.faults.plan = { at: told, mode: 'trouble' };
    await expect(stage.giveBack(id)).rejects.toThrow('It went wrong at later.');
    await stage.giveBack(id);
    await stage.pass(1);
    expect(stage.iam.facts?.attached).toEqual([DENY_ALL]);
    expect(await lastLine(stage)).toMatchObject({
      kind: 'release-failed',
      why: expect.stringContaining('15 minutes'),
    });
    await expectTold(stage);
    stage.releases = true;
    await release(stage);
    expect((await stage.containment()).state).toBe('released');
  });

  it('that nobody carries out is said to have failed', async () => {
    const stage = containmentStage();
    await contain(stage);
    stage.releases = false;
    await release(stage);
    await stage.pass(20);
    expect(await lastLine(stage)).toMatchObject({ kind: 'release-failed' });
    expect(stage.iam.facts?.attached).toEqual([DENY_ALL]);
    await expectTold(stage);
  });

  it('that is half done when a look comes is not put back', async () => {
    const stage = containmentStage();
    await contain(stage);
    const { detachDeny } = stage.iam.releasing;
    const trouble = new TrailbotError({ code: 'aws_throttled', message: 'AWS throttled it.', hint: 'Wait.' });
    Object.assign(stage.iam.releasing, {
      async detachDeny(target: Parameters<typeof detachDeny>[0]) {
        await detachDeny(target);
        throw trouble;
      },
    });
    const looks = () => stage.faults.calls.filter((call) => call === 'queue.add').length;
    const before = looks();
    const { id, card } = await stage.containment();
    stage.ask(ALEX, { kind: 'request-release', containmentId: id, reason: 'Done' });
    await stage.pass(1);
    stage.ask(SAM, { kind: 'approve-release', containmentId: id, messageTs: card?.ts ?? '' });
    await stage.pass(2.5);
    expect(stage.iam.facts?.attached).toEqual([]);
    Object.assign(stage.iam.releasing, { detachDeny });
    await stage.pass(10);
    const { state, stripped, appliedAt } = await stage.containment();
    expect({ state, stripped }).toEqual({ state: 'released', stripped: 0 });
    // The look came, and only planned the next one, should the release fail.
    expect(looks()).toBe(before + 1);
    expect(stage.clock.now().getTime()).toBeGreaterThan((appliedAt?.getTime() ?? 0) + 600_000);
    await expectTold(stage);
  });

  it('of somebody who was deleted meanwhile is done', async () => {
    const stage = containmentStage();
    await contain(stage);
    stage.iam.facts = undefined;
    await release(stage);
    expect((await stage.containment()).state).toBe('released');
  });
});

describe('a time limit', () => {
  it('asks ten minutes before its end, and ends by itself when nobody answers', async () => {
    const stage = containmentStage();
    const before = stage.iam.facts;
    const { appliedAt, endsAt } = await containAs(stage, { minutes: 60 });
    expect((endsAt?.getTime() ?? 0) - (appliedAt?.getTime() ?? 0)).toBe(3_600_000);
    await stage.pass(49);
    const asked = await lastLine(stage);
    expect(asked).toMatchObject({ kind: 'ending', endsAt });
    expect((endsAt?.getTime() ?? 0) - (asked?.at.getTime() ?? 0)).toBe(600_000);
    expect(stage.lines().at(-1)?.broadcast).toBe(true);
    await stage.pass(15);
    expect((await stage.containment()).history.slice(-2).map(({ kind }) => kind)).toEqual([
      'release-requested',
      'released',
    ]);
    expect(stage.iam.facts).toEqual(before);
    await expectTold(stage);
  });

  it('that is shorter asks when a third of it is left', async () => {
    const stage = containmentStage();
    const { endsAt } = await containAs(stage, { minutes: 15 });
    await stage.pass(12);
    const asked = await lastLine(stage);
    expect(asked?.kind).toBe('ending');
    expect((endsAt?.getTime() ?? 0) - (asked?.at.getTime() ?? 0)).toBe(300_000);
  });

  it('is not over before its time when its timer comes early, and is then', async () => {
    const stage = containmentStage();
    const held = await containAs(stage, { minutes: 60 });
    const endsAt = new Date((held.endsAt?.getTime() ?? 0) + 3_600_000);
    await stage.store.containments.save({ ...(await stage.containment()), endsAt });
    await stage.pass(110);
    expect((await stage.containment()).state).toBe('contained');
    await stage.pass(10);
    expect((await stage.containment()).state).toBe('released');
  });

  it('is over when somebody keeps it', async () => {
    const stage = containmentStage();
    const { id, card } = await containAs(stage, { minutes: 60 });
    await stage.pass(49);
    stage.ask(SAM, { kind: 'keep-contained', containmentId: id, messageTs: card?.ts ?? '' });
    await stage.pass(120);
    const { state, endsAt, history } = await stage.containment();
    expect({ state, endsAt, last: history.at(-1)?.kind }).toEqual({ state: 'contained', last: 'kept' });
    expect(stage.iam.facts?.attached).toEqual([DENY_ALL]);
  });
});

describe('what nobody carries out', () => {
  it('is said after five minutes, and lapses in the end: nothing was changed', async () => {
    const stage = containmentStage({ contains: false });
    await containAs(stage, {});
    await stage.pass(5);
    expect(await lastLine(stage)).toMatchObject({
      kind: 'unverified',
      why: expect.stringContaining('5 minutes'),
    });
    await stage.pass(20);
    expect(await lastLine(stage)).toMatchObject({ kind: 'lapsed', why: 'not-carried-out' });
    expect(stage.store.incident.containments).toMatchObject([{ state: 'lapsed' }]);
    await expectTold(stage);
  });

  it('and what nobody approves lapses after fifteen minutes, and can be asked for again', async () => {
    const stage = containmentStage();
    stage.ask(ALEX, REQUEST);
    await stage.pass(14);
    expect((await stage.containment()).state).toBe('requested');
    await stage.pass(2);
    expect(await lastLine(stage)).toMatchObject({ kind: 'lapsed', why: 'not-approved' });
    await expectTold(stage);
    stage.slack.posted = [];
    stage.ask(ALEX, REQUEST);
    await stage.pass(1);
    expect((await stage.containment()).state).toBe('requested');
  });
});
