import { describe, expect, it } from 'vitest';
import { createSeenBefore } from '../../../bot/domain/replay/seen-before.ts';
import { createTally } from '../../../bot/domain/replay/tally.ts';
import { finding } from '../../support/findings.ts';

describe('the tally of a replay', () => {
  it('keeps pages, and of the review only how many', () => {
    const tally = createTally();
    const page = finding();
    tally.add([page, finding({ lane: 'review' }), finding({ lane: 'review', severity: 'critical' })], []);
    expect(tally.pages).toEqual([page]);
    expect(tally.reviewed.get('root-usage')).toEqual({ count: 2, severity: 'critical', first: 0, last: 0 });
  });

  it('knows an event again in another file, but not another detection that counts it', () => {
    const tally = createTally();
    const one = finding({ lane: 'review' });
    expect(tally.add([one], [])).toEqual([one]);
    expect(tally.add([{ ...one }], [])).toEqual([]);
    expect(tally.add([{ ...one, detectionId: 'trail-stopped' }], [])).toHaveLength(1);
    expect(tally).toMatchObject({ repeated: 1 });
  });

  it('keeps no more pages than it has room for, and says how many came after', () => {
    const tally = createTally(3);
    tally.add(
      Array.from({ length: 5 }, () => finding()),
      [],
    );
    expect(tally.pages).toHaveLength(3);
    expect(tally.pagesBeyond).toBe(2);
  });
});

describe('what was seen before', () => {
  it('is known among many others, and nothing else is', () => {
    const seen = createSeenBefore();
    const keys = Array.from({ length: 50_000 }, (_, n) => `event-${n}`);
    expect(keys.filter((key) => seen.check(key))).toEqual([]);
    expect(keys.every((key) => seen.check(key))).toBe(true);
  });

  it('is forgotten only after as many others as it has room for', () => {
    const seen = createSeenBefore(64);
    const fill = (name: string, count: number) => {
      for (let n = 0; n < count; n += 1) seen.check(`${name}-${n}`);
    };
    seen.check('first');
    fill('a', 31);
    expect(seen.check('first')).toBe(true);
    fill('b', 100);
    expect(seen.check('first')).toBe(false);
  });
});
