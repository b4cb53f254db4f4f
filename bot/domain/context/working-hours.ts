// Tells when something happened on the clock of the people who work there, and whether they were at work.
import type { WorkingHours } from '../settings.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export interface LocalTime {
  /** `Sunday 03:12`, in the time zone of the working hours. */
  readonly words: string;
  readonly working: boolean;
}

/** Hours that end before they begin last until the next morning, which counts to the day they began on. */
export function localTime(at: Date, { timeZone, days, from, to }: WorkingHours): LocalTime {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const weekday = part('weekday');
  const time = `${part('hour')}:${part('minute')}`;
  const today = WEEKDAYS.indexOf(weekday) + 1;
  const yesterday = today === 1 ? 7 : today - 1;
  const working =
    from <= to
      ? days.includes(today) && time >= from && time < to
      : (days.includes(today) && time >= from) || (days.includes(yesterday) && time < to);
  return { words: `${weekday} ${time}`, working };
}
