// A message as text for a terminal: what Slack would show, without anything that a terminal would obey.
import type { ActionsBlock, ContextBlock, KnownBlock, RichTextBlock, TextObject } from '@slack/types';
import type { Message } from '../domain/message.ts';
import { readInline } from './rich-text.ts';
import { utc } from './time-words.ts';
import { visibleLines } from './visible-text.ts';

/** The message's blocks from top to bottom; `text` alone when there are none. */
export function renderPlainText({ text, blocks }: Message): string {
  const shown = blocks.length === 0 ? [readMrkdwn(text)] : blocks.map(readBlock);
  return visibleLines(shown.filter((part) => part !== '').join('\n\n'));
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
      if (part.type !== 'rich_text_list') return part.elements.map(readInline).join('');
      const marks = part.style === 'ordered' ? part.elements.map((_, index) => `${index + 1}.`) : [];
      return part.elements
        .map((item, index) => `${marks[index] ?? '•'} ${item.elements.map(readInline).join('')}`)
        .join('\n');
    })
    .join('\n');
}

/** The buttons in one line, then the menu's links, one a line. */
function readActions({ elements }: ActionsBlock): string {
  const buttons = elements.flatMap((element) =>
    element.type === 'button' ? [`[${readText(element.text)}]`] : [],
  );
  const links = elements.flatMap((element) =>
    element.type === 'overflow'
      ? element.options.map(({ text, url }) => `${readText(text)}: ${url ?? ''}`)
      : [],
  );
  return [buttons.join(' '), ...links].filter((line) => line !== '').join('\n');
}

function readText(text: TextObject): string {
  return text.type === 'mrkdwn' ? readMrkdwn(text.text) : text.text;
}

/** Code spans keep what they hold; elsewhere bold marks go, and tokens become what they stand for. */
function readMrkdwn(text: string): string {
  return text
    .split(/`([^`\n]*)`/)
    .map((part, index) =>
      readEntities(index % 2 === 1 ? part : readTokens(part.replace(/\*([^*\n]+)\*/g, '$1'))),
    )
    .join('');
}

function readTokens(text: string): string {
  return text
    .replace(/<!date\^(-?\d{1,14})\^[^|>]*\|[^>]*>/g, (_, epoch: string) =>
      utc(new Date(Number(epoch) * 1_000)),
    )
    .replace(/<(https:[^|>]*)\|([^>]*)>/g, '$2: $1');
}

function readEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
