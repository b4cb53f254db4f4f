// The answer to `/trail contained`: who is locked out of AWS by the bot, with a button to give each back.
import type { KnownBlock } from '@slack/types';
import type { Containment } from '../../domain/containment/containment.ts';
import type { Message } from '../../domain/message.ts';
import { ACTIONS } from '../../domain/naming.ts';
import { actions, button, context } from '../blocks.ts';
import { measure, TOTAL } from '../fit-blocks.ts';
import { mention } from '../mention.ts';
import { escapeMrkdwn, mrkdwn } from '../mrkdwn.ts';
import { bold, bullets, type Inline, moment, paragraph, shorten } from '../rich-text.ts';
import { openDecision, stateWords } from './state-words.ts';
import { codeText } from './target-words.ts';

/** Two blocks each, of Slack's fifty. */
const SHOWN = 20;
/** Room for the headline and for what was left out. */
const REST = 600;
const REASON = 200;

/** @param whom what was asked for by name or ARN; empty for all. Somebody who is not contained gets the whole list. */
export function renderContained(containments: readonly Containment[], whom: string): Message {
  const asked = whom.trim();
  if (containments.length === 0) return asMessage(nobody(asked), []);
  const found = containments.filter(({ target }) => asked === target.name || asked === target.arn);
  if (asked !== '' && found.length === 0)
    return asMessage(`${nobody(asked)} ${countWords(containments.length)}:`, rows(containments));
  const shown = asked === '' ? containments : found;
  return asMessage(countWords(shown.length), rows(shown));
}

function rows(containments: readonly Containment[]): readonly KnownBlock[] {
  const shown: (readonly KnownBlock[])[] = [];
  let room = TOTAL - REST;
  for (const row of containments.slice(0, SHOWN).map(rowOf)) {
    room -= measure(row);
    if (room < 0) break;
    shown.push(row);
  }
  const left = containments.length - shown.length;
  const more =
    left > 0
      ? [context([mrkdwn`${left} more did not fit: ask for one, as in \`/trail contained ci-deploy\`.`])]
      : [];
  return [...shown.flat(), ...more];
}

function rowOf(containment: Containment): readonly KnownBlock[] {
  const { id, target, reason } = containment;
  const { mark, line } = stateWords(containment);
  return [
    bullets(`${mark} ${line}`, [
      [codeText(target.arn, 160)],
      timesLine(containment),
      peopleLine(containment),
      [`Why: ${shorten(reason, REASON) || 'no reason given'}`],
    ]),
    ...(openDecision(containment) === 'release' ? [actions([button(ACTIONS.release, 'Release…', id)])] : []),
  ];
}

function timesLine({ appliedAt, requested, endsAt }: Containment): readonly Inline[] {
  const since = appliedAt ? ['Since ', moment(appliedAt)] : ['Requested ', moment(requested.at)];
  return endsAt ? [...since, ', until ', moment(endsAt)] : [...since, ', until it is released'];
}

function peopleLine({ requested, approved }: Containment): readonly Inline[] {
  return [
    'Requested by ',
    mention(requested.userId),
    ...(approved ? [', approved by ', mention(approved.userId)] : []),
  ];
}

function countWords(count: number): string {
  return count === 1
    ? '1 containment is in force or asked for'
    : `${count} containments are in force or asked for`;
}

function nobody(whom: string): string {
  const name = shorten(whom, 100);
  return name === '' ? 'Nobody is contained by Trailbot.' : `Nobody called ${name} is contained by Trailbot.`;
}

function asMessage(line: string, blocks: readonly KnownBlock[]): Message {
  return { text: escapeMrkdwn(line), blocks: [paragraph(bold(line)), ...blocks] };
}
