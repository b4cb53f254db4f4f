// Makes a message fit: what matters least is shortened or left out first, and the message says so.
import type { KnownBlock } from '@slack/types';
import { context, LIMITS } from './blocks.ts';
import { mrkdwn, words } from './mrkdwn.ts';

/** A part of a message that is shown whole, in its short form, or not at all. */
export interface Part {
  /** What the note calls it when it had to go: our own words. */
  readonly name: string;
  /** 1 is the last to go. */
  readonly rank: number;
  readonly blocks: readonly KnownBlock[];
  readonly short?: readonly KnownBlock[];
}

/**
 * Slack answers `msg_blocks_too_long` somewhere above 11,000 characters over all blocks, and does not document where.
 * Every string in the blocks is counted here, including links and values.
 */
export const TOTAL = 9_900;
const NOTE = 300;

/** The parts' blocks in their order: at most 50, together under 10,000 characters, for any input. */
export function fitBlocks(parts: readonly Part[]): KnownBlock[] {
  const all = parts.flatMap((part) => part.blocks);
  if (all.length <= LIMITS.blocks && measure(all) <= TOTAL) return all;

  let room = TOTAL - NOTE;
  let places = LIMITS.blocks - 1;
  const kept = new Map<Part, readonly KnownBlock[]>();
  for (const part of parts.toSorted((a, b) => a.rank - b.rank)) {
    const forms = part.short === undefined ? [part.blocks] : [part.blocks, part.short];
    const form = forms.find((blocks) => blocks.length <= places && measure(blocks) <= room);
    if (form === undefined) continue;
    kept.set(part, form);
    places -= form.length;
    room -= measure(form);
  }
  return [...parts.flatMap((part) => kept.get(part) ?? []), note(parts, kept)];
}

/** Characters that may count towards Slack's total: all strings but the names of types, styles and actions. */
export function measure(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + measure(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => (STRUCTURE.has(key) ? sum : sum + measure(item)),
    0,
  );
}
const STRUCTURE: ReadonlySet<string> = new Set(['type', 'style', 'action_id', 'block_id']);

function note(parts: readonly Part[], kept: ReadonlyMap<Part, readonly KnownBlock[]>): KnownBlock {
  const gone = parts.filter((part) => !kept.has(part)).map((part) => part.name);
  const cut = parts.filter((part) => part.short !== undefined && kept.get(part) === part.short);
  const said = [...gone.map((name) => `${name} left out`), ...cut.map((part) => `${part.name} shortened`)];
  return context([mrkdwn`To fit into a Slack message: ${words(said.join(', '), NOTE - 100)}.`]);
}
