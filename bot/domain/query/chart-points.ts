// Turns the rows of a timeline into counts at even steps, gaps filled with zero: what a chart can draw.
import { parseInsightsTime } from './insights-time.ts';
import type { BoundQuery, QueryResult, Show } from './query.ts';

export interface Series {
  /** Undefined for the only series of a timeline without any. */
  readonly name: string | undefined;
  /** One a step, from the first. */
  readonly counts: readonly number[];
}

export interface ChartPoints {
  /** Where the first step begins: at or before the query's window. */
  readonly start: Date;
  readonly stepMs: number;
  readonly steps: number;
  /** The largest first; beyond {@link LARGEST} the rest is one series, {@link OTHERS}. Never empty. */
  readonly series: readonly Series[];
}

export const LARGEST = 6;
export const OTHERS = 'others';

/** More bars than this cannot be told apart on a phone: steps are joined. */
const MOST_STEPS = 96;
const UNIT_MS: { readonly [unit: string]: number } = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};
const BIN = /\bbin\(\s*(\d{1,6})\s*([smhdw])\s*\)/;

/** Undefined when no row holds a moment within the window and a count. */
export function chartPoints(
  { text, from, to }: BoundQuery,
  { columns, rows }: QueryResult,
  show: Extract<Show, { kind: 'timeline' }>,
): ChartPoints | undefined {
  const windowMs = to.getTime() - from.getTime();
  if (!(windowMs > 0)) return undefined;
  const bin = binMs(text) ?? Math.ceil(windowMs / 24);
  const stepMs = bin * Math.max(1, Math.ceil(windowMs / bin / MOST_STEPS));
  const start = Math.floor(from.getTime() / stepMs) * stepMs;
  const steps = Math.ceil((to.getTime() - start) / stepMs);

  const at = [show.time, show.count, show.series].map((name) => columns.indexOf(name ?? ''));
  const [timeAt = -1, countAt = -1, seriesAt = -1] = at;
  const found = new Map<string | undefined, number[]>();
  for (const row of rows) {
    const moment = parseInsightsTime(row[timeAt] ?? '');
    const count = Number(row[countAt] ?? Number.NaN);
    if (!moment || !Number.isFinite(count) || count <= 0) continue;
    const step = Math.floor((moment.getTime() - start) / stepMs);
    if (step < 0 || step >= steps) continue;
    const name = show.series === undefined ? undefined : row[seriesAt] || 'none';
    const counts = found.get(name) ?? new Array<number>(steps).fill(0);
    counts[step] = (counts[step] ?? 0) + count;
    found.set(name, counts);
  }
  if (found.size === 0) return undefined;
  const series = [...found].map(([name, counts]) => ({ name, counts }));
  return { start: new Date(start), stepMs, steps, series: largest(series, steps) };
}

/** The step that the query itself counts in; undefined when it names none. */
function binMs(text: string): number | undefined {
  const [, count, unit = ''] = BIN.exec(text) ?? [];
  const milliseconds = Number(count) * (UNIT_MS[unit] ?? Number.NaN);
  return milliseconds > 0 ? milliseconds : undefined;
}

function largest(series: readonly Series[], steps: number): readonly Series[] {
  const sorted = series.toSorted((a, b) => sum(b.counts) - sum(a.counts));
  const rest = sorted.slice(LARGEST);
  if (rest.length === 0) return sorted;
  const counts = Array.from({ length: steps }, (_, step) => sum(rest.map((one) => one.counts[step] ?? 0)));
  return [...sorted.slice(0, LARGEST), { name: OTHERS, counts }];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
