// The working hours of a stretch of days as instants: exact on both sides of a change of the clock.
import type { WorkingHours } from '../settings.ts';

export interface Span {
  readonly from: Date;
  /** Not part of it. */
  readonly to: Date;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** One span for each working day that touches `from`–`to`, oldest first. Hours that end before they begin last overnight. */
export function workingSpans(hours: WorkingHours, { from, to }: Span): readonly Span[] {
  const length = minutesOf(hours.to) - minutesOf(hours.from);
  const overnight = length <= 0 ? DAY : 0;
  const instantOf = clockOf(hours.timeZone);
  const spans: Span[] = [];
  // A local date as midnight UTC: a calendar without time zones. A day more on either side covers every offset.
  for (let date = startOfDay(from) - 2 * DAY; date <= to.getTime() + DAY; date += DAY) {
    if (!hours.days.includes(isoWeekday(date))) continue;
    const span = {
      from: instantOf(date + minutesOf(hours.from) * MINUTE),
      to: instantOf(date + minutesOf(hours.to) * MINUTE + overnight),
    };
    if (span.to > from && span.from < to) spans.push(span);
  }
  return spans;
}

function startOfDay(time: Date): number {
  return Math.floor(time.getTime() / DAY) * DAY;
}

function isoWeekday(date: number): number {
  return new Date(date).getUTCDay() || 7;
}

function minutesOf(time: string): number {
  const [hours = '', minutes = ''] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/** The instant at which the clocks of a zone show `local`. A time that a change of the clock leaves out is read as before it. */
function clockOf(timeZone: string): (local: number) => Date {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  /** How far the clocks are ahead of UTC, in milliseconds. */
  const offsetAt = (instant: number): number => {
    const parts = format.formatToParts(instant);
    const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) - instant;
  };
  return (local) => new Date(local - offsetAt(local - offsetAt(local)));
}
