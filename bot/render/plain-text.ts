// A message as text for a terminal: what Slack would show, without anything that a terminal would obey.
import type {
  ActionsBlock,
  ContextBlock,
  KnownBlock,
  RichTextBlock,
  RichTextElement,
  TextObject,
} from '@slack/types';
import { cutText } from '../domain/cut-text.ts';
import type { Message } from '../domain/message.ts';
import { layTable } from './plain-table.ts';
import { readInline } from './rich-text.ts';
import { utc } from './time-words.ts';
import { visibleLines } from './visible-text.ts';

/** More than any message of Slack's holds. */
const LONGEST = 40_000;

/** The message's blocks from top to bottom; `text` alone when there are none. */
export function renderPlainText(message: Message): string {
  const { blocks } = message;
  const shown = blocks.length === 0 ? [readMrkdwn(message.text)] : blocks.map(readBlock);
  const text = shown.filter((part) => part !== '').join('\n\n');
  return cutText(visibleLines(cutText(text, LONGEST)), LONGEST);
}

function readBlock(block: KnownBlock): string {
  switch (block.type) {
    case 'section':
      return [block.text, ...(block.fields ?? [])]
        .flatMap((text) => (text ? [readText(text)] : []))
        .join('\n\n');
    case 'context':
      return readContext(block);
    case 'header':
      return readText(block.text);
    case 'rich_text':
      return readRichText(block);
    case 'actions':
      return readActions(block);
    case 'table':
      return layTable(
        block.rows.map((row) =>
          row.map((cell) => (cell.type === 'rich_text' ? readRichText(cell) : cell.text)),
        ),
        (block.column_settings ?? []).map((column) => column?.align === 'right'),
      );
    case 'divider':
      return '---';
    default:
      return `(${block.type})`;
  }
}

function readContext({ elements }: ContextBlock): string {
  return elements
    .map((element) => (element.type === 'image' ? element.alt_text : readText(element)))
    .join('\n');
}

function readRichText({ elements }: RichTextBlock): string {
  return elements
    .map((part) => {
      if (part.type !== 'rich_text_list') return part.elements.map(readElement).join('');
      const marks = part.style === 'ordered' ? part.elements.map((_, index) => `${index + 1}.`) : [];
      return part.elements
        .map((item, index) => `${marks[index] ?? '•'} ${item.elements.map(readElement).join('')}`)
        .join('\n');
    })
    .join('\n');
}

/** A terminal knows no names behind ids. */
function readElement(element: RichTextElement): string {
  if (element.type === 'channel') return `#${element.channel_id}`;
  return element.type === 'broadcast' ? `@${element.range}` : readInline(element);
}

/** The buttons and menus in one line, then the overflow menu, one entry a line. */
function readActions({ elements }: ActionsBlock): string {
  const buttons = elements.flatMap((element) => {
    if (element.type === 'button') return [`[${readText(element.text)}]`];
    return element.type === 'static_select' && element.placeholder
      ? [`[${readText(element.placeholder)}]`]
      : [];
  });
  const entries = elements.flatMap((element) =>
    element.type === 'overflow'
      ? element.options.map(({ text, url }) => `${readText(text)}${url === undefined ? '' : `: ${url}`}`)
      : [],
  );
  return [buttons.join(' '), ...entries].filter((line) => line !== '').join('\n');
}

function readText(text: TextObject): string {
  return text.type === 'mrkdwn' ? readMrkdwn(text.text) : text.text;
}

/** A code span or a token, whole; or what stands between two bold marks. */
const MARKED = /(`[^`\n]*`|<[^<>\n]*>)|\*(?!\s)((?:[^*`<\n]|`[^`\n]*`|<[^<>\n]*>)+)(?<!\s)\*/g;
const WHOLE = /(`[^`\n]*`|<[^<>\n]*>)/;

/** Bold marks go, except in code spans and tokens, which become what they hold or stand for. */
function readMrkdwn(text: string): string {
  return text
    .replace(MARKED, (_, whole: string | undefined, bold: string | undefined) => whole ?? bold ?? '')
    .split(WHOLE)
    .map((part, index) => {
      if (index % 2 === 0) return part;
      return part.startsWith('`') ? part.slice(1, -1) : readToken(part);
    })
    .map(readEntities)
    .join('');
}

function readToken(token: string): string {
  const [, epoch] = /^<!date\^(-?\d{1,14})\^[^|]*\|/.exec(token) ?? [];
  if (epoch !== undefined) return utc(new Date(Number(epoch) * 1_000));
  const [, url, label] = /^<(https:[^|]*)\|(.*)>$/.exec(token) ?? [];
  if (url !== undefined) return `${label}: ${url}`;
  const [, mark, id] = /^<(@|#|!subteam\^)([A-Z0-9]+)(?:\|.*)?>$/.exec(token) ?? [];
  return id === undefined ? token : `${mark === '#' ? '#' : '@'}${id}`;
}

function readEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
