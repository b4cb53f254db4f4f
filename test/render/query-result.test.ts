import type { TableBlock } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueryResult, Show } from '../../bot/domain/query/query.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { type QueryReply, renderQueryResult } from '../../bot/render/query-result.ts';
import { settings } from '../support/alert-fixtures.ts';
import * as hostile from '../support/hostile-arbitraries.ts';
import { boundQuery, queryResult, template } from '../support/query-fixtures.ts';
import { slackProblems } from '../support/slack-limits.ts';

function render(changes: Partial<QueryResult>, reply: Partial<QueryReply> = {}) {
  const result = queryResult(changes);
  const rest = { query: boundQuery(), tookMs: 2_400, limit: 10_000, settings, fileName: 'refused-calls.csv' };
  return renderQueryResult({ ...rest, result, ...reply });
}
const words = (changes: Partial<QueryResult>, reply: Partial<QueryReply> = {}) =>
  renderPlainText(render(changes, reply).message);
const tableOf = (changes: Partial<QueryResult>, reply: Partial<QueryReply> = {}): string[][] => {
  const block = render(changes, reply).message.blocks.find(({ type }) => type === 'table') as TableBlock;
  return block.rows.map((row) => row.map((cell) => (cell.type === 'raw_text' ? cell.text : '?')));
};
const many = (count: number, cell = (row: number, column: number) => `r${row}c${column}`, width = 2) => ({
  columns: Array.from({ length: width }, (_, column) => `column${column}`),
  rows: Array.from({ length: count }, (_, row) =>
    Array.from({ length: width }, (_, column) => cell(row, column)),
  ),
});
const ranking: Show = { kind: 'ranking', label: 'call', count: 'calls' };
const asRanking = { query: boundQuery({ template: template({ show: ranking }) }) };

