// The daily review: what was counted and not worth a page, what was hidden as expected, and the button to sign it off.
import type { KnownBlock } from '@slack/types';
import type { Message } from '../domain/message.ts';
import { ACTIONS } from '../domain/naming.ts';
import type { ReviewRange } from '../domain/review/review-range.ts';
import { hiddenBy } from '../domain/review/reviewed-event.ts';
import { printSignOffValue } from '../domain/review/sign-off-value.ts';
import type { HiddenGroup, ReviewGroup, ReviewSummary } from '../domain/review/summarise-review.ts';
import type { Suppression } from '../domain/suppression/suppression.ts';
import { actions, button, context } from './blocks.ts';
import { fitBlocks } from './fit-blocks.ts';
import { mention } from './mention.ts';
import { mrkdwn, time } from './mrkdwn.ts';
import { bold, bullets, type Inline, moment, paragraph, shorten } from './rich-text.ts';
import { severityElement } from './severity-mark.ts';
import { slackMention } from './slack-mention.ts';

const GROUPS = 30;
const GROUPS_SHORT = 10;

export interface ReviewView {
  readonly range: ReviewRange;
  readonly signedOff: { readonly userId: string; readonly at: Date } | undefined;
  readonly summary: ReviewSummary;
  /** Those that are still active. */
  readonly suppressions: readonly Suppression[];
  /** Of a detection; its id where it has none (any more). */
  readonly titleOf: (detectionId: string) => string;
  /** Posted by the clock; undefined where somebody asked for it. */
  readonly daily?: { readonly missed: boolean };
}

export function renderReview(view: ReviewView): Message {
  const { summary, range, daily } = view;
  const line = `${daily ? 'Daily review' : 'Review'}: ${count(summary.count)}`;
  if (daily && summary.count === 0) return quietReview(view, line);
  return {
    text: line,
    blocks: fitBlocks([
      {
        name: 'headline',
        rank: 1,
        blocks: [paragraph(bold(line), ' from ', moment(range.since), ' to ', moment(range.until))],
      },
      { name: 'last sign-off', rank: 4, blocks: [signedOffPart(view)] },
      {
        name: 'what was counted',
        rank: 5,
        blocks: routinePart(view, GROUPS),
        short: routinePart(view, GROUPS_SHORT),
      },
      {
        name: 'what is expected',
        rank: 3,
        blocks: hiddenPart(view, GROUPS),
        short: hiddenPart(view, GROUPS_SHORT),
      },
      { name: 'sign-off', rank: 2, blocks: signOffPart(view) },
    ]),
  };
}

/** One line: on most days there is nothing, and an auditor asks who looked on those days as well. */
function quietReview(view: ReviewView, line: string): Message {
  const { range, daily } = view;
  const looked = paragraph(bold(line), ' from ', moment(range.since), ' to ', moment(range.until), '.');
  return {
    text: line,
    blocks: [looked, ...(daily?.missed ? [signedOffPart(view)] : []), ...signOffPart(view)],
  };
}

function signedOffPart({ signedOff, daily }: ReviewView): KnownBlock {
  if (daily?.missed && signedOff !== undefined) {
    const { userId, at } = signedOff;
    return context([
      mrkdwn`⚠️ The last review was not signed off. The last one that was: by ${slackMention(userId)} on ${time(at)}.`,
    ]);
  }
  return context([
    signedOff === undefined
      ? mrkdwn`Nobody signed off before: these are the last 7 days.`
      : mrkdwn`Signed off before that by ${slackMention(signedOff.userId)} on ${time(signedOff.at)}.`,
  ]);
}

/** "Nothing" is said: an empty review is looked at and signed off as well. */
function routinePart(view: ReviewView, shown: number): readonly KnownBlock[] {
  const { routine } = view.summary;
  if (routine.length === 0) return [paragraph('Nothing was counted without an alert.')];
  const lines = routine.slice(0, shown).map((group) => groupLine(view, group));
  return [bullets('Counted, not worth an alert', [...lines, ...moreLine(routine, shown)])];
}

function hiddenPart(view: ReviewView, shown: number): readonly KnownBlock[] {
  const { hidden } = view.summary;
  if (hidden.length === 0) return [paragraph('Nothing was hidden as expected or muted.')];
  const byId = new Map(view.suppressions.map((suppression) => [suppression.id, suppression]));
  const lines = hidden
    .slice(0, shown)
    .map((group) => [...groupLine(view, group), ...becauseOf(group, byId.get(group.suppressionId))]);
  return [bullets('Hidden as expected or muted', [...lines, ...moreLine(hidden, shown)])];
}

/** Who said so and why stands there also when it has ended since: it is what is signed off. */
function becauseOf(group: HiddenGroup, active: Suppression | undefined): readonly Inline[] {
  const by = active ? hiddenBy(active) : group.hiddenBy;
  if (!by) return [` (${shorten(group.suppressionId, 40)}, ended since)`];
  const why = ` (${shorten(by.scope, 120)}: ${shorten(by.reason, 120)}; by `;
  return [
    why,
    mention(by.ownerId),
    ...(active ? [' until ', moment(active.expiresAt), ')'] : [', ended since)']),
  ];
}

function groupLine({ titleOf }: ReviewView, group: ReviewGroup): readonly Inline[] {
  const { detectionId, severity, failed, actors, otherActors } = group;
  const names = actors.map((actor) => `${shorten(actor.name, 40) || 'unknown'} ${actor.count}`);
  const more = otherActors > 0 ? ` and ${otherActors} more` : '';
  return [
    severityElement(severity),
    ' ',
    bold(titleOf(detectionId), 80),
    ` ×${group.count}${failed > 0 ? ` (${failed} failed)` : ''}: ${names.join(', ')}${more}`,
  ];
}

function moreLine(groups: readonly ReviewGroup[], shown: number): readonly (readonly Inline[])[] {
  const left = groups.slice(shown);
  if (left.length === 0) return [];
  const events = left.reduce((sum, group) => sum + group.count, 0);
  return [[`and ${left.length} more kinds, ${count(events)}`]];
}

/** None where there is nothing after the last sign-off yet. */
function signOffPart({ range, summary }: ReviewView): readonly KnownBlock[] {
  if (range.until <= range.since) return [];
  const value = printSignOffValue({ until: range.until, count: summary.count });
  const more = range.more
    ? [context([mrkdwn`There is more after that: sign this off, and open the review again.`])]
    : [];
  return [actions([button(ACTIONS.signOff, 'I have looked at this: sign off', value)]), ...more];
}

function count(events: number): string {
  return events === 0 ? 'nothing' : events === 1 ? '1 event' : `${events} events`;
}
