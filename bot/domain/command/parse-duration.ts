// Reads how long: `30m`, `4h`, `2d`, `1w`.

const MINUTES: ReadonlyMap<string, number> = new Map([
  ['m', 1],
  ['h', 60],
  ['d', 1_440],
  ['w', 10_080],
]);
const LONGEST_MINUTES = 30 * 1_440;

/** Completes "Say for how long: …". */
export const DURATION_FORM = '30m, 4h, 2d or 1w, at most 30 days';

/** Whole minutes; undefined for what is no duration, for nothing, and for more than 30 days. */
export function parseDuration(text: string): number | undefined {
  const [, amount = '', unit = ''] = /^(\d{1,5})([mhdw])$/i.exec(text) ?? [];
  const minutes = Number(amount) * (MINUTES.get(unit.toLowerCase()) ?? 0);
  return minutes >= 1 && minutes <= LONGEST_MINUTES ? minutes : undefined;
}
