// The message of an incident as it stands now: the alert, or what came of waiting for one.
import type { WaitEnded } from '../domain/incident/incident.ts';
import type { Message } from '../domain/message.ts';
import { renderAlert } from './alert.ts';
import { leadTitle } from './alert-subject.ts';
import type { AlertView } from './alert-view.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { paragraph, shorten } from './rich-text.ts';

/** The alert; one calm line instead for an alarm whose events turned out to be routine or another incident's. */
export function renderIncident(view: AlertView): Message {
  const ended = view.incident.waitEnded;
  if (ended === undefined || ended.kind === 'nothing') return renderAlert(view);
  const line = `${shorten(leadTitle(view), 120)}: ${endWords(ended)}`;
  return { text: escapeMrkdwn(line), blocks: [paragraph(line)] };
}

function endWords(ended: Exclude<WaitEnded, { kind: 'nothing' }>): string {
  switch (ended.kind) {
    case 'routine':
      return `nothing to do. ${ended.count === 1 ? '1 event matched and was' : `${ended.count} events matched, all`} routine; kept for the daily review.`;
    case 'elsewhere':
      return ended.incidentIds.length === 1
        ? 'what set off the alarm is told in the message of its incident.'
        : `several actors set off the alarm; ${ended.incidentIds.length} incidents have messages of their own.`;
    case 'adopted':
      return `continues as incident ${shorten(ended.incidentId, 80)}.`;
  }
}
