// Who has an incident and how it ended, as the alert says it.
import type { KnownBlock } from '@slack/types';
import { type Triage, triageState } from '../domain/triage/triage.ts';
import { mention } from './mention.ts';
import { type Inline, moment, paragraph, shorten } from './rich-text.ts';
import { VERDICT_WORDS } from './triage-words.ts';

const NOTE = 500;

/** One line; none while nobody did anything. */
export function triagePart(triage: Triage = {}): readonly KnownBlock[] {
  const line = triageState(triage) === 'resolved' ? resolvedLine(triage) : openLine(triage);
  return line.length === 0 ? [] : [paragraph(...line)];
}

function resolvedLine({ resolved }: Triage): readonly Inline[] {
  if (!resolved) return [];
  const note = shorten(resolved.note, NOTE);
  return [
    `Resolved as ${VERDICT_WORDS[resolved.verdict]} by `,
    mention(resolved.userId),
    ' ',
    moment(resolved.at),
    ...(note === '' ? [] : [`: ${note}`]),
  ];
}

function openLine({ acknowledged, assignee, escalatedAt, asked }: Triage): readonly Inline[] {
  const parts: (readonly Inline[])[] = [
    ...(acknowledged
      ? [['acknowledged by ', mention(acknowledged.userId), ' ', moment(acknowledged.at)]]
      : []),
    ...(assignee !== undefined && assignee !== acknowledged?.userId
      ? [['assigned to ', mention(assignee)]]
      : []),
    ...(escalatedAt ? [['escalated ', moment(escalatedAt)]] : []),
    ...(asked?.answer === 'yes' ? [[mention(asked.userId), ' says it was them']] : []),
    ...(asked?.answer === 'no' ? [[mention(asked.userId), ' says it was NOT them']] : []),
  ];
  const line = parts.flatMap((part, index) => (index === 0 ? part : [', ', ...part]));
  const [first, ...rest] = line;
  return typeof first === 'string' ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest] : line;
}
