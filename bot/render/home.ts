// App Home: what is open, whether the trail can be trusted, what is quiet, what waits for review, and who may do what.
import type { HomeView, KnownBlock } from '@slack/types';
import { SEVERITIES } from '../domain/detection/detection.ts';
import type { TrailbotError } from '../domain/errors.ts';
import type { Finding } from '../domain/health/health.ts';
import type { People } from '../domain/settings.ts';
import type { Suppression } from '../domain/suppression/suppression.ts';
import { totals } from './alert-list.ts';
import { incidentRow } from './alert-list-row.ts';
import type { AlertView } from './alert-view.ts';
import { context, section } from './blocks.ts';
import { healthPart } from './home-health.ts';
import { code, mrkdwn, time } from './mrkdwn.ts';
import { bold, bullets, type Inline, moment, paragraph } from './rich-text.ts';
import { runButtons } from './run-buttons.ts';
import { slackMention, slackMentions } from './slack-mention.ts';

const INCIDENTS = 10;
const MUTES = 10;

/** What was read, or why it could not be. */
export type Part<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: TrailbotError };

export interface HomeReply {
  /** The newest first. */
  readonly open: Part<readonly AlertView[]>;
  /** Undefined while it is looked at. */
  readonly health: Part<readonly Finding[]> | undefined;
  /** Those that end soon. */
  readonly ending: Part<readonly Suppression[]>;
  readonly lastSignOff: Part<{ readonly userId: string; readonly at: Date } | undefined>;
  readonly people: People;
  readonly titleOf: (detectionId: string) => string;
}

export function renderHome(reply: HomeReply): HomeView {
  const blocks: readonly KnownBlock[] = [
    header('Open alerts'),
    ...shown(reply.open, openPart),
    ...runButtons([
      { label: 'All open alerts', command: 'alerts open' },
      { label: 'Mine', command: 'alerts mine' },
    ]),
    header('Can the trail be trusted?'),
    ...(reply.health === undefined ? [paragraph('Looking…')] : shown(reply.health, healthPart)),
    ...runButtons([{ label: 'Show the whole status', command: 'status' }]),
    header('Quiet on purpose'),
    ...shown(reply.ending, (ending) => mutesPart(ending, reply)),
    ...runButtons([{ label: 'All mutes', command: 'mutes' }]),
    header('Daily review'),
    ...shown(reply.lastSignOff, reviewPart),
    ...runButtons([{ label: 'Review now', command: 'review' }]),
    header('Who may do what'),
    ...peoplePart(reply.people),
    context([mrkdwn`Commands work in the channels that Trailbot answers in: ${code('/trail help')}`]),
  ];
  return { type: 'home', blocks: [...blocks] };
}

function header(text: string): KnownBlock {
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}

function shown<T>(part: Part<T>, render: (value: T) => readonly KnownBlock[]): readonly KnownBlock[] {
  if (part.ok) return render(part.value);
  return [paragraph(bold('Could not be read'), `: ${part.error.message} ${part.error.hint}`)];
}

function openPart(views: readonly AlertView[]): readonly KnownBlock[] {
  if (views.length === 0) return [paragraph('Nothing is open.')];
  const weight = ({ incident }: AlertView) => SEVERITIES.indexOf(incident.severity);
  const worst = views.toSorted((a, b) => weight(b) - weight(a));
  const others = views.length - INCIDENTS;
  return [
    paragraph(totals(views)),
    ...worst.slice(0, INCIDENTS).flatMap(incidentRow),
    ...(others > 0 ? [context([mrkdwn`and ${others} more`])] : []),
  ];
}

function mutesPart(ending: readonly Suppression[], { titleOf }: HomeReply): readonly KnownBlock[] {
  if (ending.length === 0) return [paragraph('No mute ends within three days.')];
  const lines = ending
    .slice(0, MUTES)
    .map(({ detectionId, actorName, expiresAt }): readonly Inline[] => [
      bold(titleOf(detectionId), 120),
      actorName ? ` for ${actorName}` : '',
      ' ends ',
      moment(expiresAt),
    ]);
  return [bullets(undefined, lines)];
}

function reviewPart(last: { readonly userId: string; readonly at: Date } | undefined): readonly KnownBlock[] {
  if (last === undefined) return [paragraph('Nobody has signed off a review yet.')];
  return [section(mrkdwn`Last signed off by ${slackMention(last.userId)}, ${time(last.at)}`)];
}

function peoplePart({ responders, approvers, onCall }: People): readonly KnownBlock[] {
  const may = (ids: readonly string[], list: string) =>
    ids.length === 0
      ? mrkdwn`*nobody*. Add Slack member ids to ${code(`people.${list}`)} in templates/settings.yml.`
      : slackMentions(ids);
  return [
    section(mrkdwn`Acknowledge, resolve, mute, sign off: ${may(responders, 'responders')}`),
    section(mrkdwn`Approve that somebody is locked out: ${may(approvers, 'approvers')}`),
    section(
      onCall === undefined
        ? mrkdwn`Mentioned when nobody reacts to a critical alert: *nobody*. Set ${code('people.onCall')}.`
        : mrkdwn`Mentioned when nobody reacts to a critical alert: ${slackMention(onCall)}`,
    ),
  ];
}
