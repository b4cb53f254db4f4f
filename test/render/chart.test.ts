import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCharts } from '../../bot/chart/create-charts.ts';
import type { ChartPoints } from '../../bot/domain/query/chart-points.ts';
import { describeChart, renderChart } from '../../bot/render/chart.ts';
import { niceTop, timeTicks } from '../../bot/render/chart-axes.ts';
import * as hostile from '../support/hostile-arbitraries.ts';

const AMSTERDAM = { title: 'Refused calls', timeZone: 'Europe/Amsterdam' };
const HOUR = 3_600_000;
const day = (changes: Partial<ChartPoints> = {}): ChartPoints => ({
  start: new Date('2026-11-21T14:00:00Z'),
  stepMs: HOUR,
  steps: 25,
  series: [{ name: undefined, counts: Array.from({ length: 25 }, (_, hour) => (hour === 13 ? 40 : 2)) }],
  ...changes,
});

describe('the chart of a timeline', () => {
  it('in words gives the totals, and when it was most', () => {
    expect(describeChart(day(), AMSTERDAM)).toBe('Refused calls: 88 in all; most from 22 Nov, 04:00: 40');
    const series = [
      { name: 'alice', counts: [1_200, 0] },
      { name: 'bob', counts: [0, 3] },
    ];
    expect(describeChart(day({ steps: 2, series }), AMSTERDAM)).toContain(
      '1,203 in all: alice 1,200, bob 3; most from 21 Nov, 15:00',
    );
  });

  it('has a bar for each step in which something happened, and a name for each series', () => {
    const series = [
      { name: 'alice', counts: [1, 0, 5] },
      { name: '<b>&mallory', counts: [0, 2, 1] },
    ];
    const svg = renderChart(day({ steps: 3, series }), AMSTERDAM);
    expect(svg.match(/<rect[^>]*fill="#0072B2"/g)).toHaveLength(2 + 1);
    expect(svg).toContain('&lt;b&gt;&amp;mallory 3</text>');
    expect(svg).toContain('21 Nov, 15:00 to 18:00, Europe/Amsterdam');
  });

  it('is a picture for any names and counts', async () => {
    const charts = createCharts();
    const counts = fc.array(fc.oneof(hostile.count, fc.constant(0)), { minLength: 5, maxLength: 5 });
    const points = fc
      .array(fc.record({ name: hostile.maybe(hostile.text), counts }), { minLength: 1, maxLength: 7 })
      .map((series) => day({ steps: 5, series }));
    await fc.assert(
      fc.asyncProperty(points, hostile.text, async (one, title) => {
        const svg = renderChart(one, { title, timeZone: 'UTC' });
        expect(svg).not.toMatch(/NaN|Infinity/);
        expect((await charts.draw(svg)).byteLength).toBeGreaterThan(100);
      }),
      { numRuns: 12 },
    );
  }, 30_000);
});

describe('the axis of counts', () => {
  it.each([
    [1, [0, 1]],
    [7, [0, 2, 4, 6, 8]],
    [125, [0, 50, 100, 150]],
    [1_000_000, [0, 500_000, 1_000_000]],
  ])('up to %d has round marks', (peak, ticks) => {
    expect(niceTop(peak)).toEqual({ top: ticks.at(-1), ticks });
  });
});

describe('the axis of time', () => {
  const labels = (points: ChartPoints, timeZone = 'Europe/Amsterdam') =>
    timeTicks(points, timeZone).map(({ label }) => label);

  it('has round hours of the local clock, and the day where one begins', () => {
    expect(labels(day())).toEqual(['16:00', '20:00', '22 Nov', '04:00', '08:00', '12:00']);
    expect(labels(day(), 'Asia/Kolkata')).toEqual(['20:30', '00:30', '04:30', '08:30', '12:30', '16:30']);
  });

  it('has days for longer stretches', () => {
    const month = day({ start: new Date('2026-11-01T00:00:00Z'), stepMs: 24 * HOUR, steps: 30 });
    expect(labels(month)).toEqual(['1 Nov', '8 Nov', '15 Nov', '22 Nov', '29 Nov']);
  });

  it('never has more labels than a phone can show', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 97 }),
        fc.integer({ min: 1_000, max: 30 * 24 * HOUR }),
        (steps, stepMs) => {
          expect(labels(day({ steps, stepMs })).length).toBeLessThanOrEqual(8);
        },
      ),
    );
  });
});
