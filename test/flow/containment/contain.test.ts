// The containing function: what it changes in IAM, what it does while somebody fights back, and what it says.
import { describe, expect, it } from 'vitest';
import type { HappeningKind } from '../../../bot/domain/containment/containment.ts';
import {
  ALEX,
  type ContainmentStage,
  containmentStage,
  KEY,
  REQUEST,
  SAM,
} from '../../support/containment-stage.ts';
import { contain, expectTold, expectTrue, release } from '../../support/containment-story.ts';
import { detachPolicy } from '../../support/memory-iam.ts';

const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const TEN = Array.from({ length: 10 }, (_, index) => `arn:aws:iam::123456789012:policy/p${index}`);

const kinds = async (stage: ContainmentStage): Promise<readonly HappeningKind[]> =>
  (await stage.containment()).history.map(({ kind }) => kind);

/** Once every half second of the bot's waiting, for so long. */
function eachHalfSecond(stage: ContainmentStage, seconds: number, attack: () => void): void {
  const from = stage.clock.now().getTime();
  let last = 0;
  stage.attacks.push(() => {
    const passed = stage.clock.now().getTime() - from;
    if (passed > 7 * 60_000 + seconds * 1_000 || passed - last < 500) return;
    last = passed;
    attack();
  });
}

describe('an approved containment', () => {
  it('denies everything, makes the active keys inactive, and tells each step in the thread', async () => {
    const stage = containmentStage();
    await contain(stage);
    expect(await kinds(stage)).toEqual(['requested', 'approved', 'applied', 'verified']);
    expect(stage.iam.facts).toMatchObject({
      attached: [DENY_ALL],
      accessKeys: [
        { id: KEY, active: false },
        { id: expect.any(String), active: false },
      ],
    });
    const { changes, appliedAt, verifiedAt } = await stage.containment();
    expect(changes).toEqual([
      { kind: 'policy', state: 'made' },
      { kind: 'key', accessKeyId: KEY, state: 'made' },
    ]);
    expect((verifiedAt?.getTime() ?? 0) - (appliedAt?.getTime() ?? 0)).toBe(30_000);
    expect(stage.card()?.broadcast).toBe(true);
    expect(stage.card()?.texts.at(-1)).toContain('locked out of AWS, verified');
    expect(stage.lines().map(({ broadcast }) => broadcast)).toEqual([false, false, true, false]);
    expect(stage.store.incident).toMatchObject({
      containments: [{ targetName: 'alice', state: 'contained', verified: true }],
      triage: { acknowledged: { userId: ALEX } },
    });
    await expectTold(stage);
  });

  it('with ten policies in the way sets the boundary, and remembers the one that was there', async () => {
    const old = 'arn:aws:iam::123456789012:policy/staff';
    const stage = containmentStage({ facts: { attached: TEN, boundary: old } });
    await contain(stage);
    expect(stage.iam.facts?.boundary).toBe(DENY_ALL);
    expect((await stage.containment()).changes[0]).toEqual({ kind: 'boundary', before: old, state: 'made' });
  });

  it('whose quota is filled after it was planned sets the boundary as well', async () => {
    const stage = containmentStage();
    Object.assign(stage.iam.containing, { attachDeny: async () => 'quota' });
    await contain(stage);
    expect(stage.iam.facts).toMatchObject({ attached: [], boundary: DENY_ALL });
    expect((await stage.containment()).changes.map(({ kind }) => kind)).toEqual(['boundary', 'key']);
  });

  it('deletes the console password only where that was asked for', async () => {
    for (const deletePassword of [true, false]) {
      const stage = containmentStage({ facts: { hasPassword: true } });
      stage.ask(ALEX, { ...REQUEST, deletePassword });
      await stage.pass(1);
      const { id, card } = await stage.containment();
      stage.ask(SAM, { kind: 'approve-containment', containmentId: id, messageTs: card?.ts ?? '' });
      await stage.pass(3);
      expect(stage.iam.facts?.hasPassword).toBe(!deletePassword);
    }
  });

  it('that stops between a deletion and its note tells at the next try that it was deleted', async () => {
    const stage = containmentStage({ facts: { hasPassword: true } });
    stage.ask(ALEX, { ...REQUEST, deletePassword: true });
    await stage.pass(1);
    const { id, card } = await stage.containment();
    const { deletePassword } = stage.iam.containing;
    Object.assign(stage.iam.containing, {
      async deletePassword(target: Parameters<typeof deletePassword>[0]) {
        Object.assign(stage.iam.containing, { deletePassword });
        await deletePassword(target);
        throw new Error('stopped');
      },
    });
    stage.ask(SAM, { kind: 'approve-containment', containmentId: id, messageTs: card?.ts ?? '' });
    await stage.pass(6);
    expect((await stage.containment()).changes).toContainEqual({ kind: 'password', state: 'made' });
  });

  it('of somebody who is gone, or protected since, fails and changes nothing', async () => {
    for (const [facts, why] of [
      [undefined, /alice/],
      [{ tags: { 'trailbot:protected': 'yes' } }, /protected/],
    ] as const) {
      const stage = containmentStage();
      stage.ask(ALEX, REQUEST);
      await stage.pass(1);
      const before = stage.iam.facts;
      stage.iam.facts = facts && before && { ...before, ...facts };
      const { id, card } = await stage.containment();
      stage.ask(SAM, { kind: 'approve-containment', containmentId: id, messageTs: card?.ts ?? '' });
      await stage.pass(3);
      const { state, history, changes } = await stage.containment();
      expect({ state, changes }).toEqual({ state: 'failed', changes: [] });
      expect(history.at(-1)).toMatchObject({ kind: 'failed', why: expect.stringMatching(why), now: [] });
      expect(stage.iam.facts?.attached ?? []).toEqual([]);
    }
  });
});

