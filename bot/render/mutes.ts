// The answer to `/trail mutes`: what is quiet now, why, who said so, and until when, with a button to end each.
import type { SectionBlock } from '@slack/types';
import type { Message } from '../domain/message.ts';
import { ACTIONS } from '../domain/naming.ts';
import { type Suppression, scopeWords } from '../domain/suppression/suppression.ts';
import { button, context, section } from './blocks.ts';
import { measure, TOTAL } from './fit-blocks.ts';
import { code, mrkdwn, time, words } from './mrkdwn.ts';
import { bold, paragraph } from './rich-text.ts';
import { slackMention } from './slack-mention.ts';

const SHOWN = 40;
/** Room for the headline and for what was left out. */
const REST = 400;

/** What ends soonest comes first. */
export function renderMutes(active: readonly Suppression[]): Message {
  if (active.length === 0) {
    const text = 'Nothing is muted or expected: everything that deserves an alert gives one.';
    return { text, blocks: [paragraph(text)] };
  }
  const soonest = active.toSorted((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime());
  const entries = muteEntries(soonest, SHOWN, TOTAL - REST);
  const left = active.length - entries.length;
  const line = active.length === 1 ? '1 thing is quiet' : `${active.length} things are quiet`;
  return {
    text: line,
    blocks: [
      paragraph(bold(`${line}, what ends soonest first`)),
      ...entries,
      ...(left > 0 ? [context([mrkdwn`${left} more end later and did not fit.`])] : []),
    ],
  };
}

/** As many of the first as fit into the room, in characters over all blocks, and `most` of them at most. */
export function muteEntries(active: readonly Suppression[], most: number, room: number): SectionBlock[] {
  const entries: SectionBlock[] = [];
  let left = room;
  for (const entry of active.slice(0, most).map(muteEntry)) {
    left -= measure(entry);
    if (left < 0) break;
    entries.push(entry);
  }
  return entries;
}

/** What is quiet, why, by whom and until when, with the button that ends it. */
function muteEntry(suppression: Suppression): SectionBlock {
  const { id, detectionId, ownerId, reason, expiresAt, hidden } = suppression;
  const kind = suppression.actorKey === undefined ? 'muted' : 'expected';
  const events = hidden === 1 ? '1 event' : `${hidden} events`;
  const text = mrkdwn`*${detectionId}* ${kind} for ${words(scopeWords(suppression), 240)}
${words(reason, 200)}
by ${slackMention(ownerId)} until ${time(expiresAt)}, ${events} hidden so far, ${code(id, 40)}`;
  return { ...section(text), accessory: button(ACTIONS.unmute, 'End', id) };
}
