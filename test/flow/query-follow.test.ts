import { describe, expect, it } from 'vitest';
import type { QueryResult } from '../../bot/domain/query/query.ts';
import { BUDGET_MS, followQuery } from '../../bot/flow/query-follow.ts';
import { clockAt } from '../support/aws.ts';
import { ASKED_AT, queryResult } from '../support/query-fixtures.ts';

/** A query whose looks answer `looks` in turn, the last one for ever; time passes only by waiting. */
function following(looks: readonly Partial<QueryResult>[], stop: () => boolean = () => true) {
  const clock = clockAt(ASKED_AT.toISOString());
  const pauses: number[] = [];
  const progress: [number, number][] = [];
  let stopped = 0;
  let at = 0;
  const deps = {
    clock,
    pause: async (milliseconds: number) => {
      pauses.push(milliseconds);
      clock.advance(milliseconds);
    },
    insights: {
      start: async () => 'unused',
      results: async () => queryResult({ rows: [], ...looks[Math.min(at++, looks.length - 1)] }),
      stop: async () => {
        stopped += 1;
        return stop();
      },
    },
  };
  const tell = async (elapsedMs: number, bytes: number) => void progress.push([elapsedMs, bytes]);
  const followed = followQuery('q1', ASKED_AT, deps, tell);
  return { followed, pauses, progress, stopped: () => stopped };
}

describe('a query that is waited for', () => {
  it('is over when AWS says so, and what it found is the last answer', async () => {
    const { followed, pauses } = following([
      { state: 'scheduled' },
      { state: 'running', rows: [['a part', '1']] },
      { state: 'complete', rows: [['all', '2']] },
    ]);
    expect(await followed).toMatchObject({ gaveUp: false, tookMs: 750, result: { rows: [['all', '2']] } });
    expect(pauses).toEqual([300, 450]);
  });

  it.each(['failed', 'cancelled', 'timeout'] as const)('is over when it is %s', async (state) => {
    const { followed } = following([
      { state: 'running', bytesScanned: 700 },
      { state, bytesScanned: 0 },
    ]);
    expect(await followed).toMatchObject({ result: { state, bytesScanned: 700 } });
  });

  it('tells how far it is every five seconds or so, not at every look', async () => {
    const looks = Array.from({ length: 12 }, (_, index) => ({
      state: 'running' as const,
      bytesScanned: index * 1_000,
    }));
    const { followed, progress } = following([...looks, { state: 'complete' }]);
    const { tookMs } = await followed;
    expect(progress.length).toBeLessThanOrEqual(tookMs / 5_000);
    expect(progress.length).toBeGreaterThan(2);
  });

  it('is stopped after ten minutes', async () => {
    const { followed, stopped } = following([{ state: 'running' }]);
    const { gaveUp, tookMs } = await followed;
    expect(gaveUp).toBe(true);
    expect(stopped()).toBe(1);
    expect(tookMs - BUDGET_MS).toBeLessThan(5_000);
  });

  it('that ended just before it was stopped is read once more', async () => {
    let over = false;
    const looks = Array.from({ length: 130 }, () => ({ state: 'running' as const }));
    const { followed } = following([...looks, { state: 'complete' }], () => {
      over = true;
      return false;
    });
    expect(await followed).toMatchObject({ gaveUp: false, result: { state: 'complete' } });
    expect(over).toBe(true);
  });
});
