// What in a replay is noise, and what would quiet it: for a terminal.
import type { Quiet } from '../domain/replay/plan-quiet.ts';
import type { Side } from '../domain/replay/replayed.ts';
import { count, counted, fixed, printable } from './replay-text.ts';

export function renderQuiet({ quiet, left, report }: Side): readonly string[] {
  const offered = quiet.filter(({ inCritical }) => inCritical === 0);
  const withheld = quiet.filter(({ inCritical }) => inCritical > 0);
  return [
    ...(offered.length === 0
      ? []
      : [
          [
            'The noisiest, and what would quiet them',
            ...offered.map(offerLines),
            ...(left ? [`  ${leftWords(left, report)}`] : []),
          ].join('\n'),
        ]),
    ...(withheld.length === 0
      ? []
      : [
          [
            'Often, but part of a critical message: find out first, nothing is offered that would hide it',
            ...withheld.map((one) => `  ${whoWords(one)}`),
          ].join('\n'),
        ]),
  ];
}

/** `With all of these expected: 31 messages, 0.8 a day, in place of 90, 2.3 a day.` */
export function leftWords(left: NonNullable<Side['left']>, report: Side['report']): string {
  const often = ({ incidents, incidentsADay }: NonNullable<Side['left']>) =>
    `${counted(incidents, 'message')}, ${fixed(incidentsADay, 1)} a day`;
  return `With all of these expected: ${often(left)}, in place of ${often(report)}.`;
}

/** What is safer comes first: nobody looks at what is expected. */
function offerLines(quiet: Quiet): string {
  const { change } = quiet;
  const lines = change === undefined ? [adviceWords(quiet, '')] : [change, adviceWords(quiet, 'Or ')];
  return [`  ${whoWords(quiet)}`, ...lines.map((line) => `      ${line}`)].join('\n');
}

function whoWords({
  detectionId,
  severity,
  actorName,
  accountId,
  pages,
  incidents,
  inCritical,
}: Quiet): string {
  const held = inCritical === 0 ? '' : `, ${count(inCritical)} of them in a critical one`;
  return `${detectionId} (${severity}) by ${printable(actorName)} in ${printable(accountId)}: ${counted(pages, 'page')} in ${counted(incidents, 'message')}${held}`;
}

/** @param or - stands before what is offered, where something else was said first */
function adviceWords({ advice, actorName }: Quiet, or: string): string {
  if (!advice.ok) return `${advice.reason} ${advice.hint}`;
  const { scope, days, hides, onDays, raised } = advice;
  if (hides === 0) return 'Nothing would quiet it: each was worse than what can be expected.';
  const told = raised > 0 ? `; ${count(raised)} were worse and would be told all the same` : '';
  const limits = scope === actorName ? '' : `, ${printable(scope)},`;
  return `${or}"This is expected…" under its message${limits} for ${days} days: hides ${count(hides)} on ${counted(onDays, 'day')}${told}`;
}
