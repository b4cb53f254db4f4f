// The answer to `/trail alerts`: the incidents, the newest first, and how many there are of each severity.
import type { Which } from '../domain/command/select-incidents.ts';
import { SEVERITIES } from '../domain/detection/detection.ts';
import type { Message } from '../domain/message.ts';
import { incidentRow } from './alert-list-row.ts';
import type { AlertView } from './alert-view.ts';
import { context } from './blocks.ts';
import { fitBlocks } from './fit-blocks.ts';
import { mrkdwn } from './mrkdwn.ts';
import { bold, paragraph } from './rich-text.ts';

const SHOWN = 15;

const NOTHING: Readonly<Record<Which, string>> = {
  open: 'Nothing is open.',
  mine: 'Nothing of yours is open.',
  '24h': 'No alerts in the last 24 hours.',
};
const TITLES: Readonly<Record<Which, string>> = {
  open: 'open',
  mine: 'open and yours',
  '24h': 'in the last 24 hours',
};

/** @param views the newest first */
export function renderAlertList(views: readonly AlertView[], which: Which): Message {
  if (views.length === 0) return { text: NOTHING[which], blocks: [paragraph(NOTHING[which])] };
  const title = `${views.length === 1 ? '1 alert' : `${views.length} alerts`} ${TITLES[which]}: ${totals(views)}`;
  const others = views.length - SHOWN;
  return {
    text: title,
    blocks: fitBlocks([
      { name: 'totals', rank: 1, blocks: [paragraph(bold(title))] },
      ...views
        .slice(0, SHOWN)
        .map((view, index) => ({ name: `alert ${index + 1}`, rank: 3 + index, blocks: incidentRow(view) })),
      { name: 'the rest', rank: 2, blocks: others > 0 ? [context([mrkdwn`and ${others} more`])] : [] },
    ]),
  };
}

/** `2 critical, 5 high`, the worst first. */
export function totals(views: readonly AlertView[]): string {
  return SEVERITIES.toReversed()
    .map((severity) => ({
      severity,
      count: views.filter(({ incident }) => incident.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`)
    .join(', ');
}
