// What can be decided about a containment when: each decision once, and each refusal with a reason and a way on.
import { describe, expect, it } from 'vitest';
import {
  applied,
  countStrip,
  failed,
  lapseApproval,
  tellStrips,
  track,
  unverified,
  verified,
} from '../../../bot/domain/containment/carry-out.ts';
import type { Containment } from '../../../bot/domain/containment/containment.ts';
import { type Deciding, wrongMessage } from '../../../bot/domain/containment/decision.ts';
import {
  approveRelease,
  askToKeep,
  declineRelease,
  end,
  givenBack,
  keep,
  lapseRelease,
  released,
  releaseFailed,
  requestRelease,
} from '../../../bot/domain/containment/release.ts';
import {
  approve,
  decline,
  isHolding,
  isInTheWay,
  lapse,
  requestContainment,
} from '../../../bot/domain/containment/request.ts';
import { target } from '../../support/principal-facts.ts';

const START = Date.parse('2026-11-22T12:00:00Z');
const at = (minutes: number) => new Date(START + minutes * 60_000);
const by = (userId: string, minutes: number, jobId = `${userId} ${minutes}`): Deciding => ({
  userId,
  at: at(minutes),
  jobId,
});
const approvers = ['U1', 'U2', 'U3'];
const TWO = { onePersonWhenCritical: false, approvers };
const ONE = { onePersonWhenCritical: true, approvers };
const TROUBLE = { why: 'AWS refused it.', hint: 'Allow it.' };

function asked(changes: Partial<Containment> = {}): Containment {
  const request = {
    id: 'c-1',
    target: target('user/alice'),
    mode: 'deny',
    deletePassword: false,
    reason: 'Leaked',
  } as const;
  return {
    ...requestContainment({ ...request, since: at(-20), severity: 'critical', isActor: true }, by('U1', 0)),
    ...changes,
  };
}

function yes(decided: ReturnType<typeof approve>): Containment {
  if (!decided.ok) throw new Error(decided.reason);
  return decided.containment;
}

const approved = () => yes(approve(asked(), by('U2', 1), TWO));
const contained = (changes: Partial<Containment> = {}): Containment => ({
  ...applied(track(approved(), { kind: 'policy' }, 'made'), at(2)),
  ...changes,
});
const limited = () => applied(track({ ...approved(), minutes: 60 }, { kind: 'policy' }, 'made'), at(2));
const releasing = () => yes(requestRelease(contained(), by('U1', 5), 'Done'));
const releaseApproved = () => yes(approveRelease(releasing(), by('U2', 6), TWO));

