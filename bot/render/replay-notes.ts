// What a reader of a replay's report has to know before the figures are believed: the same words on a terminal and a page.
import type { Narrow } from '../domain/replay/narrow.ts';
import type { Replayed, Side } from '../domain/replay/replayed.ts';
import type { ReplayReport } from '../domain/replay/report.ts';
import { count, counted, printable } from './replay-text.ts';

/** By kind, for one and for more: what was no record of a call. */
const SKIPPED: Readonly<Record<string, readonly [one: string, more: string]>> = {
  digest: ['digest file', 'digest files'],
  insight: ['Insights record', 'Insights records'],
  notification: ['notification of S3', 'notifications of S3'],
  foreign: ['that is not CloudTrail’s', 'that are not CloudTrail’s'],
  damaged: ['damaged', 'damaged'],
  unreadable: ['that could not be read', 'that could not be read'],
};

const SOME_DETECTIONS = 3;

/** How much of it was read: sentences, none where it was all. */
export function readingNotes({ complete, skipped }: Replayed): readonly string[] {
  const left = skipped.map(({ kind, count }) => counted(count, ...(SKIPPED[kind] ?? [kind, kind])));
  return [
    ...(complete ? [] : ['Stopped: this is what was read until then.']),
    ...(left.length === 0 ? [] : [`Skipped: ${left.join(', ')}.`]),
  ];
}

/** By what it was judged: sentences, none where all is the company's own and of everybody. */
export function judgingNotes({ now, whatIf, sameFilter = [] }: Replayed): readonly string[] {
  const { report, sample, withoutData } = whatIf ?? now;
  return [
    ...(report.only
      ? [`Shown is ${partWords(report.only)}. All was judged and grouped for everybody, as the bot does.`]
      : []),
    ...sampleNotes(sample),
    ...dataNotes(withoutData, report),
    ...sameFilter.map(
      ({ id, as }) =>
        `${printable(id)} is new and has the filter of ${printable(as)}: both are told. To see ${printable(as)} changed, call the file ${printable(as)}.yml.`,
    ),
  ];
}

/** `what iam-changes finds and alice took part in`. */
function partWords({ actor, detections }: Narrow): string {
  const parts = [
    ...(detections
      ? [`${printable(detections.join(', '))} ${detections.length === 1 ? 'finds' : 'find'}`]
      : []),
    ...(actor === undefined ? [] : [`${printable(actor)} took part in`]),
  ];
  return `what ${parts.join(' and ')}`;
}

/** `by alice`, with a blank before it; nothing where everybody is shown. */
export function byWords(only: Narrow | undefined): string {
  return only?.actor === undefined ? '' : ` by ${printable(only.actor)}`;
}

/** Of one actor alone it says nothing about the log. */
function dataNotes(ids: readonly string[], { only }: ReplayReport): readonly string[] {
  if (ids.length === 0 || only?.actor !== undefined) return [];
  const names = ids.slice(0, SOME_DETECTIONS).map(printable).join(', ');
  const more = ids.length > SOME_DETECTIONS ? ` and ${count(ids.length - SOME_DETECTIONS)} more` : '';
  return [
    `Nothing for ${names}${more} in this log. A trail records data events only where it was told to: if this one was not, it could not have matched.`,
  ];
}

function sampleNotes({ accounts, workingHours }: Side['sample']): readonly string[] {
  if (!accounts) return [];
  const what = workingHours ? 'Account names, working hours and time zone' : 'Account names';
  return [`${what} are still the sample’s: put your own in templates/settings.yml.`];
}

/** What was counted and is told to nobody, or not as often as it came: sentences. */
export function countingNotes(report: ReplayReport): readonly string[] {
  const { repeated, hidden, pagesBeyond } = report;
  return [
    ...(repeated > 0
      ? [
          `${counted(repeated, 'match', 'matches')} came again in a record that was delivered twice, and ${repeated === 1 ? 'is' : 'are'} left out. What no detection counts is not compared: among the ${counted(report.events, 'record')} such a one counts twice.`,
        ]
      : []),
    ...(hidden > 0
      ? [`${counted(hidden, 'match', 'matches')} expected or muted: for the review, not told at once.`]
      : []),
    ...tooFew(report),
    ...undatedNotes(report),
    ...(pagesBeyond > 0
      ? [`${counted(pagesBeyond, 'more page')} not looked at: a detection is far too wide.`]
      : []),
  ];
}

/** `10 within 5 minutes`. @param period in seconds */
export function alarmWords({
  threshold,
  period,
}: {
  readonly threshold: number;
  readonly period: number;
}): string {
  const minutes = Math.max(1, Math.ceil(period / 60));
  return `${count(threshold)} within ${counted(minutes, 'minute')}`;
}

function tooFew({ belowThreshold, detections }: ReplayReport): readonly string[] {
  if (belowThreshold === 0) return [];
  const waiting = detections.flatMap(({ id, belowThreshold: few, alarm }) =>
    few > 0 && alarm ? `${printable(id)} waits for ${alarmWords(alarm)}` : [],
  );
  const why = waiting.length === 0 ? '' : ` (${waiting.slice(0, 3).join('; ')})`;
  return [
    `${counted(belowThreshold, 'match', 'matches')} told to nobody: fewer at a time than the alarm waits for${why}.`,
  ];
}

function undatedNotes({ undated, undatedSome }: ReplayReport): readonly string[] {
  if (undated === 0) return [];
  const some = undatedSome.map(
    ({ detectionId, eventID }) => `${printable(detectionId)} in event ${printable(eventID)}`,
  );
  const more = undated > some.length ? ` and ${count(undated - some.length)} more` : '';
  return [
    `${counted(undated, 'match', 'matches')} without a readable time: in no message, because nobody can tell when. ${some.join(', ')}${more}.`,
  ];
}

/** What the figures of a report count: sentences. @param quietHours after which a message is over */
export function figureWords(quietHours: number): readonly string[] {
  return [
    'A match is a record that one detection counts; a record that two count is two.',
    'A page is a match that is told at once, the review is told once a day.',
    `A message holds one actor’s pages in one account, until there is none for ${counted(quietHours, 'hour')}.`,
  ];
}
