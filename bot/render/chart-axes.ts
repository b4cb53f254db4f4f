// Where the axes of a chart have their marks: round numbers, and hours that people plan their day by.
import type { ChartPoints } from '../domain/query/chart-points.ts';
import { localClock } from './local-time.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const MOST_LABELS = 7;
/** Minutes between two labels. */
const DISTANCES = [1, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1, 2, 3, 7, 14, 28].map((one, index) =>
  index < 11 ? one : one * DAY_MINUTES,
);

/** At least `peak`, with two to five even steps of 1, 2 or 5 times a power of ten from 0. */
export function niceTop(peak: number): { readonly top: number; readonly ticks: readonly number[] } {
  const rough = Math.max(1, peak) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  // Half a call is none: what is counted is whole.
  const step = Math.max(1, ([1, 2, 5].find((one) => one * power >= rough) ?? 10) * power);
  const steps = Math.ceil(Math.max(1, peak) / step);
  return { top: steps * step, ticks: Array.from({ length: steps + 1 }, (_, index) => index * step) };
}

/** Labels for some of the steps, at most seven: the day where one begins, else the hour. */
export function timeTicks(
  { start, stepMs, steps }: ChartPoints,
  timeZone: string,
): readonly { readonly step: number; readonly label: string }[] {
  const clock = localClock(timeZone);
  const stepMinutes = stepMs / MINUTE_MS;
  const wanted = (steps * stepMinutes) / MOST_LABELS;
  const nice = DISTANCES.find((minutes) => minutes >= wanted && Number.isInteger(minutes / stepMinutes));
  const every = nice === undefined ? Math.ceil(steps / MOST_LABELS) : nice / stepMinutes;
  const at = (step: number) => clock(new Date(start.getTime() + step * stepMs));
  // On the hour of the local clock, or as soon after it as the steps allow: 06:00 is read faster than 05:00.
  const round = Math.min(DAY_MINUTES, every * stepMinutes);
  const first = Array.from({ length: Math.min(every, steps) }, (_, step) => step).reduce((best, step) =>
    at(step).minuteOfDay % round < at(best).minuteOfDay % round ? step : best,
  );
  const byDay = every * stepMinutes >= DAY_MINUTES;
  return Array.from({ length: Math.ceil((steps - first) / every) }, (_, index) => {
    const step = first + index * every;
    const { day, clock: time, minuteOfDay } = at(step);
    return { step, label: byDay || minuteOfDay === 0 ? day : time };
  });
}
