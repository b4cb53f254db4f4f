// A release that must not give everything back, that stops half done, or that finds nobody: what stands is said, and watched.
import { describe, expect, it } from 'vitest';
import { TrailbotError } from '../../../bot/domain/errors.ts';
import {
  ALEX,
  type ContainmentStage,
  containmentStage,
  KEY,
  KIM,
  OLD_KEY,
  REQUEST,
  SAM,
} from '../../support/containment-stage.ts';
import { contain, expectTold, release } from '../../support/containment-story.ts';
import { detachPolicy } from '../../support/memory-iam.ts';

const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const MADE_KEY = 'AKIAMADEMEANWHILE000';
const lastLine = async (stage: ContainmentStage) => (await stage.containment()).history.at(-1);
const card = (stage: ContainmentStage): string => stage.card()?.texts.at(-1) ?? '';

/** The policy comes off, and the keys cannot be given back. */
async function releaseHalf(stage: ContainmentStage): Promise<void> {
  const trouble = new TrailbotError({ code: 'aws_denied', message: 'AWS refused it.', hint: 'Allow it.' });
  Object.assign(stage.iam.releasing, { activateKey: () => Promise.reject(trouble) });
  await release(stage);
}

describe('a release', () => {
  it('leaves a key inactive that was made, or made active, while its user was contained', async () => {
    const stage = containmentStage();
    await contain(stage);
    const { facts } = stage.iam;
    const accessKeys = [
      { id: KEY, active: false },
      { id: OLD_KEY, active: true },
      { id: MADE_KEY, active: true },
    ];
    stage.iam.facts = facts && { ...facts, accessKeys };
    await stage.pass(12);
    await release(stage);
    expect(stage.iam.facts?.accessKeys).toEqual([
      { id: KEY, active: true },
      { id: OLD_KEY, active: false },
      { id: MADE_KEY, active: false },
    ]);
    expect(await lastLine(stage)).toMatchObject({
      kind: 'released',
      lost: [{ accessKeyId: OLD_KEY }, { accessKeyId: MADE_KEY }],
    });
    await expectTold(stage);
  });

  it('that finds nobody does not claim to have taken anything off', async () => {
    const stage = containmentStage();
    await contain(stage);
    stage.iam.facts = undefined;
    await stage.pass(10);
    expect(await lastLine(stage)).toMatchObject({
      kind: 'unverified',
      hint: expect.stringContaining('UpdateUser'),
    });
    await release(stage);
    const line = await lastLine(stage);
    expect(line).toMatchObject({ kind: 'released', back: [], lost: [{ kind: 'policy' }, { kind: 'key' }] });
    expect(stage.lines().at(-1)?.texts.at(-1)).toContain('is not in IAM any more');
  });
});

describe('a release that stops half done', () => {
  it('is said to have given back in part, on the card and in the alert, and never called verified', async () => {
    const stage = containmentStage();
    await contain(stage);
    await releaseHalf(stage);
    await stage.pass(60);
    expect(stage.iam.facts).toMatchObject({
      attached: [],
      accessKeys: [{ active: false }, { active: false }],
    });
    expect(card(stage)).toContain('was given back in part, and is NOT held by this any more');
    expect(card(stage)).not.toContain('verified');
    expect(stage.store.incident.containments).toMatchObject([{ state: 'contained', trouble: 'in-part' }]);
    await expectTold(stage);
  });

  it('is no reason to refuse another containment', async () => {
    const stage = containmentStage();
    await contain(stage);
    await releaseHalf(stage);
    const { id } = await stage.containment();
    stage.ask(ALEX, REQUEST);
    await stage.pass(1);
    expect(stage.refusals()).toEqual([]);
    expect((await stage.containment()).id).not.toBe(id);
  });
});

describe('a release that nobody carries out', () => {
  it('ends no watching: what is taken off afterwards is put back', async () => {
    const stage = containmentStage();
    stage.ask(ALEX, REQUEST);
    await stage.pass(0.5);
    const asked = await stage.containment();
    const { id } = asked;
    stage.ask(SAM, { kind: 'approve-containment', containmentId: id, messageTs: asked.card?.ts ?? '' });
    await stage.pass(120);
    const looked = stage.faults.calls.filter((call) => call === 'principals.isDenied').length;
    stage.releases = false;
    stage.ask(ALEX, { kind: 'request-release', containmentId: id, reason: 'The key is replaced' });
    await stage.pass(0.2);
    const messageTs = (await stage.containment()).card?.ts ?? '';
    stage.ask(KIM, { kind: 'approve-release', containmentId: id, messageTs });
    await stage.pass(20);
    expect((await stage.containment()).history.map(({ kind }) => kind)).toContain('release-failed');
    detachPolicy(stage.iam, DENY_ALL);
    await stage.pass(60);
    expect(stage.iam.facts?.attached).toEqual([DENY_ALL]);
    // Six looks, once each.
    expect(stage.faults.calls.filter((call) => call === 'principals.isDenied').length - looked).toBe(6);
  });

  it('while looks are still due does not end those either', async () => {
    const stage = containmentStage();
    stage.ask(ALEX, REQUEST);
    await stage.pass(0.5);
    const { id, ...asked } = await stage.containment();
    stage.ask(SAM, { kind: 'approve-containment', containmentId: id, messageTs: asked.card?.ts ?? '' });
    await stage.pass(1);
    stage.ask(ALEX, { kind: 'request-release', containmentId: id, reason: 'The key is replaced' });
    await stage.pass(0.2);
    stage.releases = false;
    const messageTs = (await stage.containment()).card?.ts ?? '';
    stage.ask(KIM, { kind: 'approve-release', containmentId: id, messageTs });
    const queued = () => stage.faults.calls.filter((call) => call === 'queue.add').length;
    const before = queued();
    await stage.pass(5);
    expect(queued()).toBeGreaterThan(before);
  });
});
