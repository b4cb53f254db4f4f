// What a reader of a report sees first: the worst, and what is noise.
import type { Message } from '../../domain/replay/messages.ts';
import type { Quiet } from '../../domain/replay/plan-quiet.ts';
import type { Side } from '../../domain/replay/replayed.ts';
import type { Settings } from '../../domain/settings.ts';
import { html, type Markup } from '../../html/markup.ts';
import { leftWords } from '../replay-quiet.ts';
import { counted } from '../replay-text.ts';
import { whatWords } from '../replay-wake.ts';
import { account, figure, number, type Section, severity, when } from './columns.ts';
import { type Column, renderTable } from './table.ts';
import { name } from './words.ts';

/** A sentence, and not a name. */
const LONG = 400;

/** Those that have something to say. */
export function firstSections(side: Side, settings: Settings): readonly Section[] {
  return [...worstSection(side, settings), ...quietSection(side, settings)];
}

function worstSection(side: Side, settings: Settings): readonly Section[] {
  const { worst, report } = side;
  if (worst.length === 0) return [];
  const columns: readonly Column<Message>[] = [
    {
      title: 'What',
      kind: 'text',
      cell: (message) => html`<b>${name(whatWords(message, side), LONG)}</b>`,
    },
    severity('Severity', (message) => message.severity),
    { title: 'Who', kind: 'text', cell: ({ actorName }) => name(actorName) },
    account(({ accountId }) => accountId, settings),
    when('When, UTC', ({ from }) => from),
  ];
  return [
    {
      id: 'worst',
      title: 'The worst',
      lead:
        report.incidents > worst.length
          ? `${worst.length} of ${counted(report.incidents, 'message')}: the worst, of those equally bad the newest.`
          : 'All messages, the worst first.',
      content: renderTable('The worst messages', columns, worst),
    },
  ];
}

function quietSection({ quiet, left, report }: Side, settings: Settings): readonly Section[] {
  if (quiet.length === 0) return [];
  const columns: readonly Column<Quiet>[] = [
    {
      title: 'What',
      kind: 'text',
      cell: ({ detectionId, actorName }) => html`<code>${detectionId}</code> by <b>${name(actorName)}</b>`,
    },
    severity('Worst', (row) => row.severity),
    account(({ accountId }) => accountId, settings),
    number('Messages', ({ incidents }) => incidents),
    number('Pages', ({ pages }) => pages),
    { title: 'What would quiet it', kind: 'text', cell: adviceWords },
    figure('Hides', ({ advice }) => (advice.ok ? advice.hides : 0)),
    figure('Still told', ({ pages, advice }) => (advice.ok ? pages - advice.hides : pages)),
  ];
  return [
    {
      id: 'noisiest',
      title: 'What to quiet',
      lead: `${left ? `${leftWords(left, report)} ` : ''}What is worse than the detection itself is told all the same. What stands in a critical message is last, and nothing is offered for it.`,
      content: renderTable('The noisiest', columns, quiet),
    },
  ];
}

function adviceWords({ advice, actorName, change }: Quiet): Markup {
  const safer = change !== undefined && html`<b>${change}</b> `;
  if (!advice.ok) return html`${name(advice.reason, LONG)} ${name(advice.hint, LONG)} ${change}`;
  const { scope, days, hides, onDays } = advice;
  if (hides === 0) return html`${safer}Nothing would hide it: each was worse than what can be expected.`;
  const limits = scope !== actorName && html`, ${name(scope, LONG)},`;
  return html`${safer}${safer && 'Or '}“This is expected…” under its message${limits} for ${days} days<small>on ${counted(onDays, 'day')} of the log</small>`;
}
