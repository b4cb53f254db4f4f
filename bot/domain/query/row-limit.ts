// How many rows a query can answer with: as many as that came, and there may be more.

/** GetQueryResults gives so many on a page, and nobody reads more in Slack or in a spreadsheet. */
export const MOST_ROWS = 10_000;
const LIMIT = /\|\s*limit\s+(\d{1,9})\s*$/i;

/** The smaller of the query's own `limit` at its end and {@link MOST_ROWS}. */
export function rowLimit(text: string): number {
  const own = Number(LIMIT.exec(text.trimEnd())?.[1] ?? MOST_ROWS);
  return Math.max(1, Math.min(MOST_ROWS, own));
}
