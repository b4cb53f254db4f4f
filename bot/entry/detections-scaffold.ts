// The text of a new detection: works as it stands, and says in comments what each part is for.
import { stringify } from 'yaml';
import type { Lane, Severity } from '../domain/detection/detection.ts';
import { clausesOf } from '../domain/detection/narrow.ts';
import { NO_TEXT } from '../domain/detection/placeholders.ts';
import type { Where } from '../domain/detection/where.ts';
import { type Asked, tellDataEvents } from './detections-data-events.ts';
import { type Invented, inventExamples } from './detections-examples.ts';

export interface Scaffold {
  readonly title: string;
  readonly severity: Severity;
  readonly lane: Lane;
  /** For example `iam.amazonaws.com`. */
  readonly eventSource: string;
  /** `*` at the end stands for any text. All calls of the service when it is empty. */
  readonly eventNames: readonly string[];
  /** What else has to hold. */
  readonly wheres?: readonly Where[];
  /** Ids of queries, at least one. */
  readonly queries: readonly string[];
}

export function scaffoldDetection(scaffold: Scaffold): string {
  const { title, severity, lane, queries } = scaffold;
  const asked = { wheres: [], ...scaffold };
  const filter = filterOf(asked);
  return `# yaml-language-server: $schema=../detection.schema.json
# What happened, in a few words: the headline of the message.
title: ${scalar(title)}
# low, medium, high or critical: decides the channel.
severity: ${severity}
# Two or three sentences: what it means, and what an attacker gains.
why: >-
  ${NO_TEXT} what it means when this happens, and what an attacker gains by it.
# What is counted: a CloudWatch Logs filter pattern. It becomes the metric filter in your account.
# $.field != "x" is false where there is no such field: write ($.field != "x") || ($.field NOT EXISTS).
# To count only some of these calls, ask for more: && ($.requestParameters.bucketName = "payroll")
${dataEventNote(asked)}filter: ${filterScalar(filter)}
# The CloudWatch alarm: so many matches within so many seconds, a multiple of 60.
alarm: { threshold: 1, period: 60 }
${signalOf(lane)}
# What lifts the severity, and why: the highest that holds wins.
# raise:
#   - { when: by_person(@), to: critical, because: a person did it and no program }
# Questions that get a button, the most useful first: ids of templates/queries.
queries: [${queries.join(', ')}]
# actor: the message offers to stop whoever did it. none: it does not.
contain: actor
# Which requirements it answers, if any: guide, cis, pci, mitre, soc2, hipaa.
# frameworks: { mitre: T1098 }
# 2 to 4 steps for whoever is woken by it.
runbook:
  - ${NO_TEXT} what to look at first, for example a field of requestParameters.
  - ${NO_TEXT} where to undo it.
  - ${NO_TEXT} what would make it harmless.
# Records and how they are to be judged, at least one of each kind. Better than these are real ones, from
# ${tellDataEvents(asked) ? "the trail's log group (Event history has no data events)" : 'Event history in the CloudTrail console'}, with account
# 123456789012 and addresses from 192.0.2.0/24 in place of yours.
examples:
${inventExamples({ filter, ...asked })
  .map(exampleOf)
  .join('\n')}
`;
}

/** A detection of what is never recorded looks healthy for ever. */
function dataEventNote(asked: Asked): string {
  return (tellDataEvents(asked) ?? []).map((line) => `# ${line}\n`).join('');
}

function filterOf({ eventSource, eventNames, wheres }: Asked): string {
  const names = eventNames.map((name) => `($.eventName = "${name}")`);
  const listed = names.length > 1 ? [`(${names.join(' || ')})`] : names;
  return `{ ${[`($.eventSource = "${eventSource}")`, ...listed, ...clausesOf(wheres)].join(' && ')} }`;
}

/** A long one over several lines, as the others have it: a line break counts as a space. */
function filterScalar(filter: string): string {
  if (filter.length < 100) return `'${filter}'`;
  return `>-\n  ${filter.replaceAll(' || ', '\n  || ').replaceAll(' && ', '\n  && ')}`;
}

function signalOf(lane: Lane): string {
  if (lane === 'page') {
    return `# Which matches are worth a page: JMESPath over the record. Without it, all of them; the others go to the daily review.
# signal: '!by_service(@) && !errorCode'`;
  }
  return `# Which matches are worth a page: JMESPath over the record. This is none, so that every match goes to the daily review.
signal: '\`false\`'`;
}

function exampleOf({ name, lane, event }: Invented): string {
  const fires = lane === undefined ? 'fires: false' : `fires: true\n    lane: ${lane}`;
  return `  - name: ${scalar(name)}\n    ${fires}\n    event:\n${yaml(event).replaceAll(/^/gm, '      ')}`;
}

/** In quotes where YAML would read something else. */
function scalar(text: string): string {
  return stringify(text, { lineWidth: 0, singleQuote: true, blockQuote: false }).trimEnd();
}

/** In quotes where an older reader of YAML would take a text for a time or a number. */
function yaml(value: object): string {
  return stringify(value, { lineWidth: 0, singleQuote: true, blockQuote: false, version: '1.1' }).trimEnd();
}
