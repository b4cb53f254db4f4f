// The report of a replay, for a terminal.
import type { ActorReport, DetectionReport, ReplayReport } from '../domain/replay/report.ts';

const COLUMNS = ['matches', 'pages', 'review', 'messages'] as const;
const MOST_NAME = 44;

export function renderReplayReport(report: ReplayReport): string {
  const { detections, actors, silent } = report;
  if (report.events === 0) return 'No event was read.';
  return [
    summary(report),
    detections.length === 0 ? 'No detection counts any of them.' : detectionTable(detections),
    ...(actors.length > 0 ? [`Who was paged for most\n${actors.map(actorLine).join('\n')}`] : []),
    ...(silent.length > 0 ? [`${silent.length} detections matched nothing.`] : []),
  ].join('\n\n');
}

function summary({ events, first, last, ...report }: ReplayReport): string {
  const period = first === undefined || last === undefined ? '' : `, ${day(first)} to ${day(last)}`;
  const rate = report.incidentsADay.toFixed(1);
  return [
    `${number(events)} events${period}`,
    `${number(report.incidents)} messages, ${rate} a day: ${number(report.pages)} pages, one message for each actor`,
    `${number(report.reviewed)} for the daily review`,
    ...(report.repeated > 0 ? [`${number(report.repeated)} came more than once, and count once`] : []),
  ].join('\n');
}

function detectionTable(detections: readonly DetectionReport[]): string {
  const widths = COLUMNS.map((column) => Math.max(column.length, 9));
  const line = (name: string, cells: readonly string[]) =>
    [name.padEnd(MOST_NAME), ...cells.map((cell, at) => cell.padStart(widths[at] ?? 0))].join(' ');
  const rows = detections.map(({ id, severity, matches, pages, reviewed, incidents }) =>
    line(
      `${id} (${severity})`,
      [matches, pages, reviewed, incidents].map((count) => number(count)),
    ),
  );
  return [line('Detection', COLUMNS), ...rows].join('\n');
}

function actorLine({ name, accountId, pages, incidents, detections }: ActorReport): string {
  const what = detections.slice(0, 3).join(', ');
  const more = detections.length > 3 ? ` and ${detections.length - 3} more` : '';
  return `  ${printable(name)} in ${printable(accountId)}: ${number(pages)} pages in ${number(incidents)} messages (${what}${more})`;
}

/** A name from a log must not move the cursor or colour the rest of the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ').slice(0, 80);
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}

function number(count: number): string {
  return count.toLocaleString('en-US');
}
