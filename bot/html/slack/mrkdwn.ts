// Reads Slack's mrkdwn as Slack does: what becomes bold, what becomes a link, and whom it would notify.

import { EMOJI } from './emoji.ts';
import { autoLinks, parseControl } from './mrkdwn-control.ts';
import type { Workspace } from './workspace.ts';

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike' | 'code'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly url: string; readonly label: string }
  | { readonly kind: 'user' | 'channel' | 'usergroup'; readonly id: string }
  | { readonly kind: 'broadcast'; readonly range: string }
  | {
      readonly kind: 'date';
      readonly timestamp: number;
      readonly format: string;
      readonly fallback: string;
      readonly url?: string;
    }
  | { readonly kind: 'emoji'; readonly name: string };

export type MrkdwnBlock =
  | { readonly kind: 'text' | 'quote'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: 'preformatted'; readonly children: readonly Inline[] };

/**
 * `none`: only `<…>` sequences act. `urls`: bare addresses become links too, as in a message's `text`. `full`: bare
 * names of channels and `@here` as well, as in a text object without `verbatim`.
 */
export type AutoParse = 'none' | 'urls' | 'full';

/** One character that may still be a delimiter, or something already read. */
type Atom = string | Inline;
type Channels = Workspace['channels'];

const STYLES: ReadonlyMap<string, 'bold' | 'italic' | 'strike'> = new Map([
  ['*', 'bold'],
  ['_', 'italic'],
  ['~', 'strike'],
]);
const WORD = /[\p{L}\p{N}]/u;
const ENTITY = /&(amp|lt|gt);/y;
const CONTROL = /<([^<>\n]+)>/y;
const SHORT_NAME = /:([a-z0-9_+'-]{1,60}):/y;
const FENCE = '```';

/**
 * Never throws, and takes time in proportion to the text's length whatever is in it.
 * @param channels - whose bare names become links
 */
export function parseMrkdwn(text: string, auto: AutoParse, channels: Channels): MrkdwnBlock[] {
  const blocks: MrkdwnBlock[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf(FENCE, at);
    const close = open < 0 ? -1 : text.indexOf(FENCE, open + FENCE.length + 1);
    const until = close < 0 ? text.length : open;
    if (until > at) blocks.push(...parseLines(text.slice(at, until), auto, channels));
    if (close < 0) break;
    const inside = text
      .slice(open + FENCE.length, close)
      .replace(/^\n/, '')
      .replace(/\n$/, '');
    blocks.push({ kind: 'preformatted', children: join(atoms(inside, 'none', [], true)) });
    at = close + FENCE.length;
    if (text[at] === '\n') at += 1;
  }
  return blocks;
}

function parseLines(text: string, auto: AutoParse, channels: Channels): MrkdwnBlock[] {
  const blocks: { kind: 'text' | 'quote'; lines: Inline[][] }[] = [];
  let quoteAll = false;
  for (const line of text.split('\n')) {
    quoteAll ||= /^(?:&gt;){3}/.test(line);
    const quoted = quoteAll ? /^(?:(?:&gt;){3})? ?/.exec(line) : /^(?:&gt;|>) ?/.exec(line);
    const kind = quoted === null ? 'text' : 'quote';
    const parsed = style(atoms(line.slice(quoted?.[0].length ?? 0), auto, channels, false), '');
    const last = blocks.at(-1);
    if (last?.kind === kind) last.lines.push(parsed);
    else blocks.push({ kind, lines: [parsed] });
  }
  return blocks;
}

function atoms(line: string, auto: AutoParse, channels: Channels, inCode: boolean): Atom[] {
  const found: Atom[] = [];
  let noMoreCode = inCode;
  let at = 0;
  const read = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(line);
  };
  while (at < line.length) {
    const character = line[at] ?? '';
    const close = character === '`' && !noMoreCode ? line.indexOf('`', at + 1) : -1;
    if (character === '`' && close < 0) noMoreCode = true;
    if (close > at + 1) {
      found.push({ kind: 'code', children: join(atoms(line.slice(at + 1, close), 'none', [], true)) });
      at = close + 1;
      continue;
    }
    const control = character === '<' ? read(CONTROL) : null;
    const entity = character === '&' ? read(ENTITY) : null;
    const emoji = character === ':' && !inCode ? read(SHORT_NAME) : null;
    const automatic =
      auto === 'none' ? undefined : autoLinks(line, at, auto === 'full' ? channels : undefined);
    if (control) {
      found.push(parseControl(control[1] ?? ''));
      at += control[0].length;
    } else if (entity) {
      found.push({ kind: 'text', text: { amp: '&', lt: '<', gt: '>' }[entity[1] as 'amp'] });
      at += entity[0].length;
    } else if (emoji && EMOJI.has(emoji[1] ?? '')) {
      found.push({ kind: 'emoji', name: emoji[1] ?? '' });
      at += emoji[0].length;
    } else if (automatic) {
      found.push(automatic.node);
      at += automatic.length;
    } else {
      found.push(character);
      at += 1;
    }
  }
  return found;
}

/** `within` holds the delimiters around these atoms: a style does not nest in itself. */
function style(line: readonly Atom[], within: string): Inline[] {
  const found: Atom[] = [];
  const hopeless = new Set<string>();
  let at = 0;
  while (at < line.length) {
    const atom = line[at] ?? '';
    const kind = typeof atom === 'string' ? STYLES.get(atom) : undefined;
    if (kind !== undefined && typeof atom === 'string' && !within.includes(atom) && !hopeless.has(atom)) {
      const close = opens(line, at) ? closer(line, at) : undefined;
      if (close !== undefined && close > 0) {
        found.push({ kind, children: style(line.slice(at + 1, close), within + atom) });
        at = close + 1;
        continue;
      }
      // Without a closer from here there is none from further on: remembering that keeps `*a *a *a …` linear.
      if (close === -1) hopeless.add(atom);
    }
    found.push(atom);
    at += 1;
  }
  return join(found);
}

const isWord = (atom: Atom | undefined) => typeof atom === 'string' && WORD.test(atom);
const isSpace = (atom: Atom | undefined) => typeof atom === 'string' && atom.trim() === '';

function opens(line: readonly Atom[], at: number): boolean {
  const [before, after] = [line[at - 1], line[at + 1]];
  return (
    !isWord(before) && before !== line[at] && after !== undefined && !isSpace(after) && after !== line[at]
  );
}

/** -1 when there is none. */
function closer(line: readonly Atom[], at: number): number {
  for (let index = at + 2; index < line.length; index += 1) {
    if (line[index] === line[at] && !isSpace(line[index - 1]) && !isWord(line[index + 1])) return index;
  }
  return -1;
}

function join(line: readonly Atom[]): Inline[] {
  const joined: Inline[] = [];
  for (const atom of line) {
    const node: Inline = typeof atom === 'string' ? { kind: 'text', text: atom } : atom;
    const last = joined.at(-1);
    if (node.kind === 'text' && last?.kind === 'text') {
      joined[joined.length - 1] = { kind: 'text', text: last.text + node.text };
    } else joined.push(node);
  }
  return joined;
}
