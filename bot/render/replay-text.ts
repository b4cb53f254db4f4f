// Numbers, names and tables as a terminal shows them.
import { visible } from './visible-text.ts';

const MOST_NAME = 44;
/** Of a terminal that nobody made wider. */
const WIDTH = 80;
const GAP = '  ';
const LONGEST_NAME = 80;

export function count(number: number): string {
  return number.toLocaleString('en-US');
}

/** With so many digits behind the point. */
export function fixed(number: number, digits: number): string {
  return number.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** `1 page`, `2 pages`; `several` where an s does not make it. */
export function counted(number: number, what: string, several = `${what}s`): string {
  return `${count(number)} ${number === 1 ? what : several}`;
}

/** `3`, or `3 of 14` where the three are a part. */
export function numberOf(number: number, whole: number | undefined): string {
  return whole === undefined ? count(number) : `${count(number)} of ${count(whole)}`;
}

/** {@link counted}, or `1 of 14 messages`. */
export function countedOf(
  number: number,
  whole: number | undefined,
  what: string,
  several = `${what}s`,
): string {
  return whole === undefined
    ? counted(number, what, several)
    : `${count(number)} of ${counted(whole, what, several)}`;
}

/** A name from a log must not move the cursor or colour the rest of the terminal. */
export function printable(text: string): string {
  return visible(text).slice(0, LONGEST_NAME);
}

/**
 * The first column to the left, figures to the right, at least two spaces between columns; no wider than 80 while the
 * figures leave room: a name that is too long then has a line of its own.
 */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [titles, ...rows];
  const widths = titles.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  const figures = (cells: readonly string[]) =>
    cells.map((cell, at) => GAP + cell.padStart(widths[at + 1] ?? 0)).join('');
  const room = Math.max(0, WIDTH - figures(titles.slice(1)).length);
  const width = Math.min(Math.max(MOST_NAME, widths[0] ?? 0), room);
  return lines
    .map(([name = '', ...cells]) =>
      name.length > width
        ? `${name}\n${' '.repeat(width)}${figures(cells)}`
        : `${name.padEnd(width)}${figures(cells)}`,
    )
    .join('\n');
}
