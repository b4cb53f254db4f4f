// What in a replay is noise, and what would quiet it: for a terminal.
import type { Quiet } from '../domain/replay/plan-quiet.ts';
import { count, counted, printable } from './replay-text.ts';

export function renderQuiet(quiet: readonly Quiet[]): readonly string[] {
  const offered = quiet.filter(({ inCritical }) => inCritical === 0);
  const withheld = quiet.filter(({ inCritical }) => inCritical > 0);
  return [
    ...(offered.length === 0
      ? []
      : [
          [
            'The noisiest, and what "This is expected…" under their message would have hidden',
            ...offered.map(offerLines),
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

function offerLines(quiet: Quiet): string {
  const better = quiet.change === undefined ? '' : `\n      Better: ${quiet.change}`;
  return `  ${whoWords(quiet)}\n      ${adviceWords(quiet)}${better}`;
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

function adviceWords({ advice, actorName }: Quiet): string {
  if (!advice.ok) return `${advice.reason} ${advice.hint}`;
  const { scope, days, hides, onDays, raised } = advice;
  if (hides === 0) return 'Nothing would quiet it: each was worse than what can be expected.';
  const told = raised > 0 ? `; ${count(raised)} were worse and would be told all the same` : '';
  const limits = scope === actorName ? '' : `${printable(scope)}, `;
  return `${limits}for ${days} days: hides ${count(hides)} on ${counted(onDays, 'day')}${told}`;
}
