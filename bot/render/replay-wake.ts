// How often a replay would have woken somebody, and what the worst was: words for a terminal and a page.
import { SEVERITIES } from '../domain/detection/detection.ts';
import type { Counts, Message } from '../domain/replay/messages.ts';
import type { Side } from '../domain/replay/replayed.ts';
import { NIGHT, type Night, type Timeline, WEEKDAYS } from '../domain/replay/timeline.ts';
import type { WorkingHours } from '../domain/settings.ts';
import { utcMinute } from '../domain/utc-minute.ts';
import { count, counted, countedOf, printable } from './replay-text.ts';

const DAY_MS = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Of one message: what else was in it is a number. */
const MOST_TITLES = 2;
/** As wide as the longest severity. */
const WIDEST = 'critical'.length;

/** The first lines of a report on a terminal: how often, and the worst. */
export function renderWake(side: Side): readonly string[] {
  const { report, worst } = side;
  const often = wakeLines(side).map((line) => `  ${line}`);
  const first = ['How often it would have told you', ...often].join('\n');
  if (worst.length === 0) return [first];
  const some = `The worst ${count(worst.length)} of ${counted(report.incidents, 'message')}, of those equally bad the newest`;
  const title = report.incidents > worst.length ? some : 'The worst';
  return [first, [`${title} (times in UTC)`, ...worst.map((one) => worstLine(one, side))].join('\n')];
}

function wakeLines({ report, timeline, hours }: Side): readonly string[] {
  const messages = countedOf(report.incidents, report.only?.outOf.incidents, 'message');
  if (report.incidents === 0) return [`${messages}: nobody is told of anything at once`, reviewLine(report)];
  return [
    `${messages}: ${severityWords(timeline.messages)}`,
    rateWords(report, timeline),
    `${outsideWords(timeline)} (${hoursWords(hours)})`,
    nightWords(timeline.worstNight, hours),
    reviewLine(report),
  ];
}

function reviewLine({ reviewed, only }: Side['report']): string {
  return `${countedOf(reviewed, only?.outOf.reviewed, 'match', 'matches')} for the daily review, in one message a day`;
}

/** `2 critical, 202 high`; the worst is named also where there is none. */
export function severityWords(counts: Counts): string {
  const some = SEVERITIES.toReversed().filter((severity) => severity === 'critical' || counts[severity] > 0);
  return some
    .map((severity) => `${counts[severity] === 0 ? 'none' : count(counts[severity])} ${severity}`)
    .join(', ');
}

/** `2.5 a day on average, 17 a week; they came on 65 of 90 days`. A week only where there was one. */
export function rateWords({ incidentsADay, first, last }: Side['report'], { activeDays }: Timeline): string {
  const days =
    first === undefined || last === undefined
      ? 1
      : Math.floor(last / DAY_MS) - Math.floor(first / DAY_MS) + 1;
  const week = days < 7 ? '' : `, ${(incidentsADay * 7).toFixed(1)} a week`;
  return `${incidentsADay.toFixed(1)} a day${week} on average; they came on ${count(activeDays)} of ${counted(days, 'day')}`;
}

/** `17 outside working hours, 2 of them critical`. */
export function outsideWords({ outside, outsideCritical }: Timeline): string {
  const worst = outsideCritical === 0 ? '' : `, ${count(outsideCritical)} of them critical`;
  return `${outside === 0 ? 'none' : count(outside)} outside working hours${worst}`;
}

/** `Mon to Fri, 08:00 to 19:00, Europe/Amsterdam`. */
export function hoursWords({ timeZone, days, from, to }: WorkingHours): string {
  return `${daysWords(days)}, ${from} to ${to}, ${timeZone.replaceAll('_', ' ')}`;
}

/** `the worst night (22:00 to 07:00, Europe/Amsterdam) was 2 to 3 Nov: 2 messages, 1 of them critical`. */
export function nightWords(night: Night | undefined, { timeZone }: WorkingHours): string {
  const zone = timeZone.replaceAll('_', ' ');
  const span = `${clock(NIGHT.from)} to ${clock(NIGHT.to)}, ${zone}`;
  if (night === undefined) return `no message at night (${span})`;
  return `the worst night (${span}) was ${nightDays(night)}: ${nightCount(night)}`;
}

/** `2 to 3 Nov`. */
export function nightDays({ evening }: Night): string {
  const [from, to] = [new Date(evening), new Date(evening + DAY_MS)];
  const until = `${to.getUTCDate()} ${MONTHS[to.getUTCMonth()]}`;
  const isOneMonth = from.getUTCMonth() === to.getUTCMonth();
  return `${from.getUTCDate()}${isOneMonth ? '' : ` ${MONTHS[from.getUTCMonth()]}`} to ${until}`;
}

/** `2 messages, 1 of them critical`. */
export function nightCount({ messages, critical }: Night): string {
  const all = counted(messages, 'message');
  if (critical === 0) return all;
  return messages === 1 ? `${all}, critical` : `${all}, ${count(critical)} of them critical`;
}

/** What was in a message: the titles of its worst detections, and how many others. @returns no markup, and no terminal's control */
export function whatWords({ detections, pages }: Message, { titles }: Pick<Side, 'titles'>): string {
  const named = detections.slice(0, MOST_TITLES).map((id) => printable(titles.get(id) ?? id));
  const others = detections.length - named.length;
  const more = others === 0 ? '' : ` and ${counted(others, 'other detection')}`;
  return `${named.join('; ')}${more} (${counted(pages, 'page')})`;
}

function worstLine(message: Message, side: Side): string {
  const { severity, from, actorName, accountId } = message;
  const who = `${printable(actorName)} in ${printable(accountId)}`;
  return `  ${severity.padEnd(WIDEST)}  ${utcMinute(from)}  ${who}\n  ${' '.repeat(WIDEST)}  ${whatWords(message, side)}`;
}

/** `Mon to Fri`, or each by its name. */
function daysWords(days: readonly number[]): string {
  const names = days.map((day) => WEEKDAYS[day - 1]?.slice(0, 3) ?? '');
  const isRun = days.length > 2 && days.every((day, at) => at === 0 || day === (days[at - 1] ?? 0) + 1);
  return isRun ? `${names[0]} to ${names.at(-1)}` : names.join(', ');
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
