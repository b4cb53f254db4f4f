// Columns that more than one table of a report has.
import type { Severity } from '../../domain/detection/detection.ts';
import { SEVERITIES } from '../../domain/detection/detection.ts';
import type { Settings } from '../../domain/settings.ts';
import { html, type Markup } from '../../html/markup.ts';
import { accountName } from '../alert-subject.ts';
import { count } from '../replay-text.ts';
import type { Column } from './table.ts';
import { moment, name, severityChip } from './words.ts';

/** A part of a report, with its head. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** One sentence on what is seen here. */
  readonly lead?: string;
  readonly content: Markup;
}

export const number = <Row>(title: string, value: (row: Row) => number): Column<Row> => ({
  title,
  kind: 'number',
  cell: (row) => count(value(row)),
  order: value,
});

/** One of so many figures that those which are none may go. */
export const figure = <Row>(title: string, value: (row: Row) => number): Column<Row> => ({
  ...number(title, value),
  isNought: (row) => value(row) === 0,
});

export const severity = <Row>(title: string, value: (row: Row) => Severity): Column<Row> => ({
  title,
  kind: 'text',
  cell: (row) => severityChip(value(row)),
  order: (row) => SEVERITIES.indexOf(value(row)),
});

/** UTC. */
export const when = <Row>(title: string, value: (row: Row) => number | undefined): Column<Row> => ({
  title,
  kind: 'number',
  cell: (row) => moment(value(row)),
  order: (row) => value(row) ?? 0,
});

export function account<Row>(idOf: (row: Row) => string, settings: Settings): Column<Row> {
  return {
    title: 'Account',
    kind: 'text',
    cell: (row) => {
      const known = accountName(settings, idOf(row));
      return known === undefined ? name(idOf(row)) : html`${name(known)}<small>${name(idOf(row))}</small>`;
    },
    order: (row) => accountName(settings, idOf(row)) ?? idOf(row),
  };
}
