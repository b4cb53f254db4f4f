// The report of a replay, for a terminal: how often, the worst and what is noise first, then all of it.
import type { ActorReport } from '../domain/replay/actor-reports.ts';
import type { DetectionReport } from '../domain/replay/detection-reports.ts';
import type { SuppressionReport } from '../domain/replay/hide-expected.ts';
import type { Replayed, Side } from '../domain/replay/replayed.ts';
import type { ReplayReport } from '../domain/replay/report.ts';
import { utcMinute } from '../domain/utc-minute.ts';
import { figuresOf } from './replay-changes.ts';
import { renderComparison } from './replay-comparison.ts';
import { byWords, countingNotes, figureWords, judgingNotes, readingNotes } from './replay-notes.ts';
import { renderQuiet } from './replay-quiet.ts';
import { count, counted, printable, table } from './replay-text.ts';
import { renderWake } from './replay-wake.ts';

export function renderReplay(replayed: Replayed): string {
  const { now, whatIf } = replayed;
  const { report } = now;
  const notes = readingNotes(replayed);
  if (report.events === 0) return ['No record was read.', ...notes].join('\n');
  const head = [whatWasRead(report), ...notes, ...judgingNotes(replayed)].join('\n');
  const parts = whatIf ? comparison(now, whatIf) : sections(now);
  return [head, ...parts].join('\n\n');
}

function comparison(now: Side, whatIf: Side): readonly string[] {
  const notes = countingNotes(whatIf.report);
  return [
    renderComparison(now, whatIf),
    ...suppressed(whatIf.report),
    ...(notes.length > 0 ? [['With the change:', ...notes].join('\n')] : []),
    figureWords(whatIf.quietHours).join('\n'),
  ];
}

function sections(side: Side): readonly string[] {
  const { report, quietHours } = side;
  const { detections, actors, silent, uncovered, uncoveredActions, only } = report;
  const more = uncoveredActions - uncovered.length;
  return [
    ...renderWake(side),
    ...renderQuiet(side),
    ...(detections.length === 0 ? [noMatch(report)] : detectionTables(detections)),
    [...figureWords(quietHours), ...countingNotes(report)].join('\n'),
    ...suppressed(report),
    ...listed('Who it was, the worst first', actors.map(actorLine)),
    ...listed('Not covered: changes to a safeguard that no detection counts', [
      ...uncovered.map(({ action, count: n }) => `  ${count(n).padStart(9)}  ${printable(action)}`),
      ...(more > 0 ? [`  and ${count(more)} other calls`] : []),
    ]),
    ...(silent.length > 0 ? [`${counted(silent.length, 'detection')} matched nothing${byWords(only)}.`] : []),
  ];
}

function listed(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}\n${lines.join('\n')}`];
}

function suppressed({ suppressions }: ReplayReport): readonly string[] {
  return listed('Expected or muted', suppressions.map(suppressionLine));
}

function suppressionLine({ id, detectionId, scope, hides, brokeThrough }: SuppressionReport): string {
  const what = `  ${printable(id)}: ${printable(detectionId)} by ${printable(scope)}`;
  const told =
    brokeThrough > 0 ? `; ${count(brokeThrough)} were raised or from elsewhere, and told all the same` : '';
  return `${what} ${hides > 0 ? `hides ${counted(hides, 'match', 'matches')}` : 'hides nothing: may go'}${told}`;
}

function whatWasRead({ events, first, last, only }: ReplayReport): string {
  const period =
    first === undefined || last === undefined ? '' : `, ${utcMinute(first)} to ${utcMinute(last)} UTC`;
  return `${counted(events, 'record')}${only?.actor === undefined ? '' : ', by everybody'}${period}`;
}

/** A misspelt name matches nothing: how it is written is then the first to know. */
function noMatch({ only }: ReplayReport): string {
  const what = only?.detections === undefined ? 'No detection' : 'None of these detections';
  if (only?.actor === undefined) return `${what} counts any of them.`;
  return `${what} counts anything by ${printable(only.actor)}. Write a name as the report without --actor tells it, or a key as --jsonl does.`;
}

/** What was told apart from what was counted and harmless: only what was told is as bad as it says. */
function detectionTables(detections: readonly DetectionReport[]): readonly string[] {
  const told = detections.filter((one) => one.told !== undefined);
  const counted = detections.filter((one) => one.told === undefined);
  return [
    ...(told.length === 0 ? [] : [tableOf('Told, the worst first', told, [])]),
    ...(counted.length === 0
      ? []
      : [tableOf('Counted, nothing to tell at once', counted, ['incidents', 'pages'])]),
  ];
}

function tableOf(title: string, rows: readonly DetectionReport[], without: readonly string[]): string {
  const figures = figuresOf(rows).filter(([, key]) => !without.includes(key));
  return table(
    [title, ...figures.map(([head]) => head)],
    rows.map((row) => [
      row.told === undefined ? row.id : `${row.id} (${row.told})`,
      ...figures.map(([, key]) => count(row[key])),
    ]),
  );
}

function actorLine({ name, accountId, severity, pages, incidents, detections }: ActorReport): string {
  const what = detections.slice(0, 3).join(', ');
  const more = detections.length > 3 ? ` and ${detections.length - 3} more` : '';
  return `  ${severity.padEnd(8)}  ${printable(name)} in ${printable(accountId)}: ${counted(pages, 'page')} in ${counted(incidents, 'message')} (${what}${more})`;
}
