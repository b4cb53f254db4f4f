// What may be muted, and for how long.
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import { type MuteInput, planMute } from '../../../bot/domain/suppression/plan-mute.ts';
import { GUARDS } from '../../../bot/domain/suppression/suppression-refusal.ts';

const NOW = new Date('2026-11-22T15:00:00Z');
const { detections } = loadCatalog(new URL('../../../templates/', import.meta.url));

const mute = (changes: Partial<MuteInput>) =>
  planMute({
    id: 's1',
    detectionId: 'iam-changes',
    minutes: 240,
    reason: 'migration',
    ownerId: 'U0ALEX0001',
    detections,
    now: NOW,
    ...changes,
  });

describe('a mute', () => {
  it('is of a detection for everybody, and ends', () => {
    const planned = mute({});
    expect(planned).toMatchObject({
      suppression: { detectionId: 'iam-changes', expiresAt: new Date('2026-11-22T19:00:00Z') },
    });
    expect(planned.ok && 'actorKey' in planned.suppression).toBe(false);
  });

  it.each([
    [
      'a detection that is not there',
      { detectionId: 'iam-chnges' },
      'There is no detection',
      'Did you mean iam-changes?',
    ],
    [
      'something else entirely',
      { detectionId: '<!channel>' },
      'There is no detection',
      'the name of its file',
    ],
    ['more than 30 days', { minutes: 30 * 1_440 + 1 }, '30 days at most', 'signal'],
    [
      'what is critical for more than a working day',
      { detectionId: 'root-usage', minutes: 481 },
      '8 hours',
      'expected',
    ],
    [
      'what guards the trail',
      { detectionId: 'trail-blinded', minutes: 5 },
      'guards the audit trail',
      'signal',
    ],
    ['anything without a reason', { reason: ' ' }, 'no reason', 'Say why'],
  ])('of %s is refused, with what to do instead', (_, changes, reason, hint) => {
    const planned = mute(changes);
    expect(planned.ok).toBe(false);
    expect(!planned.ok && planned.reason).toContain(reason);
    expect(!planned.ok && planned.hint).toContain(hint);
  });

  it('of what is critical holds for a working day', () => {
    expect(mute({ detectionId: 'root-usage', minutes: 480 }).ok).toBe(true);
  });
});

describe('the guards', () => {
  it('are all in the catalog', () => {
    const ids = detections.map(({ id }) => id);
    expect([...GUARDS].filter((id) => !ids.includes(id))).toEqual([]);
  });
});
