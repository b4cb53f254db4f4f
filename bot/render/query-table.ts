// Rows as a Slack table: as many, and as much of each, as one message holds.
import type { TableBlock } from '@slack/types';
import { parseInsightsTime } from '../domain/query/insights-time.ts';
import { measure } from './fit-blocks.ts';
import { localClock } from './local-time.ts';
import { shorten } from './rich-text.ts';

/** Block Kit: at most 100 rows, the header among them, of at most 20 cells. */
const ROWS = 99;
const COLUMNS = 20;
const HEADER = 60;
/** Characters of a cell; the first with which enough rows fit is taken. */
const CELLS: readonly number[] = [300, 120, 60, 30];
/** What a person looks through on a phone before longing for the file. */
const ENOUGH = 25;
/** A column with longer text is broken into lines, and does not push the others off the screen. */
const WRAPPED = 40;
const NUMBER = /^-?\d[\d,]*(\.\d+)?(E-?\d+)?( %)?$/;

export type Rows = readonly (readonly (string | undefined)[])[];

export interface FittedTable {
  readonly block: TableBlock;
  readonly rows: number;
  /** Nothing was left out or cut. */
  readonly whole: boolean;
  /** Moments are on the clocks of `timeZone`. */
  readonly hasTimes: boolean;
}

/** @param room for all strings of the block, by {@link measure}. At least one row is shown, for room enough. */
export function fitTable(
  { columns, rows, timeZone }: { columns: readonly string[]; rows: Rows; timeZone: string },
  room: number,
): FittedTable {
  const showTime = timeShower(timeZone);
  const heads = columns.slice(0, COLUMNS);
  const candidates = rows.slice(0, ROWS);
  const fits = CELLS.map((longest) => {
    const texts = candidates.map((row) => heads.map((_, at) => showCell(row[at], longest, showTime)));
    const header = heads.map((head) => shorten(head, HEADER).trim() || '–');
    return { header, texts: rowsWithin(texts, room - measure(header) - heads.length * ALIGNED) };
  });
  const enough = Math.min(ENOUGH, candidates.length);
  const chosen = fits.find(({ texts }) => texts.length >= enough) ?? fits.at(-1);
  const { header = [], texts = [] } = chosen ?? {};
  const shown = candidates.slice(0, texts.length);
  const cut = shown.some((row, index) =>
    heads.some((_, at) => texts[index]?.[at]?.endsWith('…') && !row[at]?.endsWith('…')),
  );
  return {
    block: {
      type: 'table',
      rows: [header, ...texts].map((row) => row.map((text) => ({ type: 'raw_text', text }))),
      column_settings: header.map((_, at) => ({
        align: isNumeric(texts, at) ? 'right' : 'left',
        is_wrapped: texts.some((row) => (row[at]?.length ?? 0) > WRAPPED),
      })),
    },
    rows: texts.length,
    whole: !cut && texts.length === rows.length && heads.length === columns.length,
    hasTimes: shown.some((row) => row.some((cell) => parseInsightsTime(cell ?? '') !== undefined)),
  };
}

/** The longer of the two alignments. */
const ALIGNED = 'right'.length;

/** `22 Nov 14:03:11` on the clocks of `timeZone`; undefined for other text. No window is long enough to need the year. */
export function timeShower(timeZone: string): (text: string) => string | undefined {
  const clock = localClock(timeZone);
  return (text) => {
    const at = parseInsightsTime(text);
    if (!at) return undefined;
    const { day, seconds } = clock(at);
    return `${day} ${seconds}`;
  };
}

function showCell(
  value: string | undefined,
  longest: number,
  showTime: (text: string) => string | undefined,
): string {
  if (value === undefined) return '–';
  return showTime(value) ?? (shorten(value, longest).trim() || '–');
}

function rowsWithin(texts: readonly (readonly string[])[], room: number): readonly (readonly string[])[] {
  let left = room;
  const end = texts.findIndex((row) => {
    left -= measure(row);
    return left < 0;
  });
  return end === -1 ? texts : texts.slice(0, end);
}

function isNumeric(texts: readonly (readonly string[])[], at: number): boolean {
  return texts.length > 0 && texts.every((row) => NUMBER.test(row[at] ?? ''));
}
