// Numbers, names and moments as the report of a replay writes them.
import { cutText } from '../../domain/cut-text.ts';
import type { Severity } from '../../domain/detection/detection.ts';
import { utcMinute } from '../../domain/utc-minute.ts';
import { html, type Markup } from '../../html/markup.ts';
import { visible } from '../visible-text.ts';

const DAY_MS = 86_400_000;
const LONGEST = 120;

/** Somebody else's text: nothing hidden in it, nothing around it moved by it. */
export function name(text: string, longest = LONGEST): Markup {
  return html`<bdi>${visible(cutText(text, longest))}</bdi>`;
}

/** The same where no markup can stand. */
export function plainName(text: string): string {
  return visible(cutText(text, LONGEST));
}

/** `2026-11-22 14:03`, UTC; a dash where there is none. */
export function moment(at: number | undefined): string {
  return at === undefined || !Number.isFinite(at) ? '–' : utcMinute(at);
}

/** `22 Nov`, UTC. */
export function shortDay(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''}`;
}
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `1 to 22 Nov 2026` in the shortest form that is exact, UTC. */
export function period(first: number, last: number): string {
  const [from, to] = [new Date(first), new Date(last)];
  const [end, year] = [shortDay(last), to.getUTCFullYear()];
  if (first === last || moment(first).slice(0, 10) === moment(last).slice(0, 10)) return `${end} ${year}`;
  if (from.getUTCFullYear() !== year) return `${shortDay(first)} ${from.getUTCFullYear()} to ${end} ${year}`;
  return from.getUTCMonth() === to.getUTCMonth()
    ? `${from.getUTCDate()} to ${end} ${year}`
    : `${shortDay(first)} to ${end} ${year}`;
}

/** The days that the calendar has from the one to the other, both counted, UTC. */
export function daysBetween(first: number, last: number): number {
  return Math.floor(last / DAY_MS) - Math.floor(first / DAY_MS) + 1;
}

/** The head of a column, or a sentence's first word. */
export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

export function severityChip(severity: Severity): Markup {
  return html`<span class="chip ${severity}">${severity}</span>`;
}
