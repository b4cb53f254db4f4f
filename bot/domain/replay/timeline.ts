// When the messages of a replay would have come: day by day, hour by hour of the week, and at night.
import { localTime } from '../context/working-hours.ts';
import type { WorkingHours } from '../settings.ts';
import { type Counts, countBySeverity, type Message } from './messages.ts';
import type { Seen } from './report.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const MINUTES_OF_WEEK = 10_080;
/** More bars are too thin for a phone. */
const MOST_BARS = 62;
/** Days that a bar stands for: a day, a week, four weeks; beyond that whatever is needed. */
const STEPS = [1, 7, 28];
/** As the clock of the working hours names them. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** Hours on the clock of the working hours in which people sleep: `to` is not included. */
export const NIGHT = { from: 22, to: 7 };

export interface Timeline {
  /** Days that each bar stands for. */
  readonly stepDays: number;
  /** From the first event to the last, those without a message too. `from` is the start of a day, UTC. */
  readonly bars: readonly { readonly from: number; readonly messages: Counts }[];
  /** Messages of all bars, by the worst that was in each. */
  readonly messages: Counts;
  /** How many messages began in each hour: Monday first, UTC. */
  readonly week: readonly (readonly number[])[];
  /** Messages that began outside working hours. */
  readonly outside: number;
  /** Of them, the critical ones. */
  readonly outsideCritical: number;
  /** On how many days a message began, UTC. */
  readonly activeDays: number;
  /** The one with the most critical messages, then with the most; undefined where all were quiet. */
  readonly worstNight: Night | undefined;
}

export interface Night {
  /** Midnight of the day in whose evening it began, as if the clock of the working hours were UTC's. */
  readonly evening: number;
  readonly messages: number;
  readonly critical: number;
}

/** By the time of the first page of each message. @param messages - in the order of time */
export function timelineOf(
  messages: readonly Message[],
  { first, last }: Seen,
  hours: WorkingHours,
): Timeline {
  const from = startOfDay(first ?? 0);
  const days = Math.max(1, Math.floor(((last ?? from) - from) / DAY_MS) + 1);
  const stepDays = STEPS.find((step) => days / step <= MOST_BARS) ?? Math.ceil(days / MOST_BARS);
  const inBars = Map.groupBy(messages, (one) => Math.floor((one.from - from) / DAY_MS / stepDays));
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const { from: at } of messages) {
    const date = new Date(at);
    const row = week[(date.getUTCDay() + 6) % 7];
    const hour = date.getUTCHours();
    if (row !== undefined) row[hour] = (row[hour] ?? 0) + 1;
  }
  const placed = messages.map((message) => ({ message, ...localTime(new Date(message.from), hours) }));
  const outside = placed.filter(({ working }) => !working).map(({ message }) => message);
  return {
    stepDays,
    bars: Array.from({ length: Math.ceil(days / stepDays) }, (_, index) => ({
      from: from + index * stepDays * DAY_MS,
      messages: countBySeverity(inBars.get(index) ?? []),
    })),
    messages: countBySeverity(messages),
    week,
    outside: outside.length,
    outsideCritical: countBySeverity(outside).critical,
    activeDays: new Set(messages.map((one) => startOfDay(one.from))).size,
    worstNight: worstNightOf(placed),
  };
}

function worstNightOf(
  placed: readonly { readonly message: Message; readonly words: string }[],
): Night | undefined {
  const byNight = Map.groupBy(placed, ({ message, words }) => eveningOf(message.from, words));
  const nights = [...byNight].flatMap(([evening, own]): readonly Night[] => {
    if (evening === undefined) return [];
    const { critical } = countBySeverity(own.map(({ message }) => message));
    return [{ evening, messages: own.length, critical }];
  });
  return nights.sort(
    (one, other) =>
      other.critical - one.critical || other.messages - one.messages || other.evening - one.evening,
  )[0];
}

/** @param words - `Sunday 03:12`, what a clock shows at that time. @returns undefined by day */
function eveningOf(at: number, words: string): number | undefined {
  const [weekday = '', clock = ''] = words.split(' ');
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  if (hour < NIGHT.from && hour >= NIGHT.to) return undefined;
  const date = new Date(at);
  const shown = (WEEKDAYS.indexOf(weekday) * 24 + hour) * 60 + minute;
  const inUtc = (((date.getUTCDay() + 6) % 7) * 24 + date.getUTCHours()) * 60 + date.getUTCMinutes();
  // No clock is more than 14 hours away from UTC, whichever week it is there.
  const ahead = ((shown - inUtc + MINUTES_OF_WEEK * 1.5) % MINUTES_OF_WEEK) - MINUTES_OF_WEEK / 2;
  return startOfDay(at + ahead * 60_000 - NIGHT.to * HOUR_MS);
}

function startOfDay(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}
