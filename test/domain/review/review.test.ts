// The review's stretch of time, its sums, and what its button carries.
import { describe, expect, it } from 'vitest';
import { reviewRange } from '../../../bot/domain/review/review-range.ts';
import { parseSignOffValue, printSignOffValue } from '../../../bot/domain/review/sign-off-value.ts';
import { type CountedEvent, summariseReview } from '../../../bot/domain/review/summarise-review.ts';

const NOW = new Date('2026-11-22T15:00:00Z');

describe('the stretch of a review', () => {
  it('begins where the last one ended, and leaves out what only just came', () => {
    expect(reviewRange(new Date('2026-11-21T15:00:00Z'), NOW)).toEqual({
      since: new Date('2026-11-21T15:00:00Z'),
      until: new Date('2026-11-22T14:59:00Z'),
      more: false,
    });
  });

  it('is a week before the first sign-off', () => {
    expect(reviewRange(undefined, NOW).since).toEqual(new Date('2026-11-15T14:59:00Z'));
  });

  it('is a week at most, the oldest first, and says that there is more', () => {
    expect(reviewRange(new Date('2026-10-01T00:00:00Z'), NOW)).toEqual({
      since: new Date('2026-10-01T00:00:00Z'),
      until: new Date('2026-10-08T00:00:00Z'),
      more: true,
    });
  });

  it('is empty right after a sign-off, and never ends before it begins', () => {
    const { since, until } = reviewRange(new Date('2026-11-22T14:59:55Z'), NOW);
    expect(until).toEqual(since);
  });
});

describe('the sums', () => {
  const event = (changes: Partial<CountedEvent> = {}): CountedEvent => ({
    detectionId: 'iam-changes',
    severity: 'medium',
    actorName: 'alice',
    failed: false,
    ...changes,
  });

  it('are by detection, the worst first, with who did most', () => {
    const events = [
      ...Array.from({ length: 3 }, () => event()),
      event({ actorName: 'constructor', failed: true }),
      ...['a', 'b', 'c'].map((actorName) => event({ actorName })),
      event({ detectionId: 'root-usage', severity: 'critical', actorName: 'root' }),
      event({ detectionId: '__proto__', severity: 'low' }),
    ];
    const { count, routine, hidden } = summariseReview(events);
    expect(count).toBe(9);
    expect(hidden).toEqual([]);
    expect(routine.map(({ detectionId }) => detectionId)).toEqual(['root-usage', 'iam-changes', '__proto__']);
    expect(routine[1]).toMatchObject({ count: 7, failed: 1, otherActors: 2 });
    expect(routine[1]?.actors[0]).toEqual({ name: 'alice', count: 3 });
  });

  it('keep what was hidden apart, by what hid it', () => {
    const events = [
      event(),
      event({ suppressionId: 's1' }),
      event({ suppressionId: 's1' }),
      event({ suppressionId: 's2' }),
    ];
    const { count, routine, hidden } = summariseReview(events);
    expect(count).toBe(4);
    expect(routine).toHaveLength(1);
    expect(hidden.map(({ suppressionId, count: events }) => [suppressionId, events])).toEqual([
      ['s1', 2],
      ['s2', 1],
    ]);
  });

  it('keep what was known of who hid it, as soon as one event has that', () => {
    const hiddenBy = { ownerId: 'U0ALEX0001', scope: 'alice', reason: 'Mondays' };
    const events = [event({ suppressionId: 's1' }), event({ suppressionId: 's1', hiddenBy })];
    expect(summariseReview(events).hidden).toMatchObject([{ count: 2, hiddenBy }]);
  });
});

describe('the button', () => {
  it('says until when and how many', () => {
    const signed = { until: NOW, count: 10_000 };
    expect(parseSignOffValue(printSignOffValue(signed))).toEqual(signed);
  });

  it.each(['', 'x', '2026-11-22T15:00:00.000Z', '2026-13-45T15:00:00.000Z 3', '2026-11-22T15:00:00.000Z -3'])(
    'with %j is none of ours',
    (value) => {
      expect(parseSignOffValue(value)).toBeUndefined();
    },
  );
});
