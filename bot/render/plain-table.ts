// A table as aligned text, for a terminal.
import { cutText } from '../domain/cut-text.ts';
import { visible } from './visible-text.ts';

/** As many as a Slack table has; of a cell, as much as leaves room for its neighbours. */
const ROWS = 100;
const COLUMNS = 20;
const CELL = 60;
const GAP = '  ';

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u{FF01}-\u{FF60}]/u;
const NO_WIDTH = /\p{M}/u;

/**
 * @param rows the first is the header
 * @param toTheRight by column; what is not said goes to the left
 */
export function layTable(rows: readonly (readonly string[])[], toTheRight: readonly boolean[] = []): string {
  const cells = rows
    .slice(0, ROWS)
    .map((row) => row.slice(0, COLUMNS).map((cell) => cutText(visible(cutText(cell, CELL)), CELL)));
  const widths = Array.from({ length: Math.max(0, ...cells.map((row) => row.length)) }, (_, at) =>
    Math.max(...cells.map((row) => widthOf(row[at] ?? ''))),
  );
  const lines = cells.map((row) =>
    widths
      .map((width, at) => pad(row[at] ?? '', width, toTheRight[at] === true))
      .join(GAP)
      .trimEnd(),
  );
  const rule = widths.map((width) => '-'.repeat(width)).join(GAP);
  return [...lines.slice(0, 1), ...(lines.length > 1 ? [rule] : []), ...lines.slice(1)].join('\n');
}

function pad(text: string, width: number, toTheRight: boolean): string {
  const blanks = ' '.repeat(width - widthOf(text));
  return toTheRight ? `${blanks}${text}` : `${text}${blanks}`;
}

/** In columns of a terminal. */
function widthOf(text: string): number {
  return [...text].reduce((sum, one) => sum + (NO_WIDTH.test(one) ? 0 : WIDE.test(one) ? 2 : 1), 0);
}
