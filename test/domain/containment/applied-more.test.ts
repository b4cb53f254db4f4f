// What had to be changed after a containment was carried out: told once, and not known to hold until somebody looked.
import { expect, it } from 'vitest';
import { applied, appliedMore, track, verified } from '../../../bot/domain/containment/carry-out.ts';
import { containment } from '../../support/containments.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute));

it('a containment is not known to hold once more of it was changed, until that was looked at', () => {
  const approved = containment({ state: 'approved', approved: { userId: 'U2', at: at(1) } });
  const held = verified(applied(track(approved, { kind: 'policy' }, 'made'), at(2)), true, at(3));
  expect(appliedMore(held, at(4))).toBe(held);
  const key = { kind: 'key', accessKeyId: 'AKIANEW' } as const;
  const more = appliedMore(track(track(held, key, 'made'), { kind: 'boundary' }, 'planned'), at(5));
  expect(more).not.toHaveProperty('verifiedAt');
  expect(more.history.at(-1)).toEqual({ at: at(5), kind: 'applied', now: [key] });
  expect(appliedMore(more, at(6))).toBe(more);
  const again = verified(more, true, at(7));
  expect(again).toMatchObject({ verifiedAt: at(7) });
  expect(again.history.at(-1)).toMatchObject({ kind: 'verified' });
});
