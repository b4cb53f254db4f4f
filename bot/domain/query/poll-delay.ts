// How long to wait before a running query is looked at again.

const FIRST_MS = 300;
const LONGEST_MS = 5_000;
const GROWTH = 1.5;

/**
 * Milliseconds: 300, 450, 675 … 5,000. Most queries over a day take about a second; the ten looks a second that AWS
 * allows are shared by everybody in the account.
 * @param looks how often it was looked at so far, from 0.
 */
export function pollDelay(looks: number): number {
  return Math.min(LONGEST_MS, Math.round(FIRST_MS * GROWTH ** Math.max(0, looks)));
}
