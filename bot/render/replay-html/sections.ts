// The tables of a report: what matched, who, what is expected, and what nothing covers.
import type { ActorReport } from '../../domain/replay/actor-reports.ts';
import type { DetectionReport } from '../../domain/replay/detection-reports.ts';
import type { SuppressionReport } from '../../domain/replay/hide-expected.ts';
import type { Side } from '../../domain/replay/replayed.ts';
import type { ReplayReport } from '../../domain/replay/report.ts';
import type { Settings } from '../../domain/settings.ts';
import { html, type Markup } from '../../html/markup.ts';
import { figuresOf } from '../replay-changes.ts';
import { countingNotes, figureWords } from '../replay-notes.ts';
import { counted } from '../replay-text.ts';
import { account, figure, number, type Section, severity, when } from './columns.ts';
import { type Column, renderTable } from './table.ts';
import { capital, name } from './words.ts';

/** A sentence, and not a name. */
const LONG = 400;

/** Those that have something to say. */
export function tableSections(side: Side, settings: Settings): readonly Section[] {
  const { report } = side;
  return [
    ...detectionSection(side),
    ...actorSection(report.actors, settings),
    ...expectedSection(report),
    ...uncoveredSection(report),
  ];
}

/** What was told apart from what was counted and harmless: only what was told is as bad as it says. */
function detectionSection({ report, quietHours }: Side): readonly Section[] {
  const { detections, silent, only } = report;
  const told = detections.filter((one) => one.told !== undefined);
  const quiet = detections.filter((one) => one.told === undefined);
  const which = only?.detections === undefined ? 'No detection' : 'None of these detections';
  const none =
    only?.actor === undefined
      ? `${which} counts any of these events.`
      : html`${which} counts anything by ${name(only.actor)}.`;
  const matchedNothing =
    silent.length > 0 &&
    html`<details><summary>${counted(silent.length, 'detection')} matched nothing${only?.actor !== undefined && html` by ${name(only.actor)}`}</summary><p class="ids">${silent.map((id) => html`<code>${id}</code> `)}</p></details>`;
  const notes = countingNotes(report).map((note) => html`<p class="note">${note}</p>`);
  return [
    {
      id: 'detections',
      title: 'Detections',
      lead: `${figureWords(quietHours).join(' ')} Times are UTC.`,
      content: html`${detections.length === 0 && html`<p>${none}</p>`}
${told.length > 0 && toldTable(told)}
${quiet.length > 0 && html`<details id="counted" class="more"><summary>${counted(quiet.length, 'detection')} counted, with nothing to tell at once</summary>${countedTable(quiet)}</details>`}${notes}${matchedNothing}`,
    },
  ];
}

function toldTable(rows: readonly DetectionReport[]): Markup {
  const columns: readonly Column<DetectionReport>[] = [
    {
      title: 'Told at once',
      kind: 'text',
      cell: ({ title, id }) => html`${name(title)}<small>${name(id)}</small>`,
      order: ({ title }) => title.toLowerCase(),
    },
    severity('Worst', ({ told = 'low' }) => told),
    ...figures(rows, []),
    when('First', ({ first }) => first),
    when('Last', ({ last }) => last),
  ];
  return renderTable('Told at once', columns, rows);
}

/** Its title says what did not happen, so that it stands for what was looked for. */
function countedTable(rows: readonly DetectionReport[]): Markup {
  const columns: readonly Column<DetectionReport>[] = [
    {
      title: 'Counted',
      kind: 'text',
      cell: ({ title, id }) => html`<code>${name(id)}</code><small>looks for: ${name(title)}</small>`,
      order: ({ id }) => id,
    },
    ...figures(rows, ['incidents', 'pages']),
    when('First', ({ first }) => first),
    when('Last', ({ last }) => last),
  ];
  return renderTable('Counted, nothing to tell at once', columns, rows);
}

function figures(
  rows: readonly DetectionReport[],
  without: readonly string[],
): readonly Column<DetectionReport>[] {
  return figuresOf(rows)
    .filter(([, key]) => !without.includes(key))
    .map(([title, key]) => (key === 'matches' ? number : figure)(capital(title), (row) => row[key]));
}

function actorSection(actors: readonly ActorReport[], settings: Settings): readonly Section[] {
  if (actors.length === 0) return [];
  const columns: readonly Column<ActorReport>[] = [
    { title: 'Actor', kind: 'text', cell: (actor) => html`<b>${name(actor.name)}</b>` },
    severity('Worst', (actor) => actor.severity),
    account(({ accountId }) => accountId, settings),
    number('Messages', ({ incidents }) => incidents),
    number('Pages', ({ pages }) => pages),
    when('First', ({ first }) => first),
    {
      title: 'Because of',
      kind: 'text',
      cell: ({ detections }) =>
        html`${detections.slice(0, 4).map((id) => html`<code>${id}</code> `)}${detections.length > 4 && `and ${detections.length - 4} more`}`,
    },
  ];
  return [
    {
      id: 'actors',
      title: 'Who it was',
      lead: 'The worst first, then those with the most pages.',
      content: renderTable('Actors', columns, actors),
    },
  ];
}

function expectedSection({ suppressions }: ReplayReport): readonly Section[] {
  if (suppressions.length === 0) return [];
  const columns: readonly Column<SuppressionReport>[] = [
    { title: 'Detection', kind: 'text', cell: ({ detectionId }) => html`<code>${name(detectionId)}</code>` },
    { title: 'What is expected', kind: 'text', cell: ({ scope }) => name(scope, LONG) },
    number('Hides', ({ hides }) => hides),
    number('Still told', ({ brokeThrough }) => brokeThrough),
  ];
  return [
    {
      id: 'expected',
      title: 'Expected or muted',
      lead: 'As if somebody had said so before the first event. What hides nothing may go.',
      content: renderTable('Expected or muted', columns, suppressions),
    },
  ];
}

function uncoveredSection({ uncovered, uncoveredActions }: ReplayReport): readonly Section[] {
  if (uncovered.length === 0) return [];
  const columns: readonly Column<ReplayReport['uncovered'][number]>[] = [
    {
      title: 'Call',
      kind: 'text',
      cell: ({ action }) => html`<code>${name(action.slice(action.indexOf(':') + 1))}</code>`,
    },
    { title: 'Service', kind: 'text', cell: ({ action }) => name(action.slice(0, action.indexOf(':'))) },
    number('Times', (row) => row.count),
  ];
  const more = uncoveredActions - uncovered.length;
  return [
    {
      id: 'uncovered',
      title: 'Not covered',
      lead: 'Calls that changed a safeguard and that no detection counts.',
      content: html`${renderTable('Not covered', columns, uncovered)}${more > 0 && html`<p class="lead">and ${counted(more, 'other call')}</p>`}`,
    },
  ];
}
