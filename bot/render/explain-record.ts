// What detections make of records, for a terminal and for scripts.
import { cutText } from '../domain/cut-text.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import type { Explanation } from '../domain/explain/explain-detection.ts';
import type { Explained } from '../domain/explain/explained.ts';
import type { Found } from '../domain/explain/find-counting.ts';
import { wrapWords } from './explain-lines.ts';
import { renderTree } from './explain-tree.ts';
import { tellValue } from './explain-value.ts';
import { tellWhy } from './explain-why.ts';
import { visible } from './visible-text.ts';

/** What is longer is no name of a call. */
const LONGEST_NAME = 160;

/** The verdict first, then how it came to it. Ends without a line break. */
export function renderExplanation(explanation: Explanation): string {
  const { detection, event, filter, signal, raise, verdict } = explanation;
  const parts = [
    `${nameRecord(event)}\n${told(`${detection.id}: `, explanation)}`,
    section('filter', filter),
  ];
  if (signal !== undefined) parts.push(section('signal: is it worth a page?', signal));
  else if (verdict !== undefined) parts.push('signal: there is none, so every match pages.');
  for (const { to, because, when } of raise) {
    parts.push(section(`raise to ${to}: ${visible(because)}`, when));
  }
  return parts.join('\n\n');
}

/** One block for a record: who counts it, or who nearly does. */
export function renderFound({ event, counting, near }: Found): string {
  const lines = [nameRecord(event)];
  for (const explanation of counting) lines.push(told(`  ${explanation.detection.id}: `, explanation));
  if (counting.length === 0) lines.push('  No detection counts it.');
  for (const explanation of near) lines.push(told(`  closest: ${explanation.detection.id}. `, explanation));
  return lines.join('\n');
}

/** As scripts read it; what a clause saw is cut as on a terminal where it is no plain value. */
export function explanationForScripts(explanation: Explanation) {
  const { detection, event, filter, signal, raise, verdict } = explanation;
  return {
    detection: detection.id,
    eventID: event.eventID,
    why: tellWhy(explanation),
    counted: verdict !== undefined,
    lane: verdict?.lane ?? null,
    severity: verdict?.severity ?? null,
    because: verdict?.because ?? [],
    filter: treeForScripts(filter),
    signal: signal === undefined ? null : treeForScripts(signal),
    raise: raise.map(({ to, because, when }) => ({ to, because, when: treeForScripts(when) })),
  };
}

/** As {@link explanationForScripts}, for all detections. */
export function foundForScripts({ event, counting, near }: Found) {
  const short = (explanation: Explanation) => ({
    detection: explanation.detection.id,
    lane: explanation.verdict?.lane ?? null,
    severity: explanation.verdict?.severity ?? null,
    why: tellWhy(explanation),
  });
  return { eventID: event.eventID, counting: counting.map(short), near: near.map(short) };
}

function told(start: string, explanation: Explanation): string {
  return wrapWords(tellWhy(explanation), start, '    ').join('\n');
}

function section(title: string, explained: Explained): string {
  return `${title}\n${renderTree(explained)}`;
}

function nameRecord({ eventID, eventTime, eventName, eventSource, record }: TrailEvent): string {
  const time =
    eventTime === undefined ? 'at an unknown time' : eventTime.toISOString().slice(0, 19).concat('Z');
  const service = eventSource.replace(/\.amazonaws\.com(\.cn)?$/, '');
  const refused = typeof record.errorCode === 'string' ? `, ${record.errorCode}` : '';
  return cutText(visible(`${time}  ${service} ${eventName}${refused}  ${eventID}`), LONGEST_NAME);
}

function treeForScripts(explained: Explained): unknown {
  const held = explained.held ?? null;
  if (explained.kind !== 'clause')
    return { kind: explained.kind, held, parts: explained.parts.map(treeForScripts) };
  const { text, seen, broken } = explained;
  return {
    kind: 'clause',
    text,
    held,
    seen: seen.map(({ path, values }) => ({ path, values: values.map(plain) })),
    ...(broken !== undefined && { broken }),
  };
}

/** What is nested without end cannot be written without end. */
function plain(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? tellValue(value) : value;
}
