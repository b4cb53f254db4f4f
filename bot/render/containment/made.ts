// What a contained principal made or assumed, each with a button to contain it too.
import type { KnownBlock, SectionBlock } from '@slack/types';
import type { CallsSince } from '../../domain/containment/calls/calls-since.ts';
import {
  countKinds,
  type Made,
  type MadeKind,
  mostDangerousFirst,
} from '../../domain/containment/calls/made.ts';
import type { Containment } from '../../domain/containment/containment.ts';
import type { Target } from '../../domain/containment/target.ts';
import type { Message } from '../../domain/message.ts';
import { ACTIONS } from '../../domain/naming.ts';
import { button, context, LIMITS, section } from '../blocks.ts';
import { fitBlocks } from '../fit-blocks.ts';
import { code, escapeMrkdwn, mrkdwn } from '../mrkdwn.ts';
import { bold, bullets, type Inline, moment, paragraph, shorten } from '../rich-text.ts';
import { callsLine } from './calls-since.ts';
import { targetName } from './target-words.ts';

const LINES = 20;
const LINES_SHORT = 5;
const BUTTONS = 10;
const WHAT = 250;
/** One, and more. */
const KINDS: { readonly [Kind in MadeKind]: readonly [string, string] } = {
  user: ['user', 'users'],
  key: ['key', 'keys'],
  password: ['password', 'passwords'],
  role: ['role', 'roles'],
  trust: ['change of who is let in', 'changes of who is let in'],
  policy: ['change of permissions', 'changes of permissions'],
  other: ['other thing', 'other things'],
  session: ['session', 'sessions'],
};

export interface MadeView {
  readonly containment: Containment;
  readonly made: readonly Made[];
  /** Until when the trail's log group was read. */
  readonly upTo: Date;
  /** There was more than could be read, or nothing could be. */
  readonly incomplete: boolean;
  readonly calls?: CallsSince | undefined;
}

/** What was made, the most dangerous first; then each user or role behind it once, with its button. */
export function renderMade(view: MadeView): Message {
  const { containment, incomplete, calls } = view;
  const made = mostDangerousFirst(view.made);
  const name = targetName(containment.target);
  const line = headline(name, made.length, incomplete);
  return {
    text: escapeMrkdwn(line),
    blocks: fitBlocks([
      { name: 'headline', rank: 1, blocks: [paragraph(bold(line))] },
      { name: 'what came of its calls', rank: 2, blocks: calls ? [paragraph(...callsLine(calls))] : [] },
      { name: 'what was made', rank: 3, blocks: list(made, LINES), short: list(made, LINES_SHORT) },
      { name: 'whom to contain too', rank: 2, blocks: buttons(containment, made) },
      { name: 'what was read', rank: 4, blocks: [paragraph(...readWords(view))] },
    ]),
  };
}

function headline(name: string, count: number, incomplete: boolean): string {
  if (count > 0)
    return `${name} made or took on ${count} ${count === 1 ? 'thing' : 'things'} that may be a way back in`;
  return incomplete
    ? `What ${name} made could not be read to the end`
    : `Nothing was found that ${name} made or took on`;
}

function list(made: readonly Made[], shown: number): readonly KnownBlock[] {
  const lines: (readonly Inline[])[] = made
    .slice(0, shown)
    .map(({ at, what }) => [moment(at), ` ${shorten(what, WHAT)}`]);
  if (made.length > shown) lines.push([leftOut(made.slice(shown))]);
  return lines.length === 0 ? [] : [bullets(undefined, lines)];
}

/** `and 12 more: 2 keys, 10 sessions`. */
function leftOut(made: readonly Made[]): string {
  const kinds = countKinds(made).map(({ kind, count }) => `${count} ${KINDS[kind][count === 1 ? 0 : 1]}`);
  return `and ${made.length} more: ${kinds.join(', ')}`;
}

function buttons(containment: Containment, made: readonly Made[]): readonly KnownBlock[] {
  const targets = othersIn(made, containment.target);
  const rows = targets.slice(0, BUTTONS).flatMap((target) => row(target, containment.incidentId));
  const left = targets.length - rows.length;
  return [
    ...rows,
    ...(left > 0 ? [context([mrkdwn`${left} more: contain them with \`/trail contain\` and the ARN.`])] : []),
  ];
}

/** Each once. What it made for itself is contained with it. */
function othersIn(made: readonly Made[], contained: Target): readonly Target[] {
  const byArn = new Map(made.flatMap(({ target }) => (target ? [[target.arn, target] as const] : [])));
  byArn.delete(contained.arn);
  return [...byArn.values()];
}

/** None for a value that Slack would not bring back whole. */
function row(target: Target, incidentId: string | undefined): readonly SectionBlock[] {
  const value = `${incidentId ?? '-'} ${target.arn}`;
  if (value.length > LIMITS.value) return [];
  const kind = target.kind === 'role' ? 'IAM role' : 'IAM user';
  return [
    {
      ...section(mrkdwn`${kind} ${code(target.name, 64)}`),
      accessory: button(ACTIONS.containOther, 'Contain…', value),
    },
  ];
}

function readWords({ containment, upTo, incomplete }: MadeView): readonly Inline[] {
  return [
    incomplete ? '⚠️ Not all of its calls could be read, so there may be more. Looked at: ' : 'Looked at: ',
    moment(containment.since),
    ' to ',
    moment(upTo),
    '. CloudTrail brings calls 5 to 15 minutes late.',
  ];
}
