// Rich text: Slack shows these elements as they are, so a sentence with a hostile name in it needs no escaping.
import type {
  RichTextBlock,
  RichTextElement,
  RichTextEmoji,
  RichTextSection,
  RichTextText,
} from '@slack/types';
import { cutText } from '../domain/cut-text.ts';
import { isTime, utc } from './time-words.ts';
import { visible, visibleLines } from './visible-text.ts';

/** A string is shown literally. */
export type Inline = string | RichTextElement;

/** Our own limit for one sentence, the longest a template may hold; Slack has none but the message's total. */
const SENTENCE = 600;

export function bold(text: string, max = SENTENCE): RichTextText {
  return { type: 'text', text: shorten(text, max), style: { bold: true } };
}

/** A moment in the reader's own time zone. `clock` leaves the day out. */
export function moment(at: Date, form: 'full' | 'clock' = 'full'): Inline {
  if (!isTime(at)) return utc(at);
  const format = form === 'full' ? '{date_short_pretty} {time_secs}' : '{time_secs}';
  return { type: 'date', timestamp: Math.floor(at.getTime() / 1_000), format, fallback: utc(at) };
}

/** One paragraph. */
export function paragraph(...line: readonly Inline[]): RichTextBlock {
  return { type: 'rich_text', elements: [section(line)] };
}

/** A list of sentences under a heading; without a heading, the list alone. */
export function bullets(
  heading: string | undefined,
  items: readonly (readonly Inline[])[],
  style: 'bullet' | 'ordered' = 'bullet',
): RichTextBlock {
  const title = heading === undefined ? [] : [section([bold(heading)])];
  return {
    type: 'rich_text',
    elements: [...title, { type: 'rich_text_list', style, elements: items.map(section) }],
  };
}

/** Text in a code block of its own, line breaks kept, at most `max` characters. */
export function preformatted(text: string, max: number): RichTextBlock {
  const shown = cutText(defuse(visibleLines(cutText(text, max))), max);
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: shown || ' ' }] }],
  };
}

/** `text` as it is shown on one line: hidden characters visible, at most `max` characters. */
export function shorten(text: string, max: number): string {
  return cutText(defuse(visible(cutText(text, max))), max);
}

/** What a person reads where an element stands. */
export function readInline(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  if (inline.type === 'text') return inline.text;
  if (inline.type === 'date') return inline.fallback ?? '';
  if (inline.type === 'link')
    return inline.text === undefined ? inline.url : `${inline.text} (${inline.url})`;
  if (inline.type === 'user') return `@${inline.user_id}`;
  if (inline.type === 'usergroup') return `@${inline.usergroup_id}`;
  return inline.type === 'emoji' ? readEmoji(inline) : '';
}

/** `unicode` holds code points in hexadecimal, joined by `-`. */
function readEmoji({ name, unicode }: RichTextEmoji): string {
  return unicode
    ? unicode
        .split('-')
        .map((point) => String.fromCodePoint(Number.parseInt(point, 16)))
        .join('')
    : `:${name}:`;
}

function section(line: readonly Inline[]): RichTextSection {
  const elements = line
    .map(
      (inline): RichTextElement =>
        typeof inline === 'string' ? { type: 'text', text: shorten(inline, SENTENCE) } : inline,
    )
    .filter((element) => element.type !== 'text' || element.text !== '');
  return {
    type: 'rich_text_section',
    elements: elements.length === 0 ? [{ type: 'text', text: '–' }] : elements,
  };
}

/** Slack shows `<!channel>` literally here; what copies a message from its blocks (mail, bridges) may not. */
function defuse(text: string): string {
  return text.replace(/<(?=[!@#])/g, '‹');
}