describe('a request', () => {
  it('is approved by a second person, with one line more in its story', () => {
    expect(approved()).toMatchObject({ state: 'approved', approved: { userId: 'U2', at: at(1) } });
    expect(approved().history.at(-1)).toEqual({ at: at(1), kind: 'approved', userId: 'U2', alone: false });
  });

  it('is approved by who asked only where the settings say so and it is critical', () => {
    expect(approve(asked(), by('U1', 1), TWO)).toMatchObject({ ok: false });
    expect(approve(asked({ severity: 'high' }), by('U1', 1), ONE)).toMatchObject({ ok: false });
    expect(yes(approve(asked(), by('U1', 1), ONE)).history.at(-1)).toMatchObject({ alone: true });
  });

  it('is not approved by who asked for somebody else than the actor of the incident', () => {
    expect(approve(asked({ isActor: false }), by('U1', 1), ONE)).toMatchObject({ ok: false });
    expect(approve(asked({ isActor: false }), by('U2', 1), ONE)).toMatchObject({ ok: true });
  });

  it('is declined by approvers and by who asked, and by nobody else', () => {
    const says = 'Only approvers and whoever asked for it may decline it.';
    expect(decline(asked(), by('U9', 1), false)).toMatchObject({ ok: false, reason: says });
    expect(yes(decline(asked(), by('U1', 1), false)).state).toBe('declined');
    expect(declineRelease(releasing(), by('U9', 6), false)).toMatchObject({ ok: false, reason: says });
    expect(yes(declineRelease(releasing(), by('U1', 6), false))).not.toHaveProperty('release');
  });

  it('to deny all is not kept back by revoked sessions, nor by what was given back', () => {
    const revoked = contained({ mode: 'revoke-sessions' });
    expect([isInTheWay(revoked, 'deny', at(5)), isInTheWay(revoked, 'revoke-sessions', at(5))]).toEqual([
      false,
      true,
    ]);
    expect(isInTheWay(contained(), 'deny', at(5))).toBe(true);
    const half = contained({
      changes: [
        { kind: 'policy', state: 'undone' },
        { kind: 'key', accessKeyId: 'A', state: 'made' },
      ],
    });
    expect([isHolding(half, at(5)), isInTheWay(half, 'deny', at(5))]).toEqual([true, false]);
    expect([isInTheWay(asked(), 'deny', at(5)), isInTheWay(approved(), 'deny', at(5))]).toEqual([true, true]);
  });

  it.each([
    ['approved', approved()],
    ['contained', contained()],
    ['declined', yes(decline(asked(), by('U2', 1), true))],
    ['lapsed', lapse(asked(), at(15))],
    ['released', released(releaseApproved(), at(7))],
  ])('that is %s is neither approved nor declined', (_, containment) => {
    for (const decided of [
      approve(containment, by('U3', 10), TWO),
      decline(containment, by('U3', 10), true),
    ]) {
      expect(decided).toMatchObject({
        ok: false,
        reason: expect.stringMatching(/^.{10,}\.$/),
        hint: expect.any(String),
      });
    }
  });

  it('is too old after fifteen minutes, and not a moment before', () => {
    expect(approve(asked(), by('U2', 14.99), TWO).ok).toBe(true);
    expect(approve(asked(), by('U2', 15), TWO)).toMatchObject({
      reason: 'This request is older than 15 minutes.',
    });
    expect(decline(asked(), by('U2', 15), true).ok).toBe(false);
    expect(lapse(asked(), at(14.99)).state).toBe('requested');
    expect(lapse(asked(), at(15)).state).toBe('lapsed');
  });

  it('that nobody approved in time, or carried out in time, holds nobody', () => {
    expect([isHolding(asked(), at(14)), isHolding(asked(), at(15))]).toEqual([true, false]);
    expect([isHolding(approved(), at(15)), isHolding(approved(), at(16))]).toEqual([true, false]);
    expect(isHolding(track(approved(), { kind: 'policy' }, 'planned'), at(60))).toBe(true);
    expect(isHolding(contained(), at(6_000))).toBe(true);
  });

  it.each([
    ['approve', () => approve(approved(), by('U2', 1), TWO), approved()],
    [
      'decline',
      () => decline(yes(decline(asked(), by('U2', 1), true)), by('U2', 1), true),
      yes(decline(asked(), by('U2', 1), true)),
    ],
    ['request a release', () => requestRelease(releasing(), by('U1', 5), 'Done'), releasing()],
    ['approve a release', () => approveRelease(releaseApproved(), by('U2', 6), TWO), releaseApproved()],
  ])('%s: the same job once more changes nothing', (_, again, before) => {
    expect(again()).toEqual({ ok: true, containment: before });
  });
});

describe('a press', () => {
  const card = { channel: 'C1', threadTs: '1.0', ts: '2.0', shown: 1 };
  it('counts on the card alone', () => {
    expect(wrongMessage(asked({ card }), { channel: 'C1', ts: '2.0' })).toBeUndefined();
    for (const pressed of [{ channel: 'C2', ts: '2.0' }, { channel: 'C1', ts: '1.0' }, undefined])
      expect(wrongMessage(asked({ card }), pressed)).toMatchObject({ ok: false });
    expect(wrongMessage(asked(), { channel: 'C1', ts: '2.0' })?.hint).toContain('in a minute');
  });
});

describe('what is carried out', () => {
  it('lasts as long as was asked for, from when it was done', () => {
    expect(limited()).toMatchObject({ state: 'contained', appliedAt: at(2), endsAt: at(62) });
    expect(contained().endsAt).toBeUndefined();
  });

  it('is not carried out on an approval that is too old', () => {
    expect(lapseApproval(approved(), at(15)).state).toBe('approved');
    expect(lapseApproval(approved(), at(16))).toMatchObject({ state: 'lapsed' });
    const half = lapseApproval(track(approved(), { kind: 'policy' }, 'planned'), at(16));
    expect(half.history.at(-1)).toMatchObject({ kind: 'failed', now: [{ kind: 'policy' }] });
  });

  it('tells only strips that were not told', () => {
    const once = tellStrips(countStrip(countStrip(contained())), at(3));
    expect(once.history.at(-1)).toMatchObject({ kind: 'stripped', times: 2 });
    expect(tellStrips(once, at(4))).toBe(once);
    expect(tellStrips(countStrip(once), at(5)).history.at(-1)).toMatchObject({ times: 1 });
  });

  it('says the same of two looks once, and says again what changed', () => {
    const first = verified(contained(), true, at(3));
    expect(first.verifiedAt).toEqual(at(3));
    expect(verified(first, true, at(4))).toBe(first);
    const doubted = unverified(first, TROUBLE, at(5));
    expect(unverified(doubted, TROUBLE, at(6))).toBe(doubted);
    expect(verified(doubted, true, at(7))).toMatchObject({ verifiedAt: at(3) });
  });

  it('fails with what stands', () => {
    const made = track(
      track(approved(), { kind: 'policy' }, 'made'),
      { kind: 'key', accessKeyId: 'A' },
      'gone',
    );
    expect(failed(made, TROUBLE, at(2)).history.at(-1)).toMatchObject({ now: [{ kind: 'policy' }] });
    expect(failed(contained(), TROUBLE, at(3)).state).toBe('contained');
  });
});

