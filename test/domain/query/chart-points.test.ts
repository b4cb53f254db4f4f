import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartPoints, LARGEST, OTHERS } from '../../../bot/domain/query/chart-points.ts';
import type { Show } from '../../../bot/domain/query/query.ts';
import * as hostile from '../../support/hostile-arbitraries.ts';
import { boundQuery, queryResult } from '../../support/query-fixtures.ts';

type Timeline = Extract<Show, { kind: 'timeline' }>;
const PLAIN: Timeline = { kind: 'timeline', time: 'time', count: 'calls' };
const BY_WHO: Timeline = { ...PLAIN, series: 'who' };
const query = boundQuery({ text: 'stats count(*) as calls by bin(1h) as time' });
const pointsOf = (rows: readonly (readonly (string | undefined)[])[], show = PLAIN, asked = query) =>
  chartPoints(asked, queryResult({ columns: ['time', 'calls', 'who'], rows }), show);

describe('the points of a timeline', () => {
  it('cover the whole window, with zero where nothing happened', () => {
    const points = pointsOf([
      ['2026-11-21 14:00:00.000', '2'],
      ['2026-11-22 14:00:00.000', '5'],
    ]);
    expect(points?.start).toEqual(new Date('2026-11-21T14:00:00Z'));
    expect(points?.stepMs).toBe(3_600_000);
    expect(points?.series).toEqual([{ name: undefined, counts: [2, ...new Array(23).fill(0), 5] }]);
  });

  it('join steps that would be too thin to see', () => {
    const week = {
      ...query,
      from: new Date('2026-11-01T00:00:00Z'),
      text: 'stats count(*) by bin(5m) as time',
    };
    const points = pointsOf([['2026-11-10 00:05:00.000', '1']], PLAIN, week);
    expect(points?.steps).toBeLessThanOrEqual(97);
    expect(points?.series[0]?.counts.reduce((sum, one) => sum + one, 0)).toBe(1);
  });

  it('keep the largest series and call the rest others', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', undefined];
    const rows = names.map((name, index) => ['2026-11-22 03:00:00.000', String(index + 1), name]);
    const series = pointsOf(rows, BY_WHO)?.series ?? [];
    expect(series.map(({ name }) => name)).toEqual(['none', 'h', 'g', 'f', 'e', 'd', OTHERS]);
    expect(series).toHaveLength(LARGEST + 1);
    expect(series.at(-1)?.counts[13]).toBe(1 + 2 + 3);
  });

  it('are none when no row has a moment of the window and a count', () => {
    const rows = [
      ['yesterday', '3'],
      ['2026-11-22 03:00:00.000', 'many'],
      ['2020-01-01 00:00:00.000', '3'],
      [],
    ];
    expect(pointsOf(rows)).toBeUndefined();
    expect(chartPoints(query, queryResult(), PLAIN)).toBeUndefined();
  });

  it('are finite for any result', () => {
    const cell = fc.oneof(
      hostile.maybe(hostile.text),
      fc.constantFrom('2026-11-22 03:00:00.000', '1e308', '-1', '7'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 3 }), { maxLength: 30 }), (rows) => {
        for (const { counts } of pointsOf(rows, BY_WHO)?.series ?? []) {
          expect(counts.every((one) => one >= 0)).toBe(true);
        }
      }),
    );
  });
});