describe('somebody who fights back', () => {
  it('and takes the policy off every half second is held, and that is said', async () => {
    const stage = containmentStage();
    let strips = 0;
    eachHalfSecond(stage, 4, () => {
      if (detachPolicy(stage.iam, DENY_ALL)) strips += 1;
    });
    await contain(stage);
    expect(strips).toBeGreaterThan(3);
    expect(await kinds(stage)).toEqual(['requested', 'approved', 'applied', 'stripped', 'verified']);
    const { stripped, changes, history } = await stage.containment();
    expect(stripped).toBe(strips);
    expect(history.find(({ kind }) => kind === 'stripped')).toMatchObject({ times: strips });
    expect(stage.iam.facts).toMatchObject({ attached: [DENY_ALL], boundary: DENY_ALL });
    expect(changes.map(({ kind }) => kind)).toEqual(['policy', 'key', 'boundary']);
    await expectTrue(stage);
    await expectTold(stage);
  });

  it('and makes a key active again, or a new one, has them made inactive', async () => {
    const stage = containmentStage();
    eachHalfSecond(stage, 2, () => {
      const { facts } = stage.iam;
      if (!facts) return;
      const own = facts.accessKeys
        .slice(0, 2)
        .map((key) => ({ ...key, active: key.id === KEY || key.active }));
      const accessKeys = [...own, { id: 'AKIANEWKEYEXAMPLE000', active: true }];
      stage.iam.facts = { ...facts, accessKeys };
    });
    await contain(stage);
    expect(stage.iam.facts?.accessKeys.map(({ active }) => active)).toEqual([false, false, false]);
    const { changes, stripped } = await stage.containment();
    const added = { kind: 'key', accessKeyId: 'AKIANEWKEYEXAMPLE000', found: true, state: 'made' };
    expect(changes).toContainEqual(added);
    expect(stripped).toBeGreaterThan(0);
  });

  it('later is noticed by a later look, which puts it back and says so loudly', async () => {
    const stage = containmentStage();
    await contain(stage);
    detachPolicy(stage.iam, DENY_ALL);
    await stage.pass(10);
    expect((await kinds(stage)).slice(4)).toEqual(['stripped', 'verified']);
    expect(stage.lines()[4]).toMatchObject({ broadcast: true });
    expect(stage.iam.facts?.attached).toEqual([DENY_ALL]);
    await expectTold(stage);
  });

  it('with a key made later has it made inactive, which is told and verified anew', async () => {
    const stage = containmentStage();
    await contain(stage);
    const { verifiedAt } = await stage.containment();
    const { facts } = stage.iam;
    const accessKeys = [...(facts?.accessKeys ?? []), { id: 'AKIANEWKEYEXAMPLE000', active: true }];
    stage.iam.facts = facts && { ...facts, accessKeys };
    await stage.pass(10);
    expect((await kinds(stage)).slice(4)).toEqual(['applied', 'verified']);
    const after = await stage.containment();
    expect(after.verifiedAt?.getTime()).toBeGreaterThan(verifiedAt?.getTime() ?? Number.NaN);
    expect(after.history.at(4)).toMatchObject({
      now: [{ kind: 'key', accessKeyId: 'AKIANEWKEYEXAMPLE000' }],
    });
    await expectTold(stage);
  });

  it('later, again and again, meets a second lock, which is told too', async () => {
    const stage = containmentStage();
    await contain(stage);
    detachPolicy(stage.iam, DENY_ALL);
    eachHalfSecond(stage, 0, () => void detachPolicy(stage.iam, DENY_ALL));
    await stage.pass(10);
    const applied = (await stage.containment()).history.filter(({ kind }) => kind === 'applied');
    expect(applied.at(-1)).toMatchObject({ now: [{ kind: 'boundary' }] });
    await expectTold(stage);
  });

  it('and takes off an AWSDenyAll that was there before has one of ours put there, and it is given back', async () => {
    const stage = containmentStage({ facts: { attached: [DENY_ALL] } });
    await contain(stage);
    expect((await stage.containment()).changes.map(({ kind }) => kind)).toEqual(['key']);
    detachPolicy(stage.iam, DENY_ALL);
    await stage.pass(10);
    expect(stage.iam.facts?.attached).toEqual([DENY_ALL]);
    expect((await kinds(stage)).slice(4)).toEqual(['stripped', 'applied', 'verified']);
    await expectTold(stage);
    await release(stage);
    expect(stage.iam.facts?.attached).toEqual([]);
  });

  it('is looked at with few calls to IAM', async () => {
    const stage = containmentStage();
    const { read } = stage.iam.principals;
    const details: string[] = [];
    Object.assign(stage.iam.principals, {
      async read(target: Parameters<typeof read>[0], detail = 'all') {
        details.push(detail);
        return read(target);
      },
    });
    await contain(stage);
    const planned = details.filter((detail) => detail === 'all').length;
    expect(planned).toBe(2);
    expect(details.length).toBeGreaterThan(20);
    await release(stage);
    expect(details.filter((detail) => detail === 'all')).toHaveLength(planned);
  });

  it('is not seen where IAM only shows late what was made', async () => {
    const stage = containmentStage();
    const { read } = stage.iam.principals;
    let changedAt: number | undefined;
    Object.assign(stage.iam.principals, {
      async read(target: Parameters<typeof read>[0]) {
        const facts = await read(target);
        const now = stage.clock.now().getTime();
        if (facts?.attached.includes(DENY_ALL)) changedAt ??= now;
        return facts && (changedAt ?? now) > now - 1_500 ? { ...facts, attached: [] } : facts;
      },
    });
    await contain(stage);
    expect(await kinds(stage)).toEqual(['requested', 'approved', 'applied', 'verified']);
  });
});
