// What the alert says of a containment, and that it is edited only when that changes.
import { describe, expect, it } from 'vitest';
import type { Containment } from '../../../bot/domain/containment/containment.ts';
import { markContainment } from '../../../bot/domain/incident/mark-containment.ts';
import { incident } from '../../support/alert-fixtures.ts';
import { containment } from '../../support/containments.ts';

describe('markContainment', () => {
  it('adds what the alert says, and has it shown', () => {
    const before = incident();
    const after = markContainment(before, containment());
    const [mark] = after.containments ?? [];
    expect(mark).toEqual({
      containmentId: 'c-1',
      targetArn: 'arn:aws:iam::123456789012:user/ci/deploy',
      targetName: 'deploy',
      mode: 'deny',
      state: 'requested',
      verified: false,
      at: new Date('2026-11-22T12:00:00Z'),
    });
    expect(after.revision).toBe(before.revision + 1);
  });

  it('changes nothing where the alert says so already, or where another one took its place', () => {
    const marked = markContainment(incident(), containment());
    expect(markContainment(marked, containment({ stripped: 3 }))).toBe(marked);
    const elsewhere = incident({ waitEnded: { kind: 'routine', count: 1 } });
    expect(markContainment(elsewhere, containment())).toBe(elsewhere);
  });

  it('says so when a release stopped half done, until it goes on', () => {
    const held = containment({ state: 'contained', changes: [{ kind: 'policy', state: 'made' }] });
    const marked = markContainment(incident(), held);
    const half = containment({ state: 'contained', changes: [{ kind: 'policy', state: 'undone' }] });
    const after = markContainment(marked, half);
    expect(after.containments).toMatchObject([{ trouble: 'in-part' }]);
    const approval = { userId: 'U012RESPONDER', at: half.requested.at };
    const release = { requested: { ...approval, reason: 'Done' }, approved: approval };
    expect(markContainment(after, { ...half, release }).containments?.[0]).not.toHaveProperty('trouble');
  });

  it('replaces what it said of the same one, and keeps the others', () => {
    const both = markContainment(markContainment(incident(), containment()), containment({ id: 'c-2' }));
    const at = new Date('2026-11-22T12:05:00Z');
    const history = [...containment().history, { at, kind: 'applied', now: [] } as const];
    const after = markContainment(both, containment({ state: 'contained', history }));
    expect(after.containments).toMatchObject([
      { containmentId: 'c-1', state: 'contained', at },
      { containmentId: 'c-2', state: 'requested' },
    ]);
  });

  it('tells since when it is so, not when that was verified or more was changed', () => {
    const at = new Date('2026-11-22T12:05:00Z');
    const later = new Date('2026-11-22T12:15:00Z');
    const applied = { kind: 'applied', now: [] } as const;
    const verified = { at: later, kind: 'verified', simulated: true } as const;
    const mark = (...history: Containment['history']) =>
      markContainment(incident(), containment({ state: 'contained', history })).containments?.[0];
    expect(mark({ at, ...applied }, verified)).toMatchObject({ verified: true, at });
    expect(mark({ at, ...applied }, verified, { at: later, ...applied })).toMatchObject({
      verified: false,
      at,
    });
  });
});
