// The alert: one message for one incident, the same function for its first post and for every edit after it.
import type { Message } from '../domain/message.ts';
import { triageState } from '../domain/triage/triage.ts';
import { actionsPart } from './alert-actions.ts';
import { alertFacts } from './alert-facts.ts';
import { footerPart } from './alert-footer.ts';
import { headline } from './alert-headline.ts';
import { detectedPart, gapsList, hourBeforePart, runbookPart, unusualPart, whyPart } from './alert-parts.ts';
import { alertState } from './alert-state.ts';
import type { AlertView } from './alert-view.ts';
import { fields } from './blocks.ts';
import { fitBlocks, type Part } from './fit-blocks.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { bold, type Inline, paragraph, readInline } from './rich-text.ts';
import { severityElement } from './severity-mark.ts';

/** The message for an incident as it is known now. Never throws on what a log or a template may hold. */
export function renderAlert(view: AlertView): Message {
  const { severity, triage } = view.incident;
  const resolved = triageState(triage) === 'resolved';
  const line = resolved
    ? `RESOLVED (${severity}): ${headline(view)}`
    : `${severity.toUpperCase()}: ${headline(view)}`;
  const mark = resolved ? DONE : severityElement(severity);
  return {
    text: escapeMrkdwn(`${readInline(mark)} ${line}`),
    blocks: fitBlocks(parts(view, mark, line)),
  };
}

const DONE: Inline = { type: 'emoji', name: 'white_check_mark', unicode: '2705' };

/** In reading order; `rank` says which part goes last when Slack's limits are reached. */
function parts(view: AlertView, mark: Inline, line: string): readonly Part[] {
  const facts = alertFacts(view);
  return [
    {
      name: 'headline',
      rank: 1,
      blocks: [paragraph(mark, ' ', bold(line))],
    },
    { name: 'state', rank: 3, blocks: alertState(view) },
    { name: 'detections', rank: 4, blocks: detectedPart(view), short: detectedPart(view, 1) },
    { name: 'what is unusual', rank: 5, blocks: unusualPart(view) },
    // On a phone this is the first screen: what happened, and what can be done about it.
    { name: 'buttons', rank: 2, blocks: actionsPart(view) },
    { name: 'facts', rank: 6, blocks: facts.length > 0 ? [fields(facts)] : [] },
    { name: 'hour before', rank: 8, blocks: hourBeforePart(view) },
    { name: 'what could not be read', rank: 7, blocks: gapsList(view.incident.context?.gaps ?? []) },
    { name: 'why it matters', rank: 10, blocks: whyPart(view) },
    { name: 'runbook', rank: 9, blocks: runbookPart(view) },
    { name: 'references', rank: 11, blocks: footerPart(view) },
  ];
}
