// The whole result as a file that a spreadsheet opens and does not execute.
import { stringify } from 'csv-stringify/sync';
import type { QueryResult } from '../domain/query/query.ts';

/** UTF-16 units. Slack takes a gigabyte, a Lambda with a few hundred megabytes of memory does not. */
const LONGEST = 20_000_000;

export interface Csv {
  readonly text: string;
  /** How many of the result's rows are in it. */
  readonly rows: number;
}

/**
 * RFC 4180, with a byte order mark, without which Excel takes UTF-8 for something else. A cell that a spreadsheet would
 * take for a formula has an apostrophe before it: https://owasp.org/www-community/attacks/CSV_Injection.
 */
export function renderCsv({ columns, rows }: Pick<QueryResult, 'columns' | 'rows'>): Csv {
  const kept = withinLength(rows);
  // `@timestamp` would be taken for a formula too; the name tells as much without its mark.
  const header = columns.map((column) => column.replace(/^@(?=\w)/, ''));
  const records = [header, ...kept].map((record) => record.map((cell) => (cell ?? '').toWellFormed()));
  const text = stringify(records, {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    quoted_match: /[\r\n]/,
  });
  return { text, rows: kept.length };
}

function withinLength(rows: QueryResult['rows']): QueryResult['rows'] {
  let room = LONGEST;
  const end = rows.findIndex((row) => {
    room -= row.reduce((sum, cell) => sum + (cell?.length ?? 0) + 3, 0);
    return room < 0;
  });
  return end === -1 ? rows : rows.slice(0, end);
}
