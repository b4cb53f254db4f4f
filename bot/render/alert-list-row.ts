// One incident in a list: who did what on one line, and below it who has it, since when, and where it stands in Slack.
import type { KnownBlock } from '@slack/types';
import type { Incident } from '../domain/incident/incident.ts';
import { triageState } from '../domain/triage/triage.ts';
import { headline } from './alert-headline.ts';
import type { AlertView } from './alert-view.ts';
import { context } from './blocks.ts';
import { link, list, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { bold, paragraph } from './rich-text.ts';
import { severityElement } from './severity-mark.ts';
import { slackMention } from './slack-mention.ts';
import { duration, isTime } from './time-words.ts';

export function incidentRow(view: AlertView): readonly KnownBlock[] {
  const { incident } = view;
  return [
    paragraph(severityElement(incident.severity), ' ', bold(`${incident.severity}: ${headline(view)}`, 260)),
    context([list(facts(view), 5, ' · ')]),
  ];
}

function facts({ incident, now }: AlertView): readonly Mrkdwn[] {
  const { triage = {}, lastActivityAt, posts } = incident;
  const age = isTime(lastActivityAt) ? Math.max(0, now.getTime() - lastActivityAt.getTime()) : undefined;
  const post = posts.at(-1);
  const url = post && messageLink(post);
  return [
    mrkdwn`${triageState(triage)}`,
    holder(incident),
    ...(age === undefined ? [] : [mrkdwn`${duration(age)} ago`]),
    ...(url === undefined ? [] : [link(url, 'Open')]),
  ];
}

/** Whoever it is assigned to, else whoever acknowledged it. */
function holder({ triage = {} }: Incident): Mrkdwn {
  const { assignee, acknowledged } = triage;
  if (assignee) return mrkdwn`assigned to ${slackMention(assignee)}`;
  return acknowledged ? mrkdwn`with ${slackMention(acknowledged.userId)}` : mrkdwn`nobody has it`;
}

/**
 * Slack sends whoever is signed in from here to the message in their own workspace, so that no call
 * (`chat.getPermalink`) is needed for each line. Undefined for ids that are not Slack's.
 */
export function messageLink({ channel, ts }: { channel: string; ts: string }): string | undefined {
  if (!/^[CDG][A-Z0-9]{2,20}$/.test(channel) || !/^\d{1,15}\.\d{6}$/.test(ts)) return undefined;
  return `https://slack.com/archives/${channel}/p${ts.replace('.', '')}`;
}
