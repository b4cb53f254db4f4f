// Slack's mrkdwn from pieces that know whether they are ours or somebody else's: escaping cannot be forgotten.
import { cutText } from '../domain/cut-text.ts';
import { isTime, utc } from './time-words.ts';
import { visible } from './visible-text.ts';

/** `ours` is mrkdwn as written in this program, `token` the same but whole or not at all; the others are escaped. */
interface Piece {
  readonly kind: 'ours' | 'token' | 'text' | 'code';
  readonly text: string;
}
export type Mrkdwn = readonly Piece[];

/** What Slack would read as formatting, a quote, an emoji or a mention even though `&<>` are escaped. */
const FORMATTING = /[*_~`:>@#]/;

/**
 * The template is ours, the values are not: a string is shown by {@link words}.
 * @example mrkdwn`*Who*\n${code(actor.name)}, ${account}`
 */
export function mrkdwn(ours: TemplateStringsArray, ...values: readonly (Mrkdwn | string | number)[]): Mrkdwn {
  return ours.flatMap((text, index): Mrkdwn => {
    const value = values[index];
    const shown = value === undefined ? [] : typeof value === 'object' ? value : words(String(value));
    return [{ kind: 'ours', text }, ...shown];
  });
}

/** A name in running text; one that Slack would format becomes a code span. */
export function words(text: string, max = 80): Mrkdwn {
  const shown = show(text, max);
  return FORMATTING.test(shown) ? code(text, max) : [{ kind: 'text', text: shown || '–' }];
}

/** Text that an attacker may have chosen: nothing in it becomes a link, mention, emoji or formatting. */
export function code(text: string, max = 120): Mrkdwn {
  const shown = show(text, max).replaceAll('`', 'ˋ').trim();
  return [{ kind: shown === '' ? 'text' : 'code', text: shown || '–' }];
}

/** A moment in the reader's own time zone; UTC where a client cannot. `clock` leaves the day out. */
export function time(at: Date, form: 'full' | 'clock' = 'full'): Mrkdwn {
  if (!isTime(at)) return [{ kind: 'ours', text: utc(at) }];
  const format = form === 'full' ? '{date_short_pretty} {time_secs}' : '{time_secs}';
  return [{ kind: 'token', text: `<!date^${Math.floor(at.getTime() / 1_000)}^${format}|${utc(at)}>` }];
}

/** A link of ours. `url` is percent-encoded already, `label` is our own words. */
export function link(url: string, label: string): Mrkdwn {
  return [{ kind: 'token', text: `<${escapeMrkdwn(url)}|${escapeMrkdwn(label)}>` }];
}

/** `items` with `separator` between them, the first `max` of them; the rest are counted. */
export function list(items: readonly Mrkdwn[], max: number, separator = ', '): Mrkdwn {
  const between: Mrkdwn = [{ kind: 'ours', text: separator }];
  const shown = items.slice(0, max).flatMap((item, index) => (index === 0 ? item : [...between, ...item]));
  return items.length > max ? mrkdwn`${shown} and ${items.length - max} more` : shown;
}

/** The text for Slack: at most `limit` UTF-16 units, cut between characters, never inside an entity or a token. */
export function printMrkdwn(pieces: Mrkdwn, limit: number): string {
  const whole = pieces.map(print).join('');
  if (whole.length <= limit) return whole;
  let cut = '';
  for (const piece of pieces) {
    const room = limit - 1 - cut.length;
    const printed = print(piece);
    if (printed.length > room) return `${cut}${printPart(piece, room)}…`;
    cut += printed;
  }
  return cut;
}

/** Slack's own rule: exactly these three, ampersand first. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function show(text: string, max: number): string {
  return cutText(visible(cutText(text, max)), max);
}

function print({ kind, text }: Piece): string {
  if (kind === 'ours' || kind === 'token') return text;
  return kind === 'code' ? `\`${escapeMrkdwn(text)}\`` : escapeMrkdwn(text);
}

function printPart({ kind, text }: Piece, room: number): string {
  if (kind === 'token') return '';
  if (kind === 'code') return room < 3 ? '' : `\`${prefix(text, room - 2, escapeMrkdwn)}\``;
  return prefix(text, room, kind === 'ours' ? String : escapeMrkdwn);
}

/** As many whole characters as fit into `room` once escaped. */
function prefix(text: string, room: number, toSlack: (character: string) => string): string {
  let kept = '';
  for (const character of text) {
    const next = toSlack(character);
    if (kept.length + next.length > room) break;
    kept += next;
  }
  return kept;
}
