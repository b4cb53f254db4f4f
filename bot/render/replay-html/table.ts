// A table that can be read without any script, and sorted with ours.
import { type Content, html, type Markup } from '../../html/markup.ts';
import { count } from '../replay-text.ts';

export interface Column<Row> {
  readonly title: string;
  readonly kind: 'text' | 'number';
  /** Whether a phone, where room is short, may leave the cell out. */
  readonly isNought?: (row: Row) => boolean;
  readonly cell: (row: Row) => Content;
  /** What the script sorts by; the number or text of the cell when left out. */
  readonly order?: (row: Row) => number | string | undefined;
}

/** More rows than these, and a phone shows the first five until it is asked for all: `narrow.css` counts them. */
const MOST_AT_ONCE = 6;

/** @param name - says what the rows are, for who cannot see them. @param rows - in the order that tells most first */
export function renderTable<Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Markup {
  const heads = columns.map(({ title, kind }) => html`<th scope="col" class="${kind}">${title}</th>`);
  const lines = rows.map(
    (row) => html`<tr>${columns.map((column, at) => renderCell(column, row, at === 0))}</tr>\n`,
  );
  return html`<div class="scroll"><table class="data sortable" aria-label="${name}">
<thead><tr>${heads}</tr></thead>
<tbody>${lines}</tbody></table>${rows.length > MOST_AT_ONCE && renderTick(name, rows.length)}</div>`;
}

function renderTick(name: string, rows: number): Markup {
  const words = `Show all ${count(rows)}`;
  return html`<label class="all"><input type="checkbox" aria-label="${words}: ${name}">${words}</label>`;
}

function renderCell<Row>(column: Column<Row>, row: Row, isFirst: boolean): Markup {
  const { title, kind, cell, order, isNought } = column;
  const key = order?.(row);
  const sort = key !== undefined && html` data-sort="${key}"`;
  const inside = cell(row);
  return isFirst
    ? html`<th scope="row" class="${kind}"${sort}>${inside}</th>`
    : html`<td class="${kind}${isNought?.(row) && ' nought'}" data-label="${title}"${sort}><div>${inside}</div></td>`;
}
