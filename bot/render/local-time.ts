// Moments on the clocks of one time zone, for where Slack cannot use the reader's own: tables and pictures.

export interface LocalTime {
  /** `2026-11-22` */
  readonly date: string;
  /** `22 Nov` */
  readonly day: string;
  /** `14:03` */
  readonly clock: string;
  /** `14:03:11` */
  readonly seconds: string;
  readonly minuteOfDay: number;
}

/** @param timeZone an IANA name. One formatter for all calls: making one costs more than using it a hundred times. */
export function localClock(timeZone: string): (at: Date) => LocalTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
    const [hour, minute, month, day] = [part('hour'), part('minute'), part('month'), part('day')];
    return {
      date: `${part('year')}-${month}-${day}`,
      day: `${Number(day)} ${MONTHS[Number(month) - 1]}`,
      clock: `${hour}:${minute}`,
      seconds: `${hour}:${minute}:${part('second')}`,
      minuteOfDay: Number(hour) * 60 + Number(minute),
    };
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
