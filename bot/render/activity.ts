// The answer to "Show activity": what the actor called lately, what tells most first.
import type { KnownBlock } from '@slack/types';
import type { Actor } from '../domain/actor/actor.ts';
import type { Activity, ActivityLine, Gap } from '../domain/context/context.ts';
import type { Message } from '../domain/message.ts';
import { totals } from './activity-totals.ts';
import { actorName } from './alert-headline.ts';
import { gapsList } from './alert-parts.ts';
import { context, section } from './blocks.ts';
import { fitBlocks } from './fit-blocks.ts';
import { escapeMrkdwn, mrkdwn, time } from './mrkdwn.ts';
import { bold, bullets, type Inline, moment, paragraph, shorten } from './rich-text.ts';

/** Lines that a phone shows without losing the thread. */
const LINES = 20;

export interface ActivityReply {
  readonly actor: Actor;
  /** Undefined when it could not be read; `gaps` says why. */
  readonly activity: Activity | undefined;
  readonly gaps: readonly Gap[];
}

/** A list and not a table: on a phone Slack's tables scroll sideways. */
export function renderActivity({ actor, activity, gaps }: ActivityReply): Message {
  const line = `${actorName(actor)}: ${activity === undefined ? 'activity not readable' : totals(activity)}`;
  return {
    text: escapeMrkdwn(line),
    blocks: fitBlocks([
      { name: 'headline', rank: 1, blocks: [paragraph(bold(line))] },
      { name: 'range', rank: 3, blocks: activity === undefined ? [] : [range(activity)] },
      { name: 'what could not be read', rank: 2, blocks: gapsList(gaps) },
      { name: 'calls', rank: 4, blocks: activity === undefined ? [] : calls(activity) },
      { name: 'hint', rank: 5, blocks: activity?.truncated ? [context([MORE])] : [] },
    ]),
  };
}

const MORE = mrkdwn`There was more than could be read: CloudTrail's event history has the rest.`;

function range({ from, to }: Activity): KnownBlock {
  return section(mrkdwn`From ${time(from)} to ${time(to)}`);
}

/** In the order of `lines`, which tell most first. */
function calls({ lines, total }: Activity): readonly KnownBlock[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, LINES);
  const others = total - shown.reduce((sum, { count }) => sum + count, 0);
  return [
    bullets(undefined, [...shown.map(callLine), ...(others > 0 ? [[`and ${others} more calls`]] : [])]),
  ];
}

function callLine({ eventName, eventSource, count, failed, lastTime }: ActivityLine): readonly Inline[] {
  const service = eventSource.replace(/\.amazonaws\.com(\.cn)?$/, '');
  const outcome = failed === 0 ? '' : failed < count ? ` (${failed} failed)` : ' (failed)';
  return [
    bold(eventName || 'unnamed call', 80),
    service === '' ? '' : ` ${shorten(service, 40)}`,
    `${count > 1 ? ` ×${count}` : ''}${outcome}, last `,
    moment(lastTime),
  ];
}
