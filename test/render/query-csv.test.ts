import { describe, expect, it } from 'vitest';
import { renderCsv } from '../../bot/render/query-csv.ts';

const csvOf = (...rows: (string | undefined)[][]) => renderCsv({ columns: ['@timestamp', 'who'], rows });

describe('the CSV of a result', () => {
  it('has a header, a line for each row, and nothing where a record lacks the field', () => {
    expect(csvOf(['2026-11-22 14:03:11.000', 'alice'], [undefined, 'b"o,b']).text).toBe(
      '\uFEFFtimestamp,who\r\n2026-11-22 14:03:11.000,alice\r\n,"b""o,b"\r\n',
    );
  });

  it.each(['=HYPERLINK("https://evil.example","AWS")', '+1', '-1+cmd', '@SUM(A1)', '\t=1', '＝1'])(
    'makes text of the formula %j',
    (cell) => {
      const [, line = ''] = csvOf([cell, 'x']).text.split('\r\n');
      expect(line.replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('keeps a cell with line breaks together, and is well-formed whatever the cell is', () => {
    expect(csvOf(['a\r\nb', '\uD800']).text).toContain('"a\r\nb",\uFFFD');
  });

  it('holds as many rows as a Lambda can carry, and tells how many', () => {
    const { text, rows } = renderCsv({
      columns: ['x'],
      rows: Array.from({ length: 600 }, () => ['y'.repeat(50_000)]),
    });
    expect(rows).toBe(399);
    expect(text.length).toBeLessThan(20_100_000);
  });
});
