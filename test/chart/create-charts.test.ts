import { describe, expect, it } from 'vitest';
import { createCharts } from '../../bot/chart/create-charts.ts';
import { chartPoints } from '../../bot/domain/query/chart-points.ts';
import { CHART_FONT, renderChart } from '../../bot/render/chart.ts';
import { boundQuery, queryResult } from '../support/query-fixtures.ts';

const svgOf = (text: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60" font-family="${CHART_FONT}"><text y="40" font-size="30">${text}</text></svg>`;

describe('a picture', () => {
  it('is a PNG of the size that was drawn', async () => {
    const query = boundQuery({ text: 'stats count(*) as calls by bin(1h) as call' });
    const show = { kind: 'timeline', time: 'call', count: 'calls' } as const;
    const points = chartPoints(query, queryResult({ rows: [['2026-11-22 03:00:00.000', '4']] }), show);
    if (!points) throw new Error('nothing to draw');
    const png = Buffer.from(await createCharts().draw(renderChart(points, { title: 'x', timeZone: 'UTC' })));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1_080, 640]);
  });

  it('has letters: the font is found', async () => {
    const charts = createCharts();
    const [empty, written] = [await charts.draw(svgOf('')), await charts.draw(svgOf('alice'))];
    expect(written.byteLength).toBeGreaterThan(empty.byteLength + 300);
  });
});
