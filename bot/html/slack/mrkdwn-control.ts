// The parts of mrkdwn that act: `<…>` sequences, and what Slack links without being asked.
import type { Inline } from './mrkdwn.ts';
import type { Workspace } from './workspace.ts';

const LINKABLE = /^(?:https?:\/\/|mailto:|tel:|slack:\/\/)/i;
const BARE_URL = /https?:\/\/[^\s<>|`"]{1,3000}/iy;
const BARE_EMAIL = /[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/iy;
const BARE_CHANNEL = /#([a-z0-9_-]{1,80})/y;
const BARE_BROADCAST = /@(here|channel|everyone)(?![\w.-])/y;
const BROADCASTS = ['channel', 'here', 'everyone'];

/** Takes back Slack's three entities, each once. */
export function unescapeText(text: string): string {
  return text.replace(
    /&(amp|lt|gt);/g,
    (_, name: 'amp' | 'lt' | 'gt') => ({ amp: '&', lt: '<', gt: '>' })[name],
  );
}

/** Whether Slack makes a link of it; the page follows the same rule, so `javascript:` is only ever text. */
export function isLinkable(url: string): boolean {
  return LINKABLE.test(url);
}

/** What stands between `<` and `>`. Text when Slack has no meaning for it. */
export function parseControl(inner: string): Inline {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? undefined : unescapeText(inner.slice(bar + 1));
  const [, sigil, id] = /^([@#])([UWCDG][A-Z0-9]+)$/.exec(target) ?? [];
  if (id !== undefined) return { kind: sigil === '@' ? 'user' : 'channel', id };
  if (target.startsWith('!')) return parseSpecial(target.slice(1), label) ?? literal(inner);
  const url = unescapeText(target);
  return isLinkable(url) ? { kind: 'link', url, label: label || url } : literal(inner);
}

function literal(inner: string): Inline {
  return { kind: 'text', text: `<${unescapeText(inner)}>` };
}

function parseSpecial(command: string, label: string | undefined): Inline | undefined {
  if (BROADCASTS.includes(command)) return { kind: 'broadcast', range: command };
  const group = /^subteam\^(S[A-Z0-9]+)$/.exec(command)?.[1];
  if (group !== undefined) return { kind: 'usergroup', id: group };
  const [, seconds, format, link] = /^date\^(\d{1,12})\^([^^]+)(?:\^(.+))?$/.exec(command) ?? [];
  if (seconds === undefined || format === undefined) return label ? { kind: 'text', text: label } : undefined;
  const date = {
    kind: 'date',
    timestamp: Number(seconds),
    format: unescapeText(format),
    fallback: label ?? '',
  } as const;
  const url = link === undefined ? undefined : unescapeText(link);
  return url !== undefined && isLinkable(url) ? { ...date, url } : date;
}

/** A bare address, and with `channels` the bare name of one of them or a broadcast, that starts exactly at `at`. */
export function autoLinks(
  line: string,
  at: number,
  channels: Workspace['channels'] | undefined,
): { node: Inline; length: number } | undefined {
  // Only where a word begins: otherwise every character of a long word would be tried as the start of an address.
  if (/[\w.+-]/.test(line[at - 1] ?? '')) return undefined;
  const read = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(line);
  };
  const written = read(BARE_URL)?.[0]
    .replace(/&[lg]t;.*$/, '')
    .replace(/[.,;:!?)\]'*_~]+$/, '');
  if (written !== undefined && written.length > 'https://'.length) {
    const url = unescapeText(written);
    return { node: { kind: 'link', url, label: url }, length: written.length };
  }
  const email = read(BARE_EMAIL)?.[0];
  if (email !== undefined) {
    return { node: { kind: 'link', url: `mailto:${email}`, label: email }, length: email.length };
  }
  if (channels === undefined) return undefined;
  const channel = read(BARE_CHANNEL);
  const known = channels.find(({ name }) => name === channel?.[1]);
  if (channel && known) return { node: { kind: 'channel', id: known.id }, length: channel[0].length };
  const broadcast = read(BARE_BROADCAST);
  return broadcast
    ? { node: { kind: 'broadcast', range: broadcast[1] ?? '' }, length: broadcast[0].length }
    : undefined;
}