describe('a release', () => {
  it('is asked for only where something is held', () => {
    for (const one of [asked(), approved(), lapse(asked(), at(15)), failed(approved(), TROUBLE, at(2))])
      expect(requestRelease(one, by('U1', 20), 'x').ok).toBe(false);
    const half = failed(track(approved(), { kind: 'policy' }, 'made'), TROUBLE, at(2));
    for (const one of [contained(), half]) expect(requestRelease(one, by('U1', 20), 'x').ok).toBe(true);
  });

  it('is approved by another person, in time, once', () => {
    expect(approveRelease(releasing(), by('U1', 6), TWO).ok).toBe(false);
    expect(approveRelease(releasing(), by('U2', 20), TWO).ok).toBe(false);
    expect(approveRelease(releaseApproved(), by('U3', 7), TWO).ok).toBe(false);
    expect(approveRelease(contained(), by('U2', 6), TWO).ok).toBe(false);
  });

  it('is not approved by who asked, also where one person may contain: only if no other approver is there', () => {
    expect(approveRelease(releasing(), by('U1', 6), ONE)).toMatchObject({ ok: false });
    const only = { approvers: ['U1'] };
    expect(approveRelease(releasing(), by('U1', 6), { ...TWO, ...only }).ok).toBe(false);
    expect(approveRelease(releasing(), by('U1', 6), { ...ONE, approvers: ['U1', 'S0GROUP'] }).ok).toBe(false);
    const alone = yes(approveRelease(releasing(), by('U1', 6), { ...ONE, ...only }));
    expect(alone.history.at(-1)).toMatchObject({ kind: 'release-approved', alone: true });
  });

  it('can be asked for and declined again until its story is full, which then still fits into the table', () => {
    let one = contained();
    let asks = 0;
    for (; asks < 1_000; asks += 1) {
      const decided = requestRelease(one, by('U1', 5, `ask ${asks}`), '\u0000'.repeat(3_000));
      if (!decided.ok) break;
      one = yes(declineRelease(decided.containment, by('U1', 5, `no ${asks}`), true));
    }
    expect(asks).toBeGreaterThan(50);
    expect(Buffer.byteLength(JSON.stringify(one))).toBeLessThan(300_000);
    expect(requestRelease(one, by('U1', 6), 'x')).toMatchObject({
      ok: false,
      hint: expect.stringContaining('by hand in the IAM console'),
    });
  });

  it('waits for one answer at a time, and can be asked for anew when that did not come', () => {
    expect(requestRelease(releasing(), by('U3', 6), 'x').ok).toBe(false);
    expect(requestRelease(releasing(), by('U3', 20), 'x').ok).toBe(true);
    expect(requestRelease(releaseApproved(), by('U3', 40), 'x').ok).toBe(false);
    for (const over of [
      yes(declineRelease(releasing(), by('U2', 6), true)),
      lapseRelease(releasing(), at(20)),
      releaseFailed(releaseApproved(), TROUBLE, at(7)),
    ]) {
      expect(over.state).toBe('contained');
      expect(requestRelease(over, by('U1', 30), 'x').ok).toBe(true);
    }
  });

  it('tells what is back and what is lost', () => {
    const changes = [
      { kind: 'policy', state: 'undone' },
      { kind: 'key', accessKeyId: 'A', state: 'gone' },
      { kind: 'password', state: 'undone' },
    ] as const;
    expect(givenBack({ changes })).toEqual({
      back: [{ kind: 'policy' }],
      lost: [{ kind: 'key', accessKeyId: 'A' }, { kind: 'password' }],
    });
  });
});

describe('a time limit', () => {
  it('asks once, and ends in the name of who approved the containment', () => {
    const ending = askToKeep(limited(), at(52));
    expect(ending.history.at(-1)).toEqual({ at: at(52), kind: 'ending', endsAt: at(62) });
    expect(askToKeep(ending, at(53))).toBe(ending);
    expect(end(ending, at(61.99))).toBe(ending);
    const over = end(ending, at(62));
    expect(over.release).toMatchObject({ requested: { at: at(62) }, approved: { userId: 'U2', at: at(62) } });
    expect(over.history.at(-1)).toEqual({
      at: at(62),
      kind: 'release-requested',
      reason: 'its time is over',
    });
    expect(end(over, at(63))).toBe(over);
  });

  it('is taken off by whoever keeps it', () => {
    const kept = yes(keep(limited(), by('U3', 52)));
    expect(kept).not.toHaveProperty('endsAt');
    expect([askToKeep(kept, at(53)), end(kept, at(62))]).toEqual([kept, kept]);
    for (const one of [kept, contained(), asked(), end(limited(), at(62))])
      expect(keep(one, by('U4', 63))).toMatchObject({ ok: false });
  });
});
