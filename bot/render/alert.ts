// The alert: one message for one incident, the same function for its first post and for every edit after it.
import type { Message } from '../domain/message.ts';
import { alertFacts } from './alert-facts.ts';
import { actionsPart, footerPart } from './alert-footer.ts';
import { headline } from './alert-headline.ts';
import { detectedPart, gapsList, hourBeforePart, runbookPart, unusualPart, whyPart } from './alert-parts.ts';
import { alertState } from './alert-state.ts';
import type { AlertView } from './alert-view.ts';
import { fields } from './blocks.ts';
import { fitBlocks, type Part } from './fit-blocks.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { bold, paragraph } from './rich-text.ts';
import { severityElement, severityEmoji } from './severity-mark.ts';

/** The message for an incident as it is known now. Never throws on what a log or a template may hold. */
export function renderAlert(view: AlertView): Message {
  const { severity } = view.incident;
  const line = `${severity.toUpperCase()}: ${headline(view)}`;
  return {
    text: escapeMrkdwn(`${severityEmoji(severity)} ${line}`),
    blocks: fitBlocks(parts(view, line)),
  };
}

/** In reading order; `rank` says which part goes last when Slack's limits are reached. */
function parts(view: AlertView, line: string): readonly Part[] {
  const facts = alertFacts(view);
  return [
    {
      name: 'headline',
      rank: 1,
      blocks: [paragraph(severityElement(view.incident.severity), ' ', bold(line))],
    },
    { name: 'state', rank: 3, blocks: alertState(view) },
    { name: 'detections', rank: 4, blocks: detectedPart(view), short: detectedPart(view, 1) },
    { name: 'what is unusual', rank: 5, blocks: unusualPart(view) },
    { name: 'facts', rank: 6, blocks: facts.length > 0 ? [fields(facts)] : [] },
    { name: 'hour before', rank: 8, blocks: hourBeforePart(view) },
    { name: 'what could not be read', rank: 7, blocks: gapsList(view.incident.context?.gaps ?? []) },
    { name: 'why it matters', rank: 10, blocks: whyPart(view) },
    { name: 'runbook', rank: 9, blocks: runbookPart(view) },
    { name: 'buttons', rank: 2, blocks: actionsPart(view) },
    { name: 'references', rank: 11, blocks: footerPart(view) },
  ];
}