describe('the answer to a query', () => {
  it('begins with how much was found, and ends with what it looked at, took and cost', () => {
    const text = words({});
    expect(text).toMatch(/^Refused calls: 2 rows in the last 24 h\n/);
    expect(text).toContain('principal alice · 2026-11-21 14:05:00 UTC to 2026-11-22 14:05:00 UTC');
    expect(text).toContain(
      '4 records matched of 12,345 · 4.0 GB read · 2 s · about $0.02 · Open in CloudWatch: https://',
    );
    expect(words({ bytesScanned: 512 })).toContain('512 B read · 2 s · less than $0.01');
  });

  it.each([
    [20, '20 min'],
    [60, '1 h'],
    [90, '1 h 30 min'],
    [24 * 60, '24 h'],
    [48 * 60, '48 h'],
    [7 * 24 * 60, '7 days'],
  ])('says of %d minutes that they are the last %s', (minutes, shown) => {
    const { to } = boundQuery();
    const query = boundQuery({ from: new Date(to.getTime() - minutes * 60_000) });
    expect(words({}, { query })).toMatch(new RegExp(`^Refused calls: 2 rows in the last ${shown}\\n`));
  });

  it('shows rows as a table, in the query’s order, and a dash where a record lacks the field', () => {
    expect(
      tableOf({
        rows: [
          ['DeleteTrail', undefined],
          ['', '1'],
        ],
      }),
    ).toEqual([
      ['call', 'calls'],
      ['DeleteTrail', '–'],
      ['–', '1'],
    ]);
    expect(render({}).csv).toBeUndefined();
  });

  it('shows moments on the clocks of the working hours, and says whose they are', () => {
    const rows = [
      ['2026-11-22 23:30:00.000', '1'],
      ['2026-11-22T08:00:00Z', '2'],
    ];
    expect(tableOf({ rows }).map(([first]) => first)).toEqual(['call', '23 Nov 00:30:00', '22 Nov 09:00:00']);
    expect(words({ rows })).toContain('Times are in Europe/Amsterdam');
    expect(words({})).not.toContain('Times are in');
  });

  it('gives the share of each in a ranking, but not of a part', () => {
    expect(tableOf({}, asRanking)).toEqual([
      ['call', 'calls', 'share'],
      ['DeleteTrail', '3', '75 %'],
      ['StopLogging', '1', '25 %'],
    ]);
    expect(tableOf({}, { ...asRanking, limit: 2 })[0]).toEqual(['call', 'calls']);
    expect(
      tableOf(
        {
          rows: [
            ['a', 'x'],
            ['b', '2'],
          ],
        },
        asRanking,
      )[0],
    ).toEqual(['call', 'calls']);
  });

  it('reads one row downwards, with all its fields', () => {
    const text = words({ ...many(1, undefined, 40) });
    expect(text).toContain('• column0: r0c0');
    expect(text).toContain('• column39: r0c39');
  });

  it('says what finding nothing means', () => {
    expect(words({ rows: [] })).toMatch(/^Refused calls: nothing found in the last 24 h\n.*data events/s);
    expect(words({ rows: [], recordsScanned: 0 })).toContain('/trail status');
  });

  it('shows the first rows and sends all of them when there are more than a table holds', () => {
    const rows = many(250);
    expect(tableOf(rows)).toHaveLength(100);
    expect(words(rows)).toContain('The first 99 rows are here, all of it in refused-calls.csv');
    expect(render(rows).csv?.text.split('\r\n')).toHaveLength(252);
    expect(render(rows).csv?.rows).toBe(250);
  });

  it('shows enough rows of wide ones by cutting cells, and sends what was cut', () => {
    const rows = many(60, (row, column) => `${row} ${column} ${'x'.repeat(500)}`, 6);
    const table = tableOf(rows);
    expect(table.length).toBeGreaterThan(25);
    expect(table[1]?.[0]).toMatch(/^0 0 x+…$/);
    expect(render(rows).csv?.text).toContain('x'.repeat(500));
    expect(words(many(3, () => 'y'.repeat(400)))).toContain('Cut to fit, all of it in refused-calls.csv');
  });

  it('says that there may be more when as many rows came as the query allows', () => {
    expect(words({}, { limit: 2 })).toMatch(/^Refused calls: at least 2 rows/);
  });

  it.each([
    ['no row', 0, 5, 'x'],
    ['one row', 1, 40, 'x'.repeat(50_000)],
    ['one row of attacks', 1, 40, '\u202E<!channel>`'.repeat(4_000)],
    ['a hundred rows', 100, 40, '=HYPERLINK("https://evil.example","x")'],
    ['a hundred rows of attacks', 100, 40, '<@U012ABCDEF>\n*evil* \uD800'],
    ['a hundred wide cells', 100, 2, '\u202E'.repeat(50_000)],
    ['ten thousand rows', 10_000, 40, 'r'],
  ])('is within Slack’s limits for %s', (_, count, width, cell) => {
    expect(slackProblems(render(many(count, () => cell, width)).message)).toEqual([]);
  });

  it('is within Slack’s limits, escaped, and free of mentions for any result', () => {
    const rowsOf = (columns: readonly string[]) =>
      fc.array(
        fc.array(hostile.maybe(hostile.text), { minLength: columns.length, maxLength: columns.length }),
        {
          maxLength: 120,
        },
      );
    const result = fc
      .array(hostile.text, { minLength: 1, maxLength: 40 })
      .chain((columns) =>
        fc.record({ columns: fc.constant(columns), rows: rowsOf(columns), recordsMatched: hostile.count }),
      );
    const query = fc
      .record({ title: hostile.text, id: hostile.text })
      .chain((names) =>
        hostile.text.map((value) =>
          boundQuery({ template: template(names), values: { who: value }, text: value }),
        ),
      );
    fc.assert(
      fc.property(result, query, hostile.text, (changes, asked, fileName) => {
        expect(slackProblems(render(changes, { query: asked, fileName }).message)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
