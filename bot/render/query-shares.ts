// A ranking with the share of each: half of all calls from one address says more than a number.
import type { QueryResult, Show } from '../domain/query/query.ts';
import type { Rows } from './query-table.ts';

/**
 * The columns of a ranking with `share` after what is counted; everything else as it is. Of a result that was cut there
 * is no whole to have a share of.
 */
export function withShares(
  show: Show,
  { columns, rows }: Pick<QueryResult, 'columns' | 'rows'>,
  limit: number,
): { readonly columns: readonly string[]; readonly rows: Rows } {
  const at = show.kind === 'ranking' ? columns.indexOf(show.count) : -1;
  const counts = rows.map((row) => Number(row[at] ?? Number.NaN));
  const total = counts.reduce((sum, one) => sum + one, 0);
  if (at === -1 || rows.length >= limit || !(total > 0) || counts.some((one) => one < 0))
    return { columns, rows };
  return {
    columns: columns.toSpliced(at + 1, 0, 'share'),
    rows: rows.map((row, index) => row.toSpliced(at + 1, 0, percent((counts[index] ?? 0) / total))),
  };
}

function percent(share: number): string {
  const whole = Math.round(share * 100);
  if (whole === 0 && share > 0) return '<1 %';
  return whole === 100 && share < 1 ? '>99 %' : `${whole} %`;
}
