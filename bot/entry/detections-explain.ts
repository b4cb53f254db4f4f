// `npm run detections -- explain`: why a record is counted, paged, or neither, clause by clause.
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Detection } from '../domain/detection/detection.ts';
import { TrailbotError } from '../domain/errors.ts';
import { parseTrailEvent } from '../domain/event/parse-trail-event.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import { createExplainer } from '../domain/explain/explain-detection.ts';
import { findCounting } from '../domain/explain/find-counting.ts';
import { isDetectionId } from '../domain/naming.ts';
import { parseRecords, readRecords } from '../records/read-records.ts';
import type { Parsed } from '../records/records-in-json.ts';
import { STDIN } from '../records/walk-files.ts';
import {
  explanationForScripts,
  foundForScripts,
  renderExplanation,
  renderFound,
} from '../render/explain-record.ts';
import { visible } from '../render/visible-text.ts';
import { idsIn, readDetection, readDetections } from './detections-files.ts';

/** More fill a terminal without end. */
const FIRST = 20;

export interface ExplainAsked {
  readonly templates: string;
  /** An id, or the path of a detection's file; all detections when it is left out. */
  readonly detection?: string;
  /** A file or folder with records, or {@link STDIN}. */
  readonly path: string;
  readonly all: boolean;
  /** Only the record with this eventID. */
  readonly event?: string;
  readonly json: boolean;
}

export interface Explained {
  readonly text: string;
  /** What was not explained, a line each. */
  readonly left: readonly string[];
}

/** @throws TrailbotError `input_unreadable` or `catalog_invalid` */
export async function explainRecords(asked: ExplainAsked): Promise<Explained> {
  const { detections, left: broken } = chosen(asked);
  const explainers = detections.map(createExplainer);
  const { records, skipped } = await read(asked);
  const events = records.map(parseTrailEvent);
  const shown = shownOf(events, asked);
  const left = [...broken, ...skipped.map(({ where, why }) => `skipped ${visible(where)}: ${visible(why)}`)];
  if (asked.event === undefined && shown.length < events.length) {
    left.push(`The first ${FIRST} of ${events.length} records; --all shows all, --event <eventID> one.`);
  }
  if (asked.detection === undefined) {
    const found = shown.map((event) => findCounting(event, explainers));
    return {
      text: asked.json ? json(found.map(foundForScripts)) : found.map(renderFound).join('\n\n'),
      left,
    };
  }
  const explanations = shown.flatMap((event) => explainers.map((explain) => explain(event)));
  const text = asked.json
    ? json(explanations.map(explanationForScripts))
    : explanations.map(renderExplanation).join(`\n\n${'-'.repeat(60)}\n\n`);
  return { text, left };
}

function chosen({ templates, detection }: ExplainAsked): {
  readonly detections: readonly Detection[];
  readonly left: readonly string[];
} {
  if (detection?.endsWith('.yml')) return { detections: [readDetection(detection)], left: [] };
  const { detections, broken } = readDetections(templates, detection === undefined ? [] : [detection]);
  const [first] = broken;
  if (detection !== undefined && first !== undefined) {
    throw new TrailbotError({ code: 'catalog_invalid', message: first.message, hint: first.hint });
  }
  return { detections, left: broken.map(({ file, message }) => `${file} is left out: ${message}`) };
}

async function read({ path, templates }: ExplainAsked): Promise<Parsed> {
  if (path === STDIN) return parseRecords('standard input', await buffer(process.stdin));
  try {
    return await readRecords(path);
  } catch (error) {
    if (!(error instanceof TrailbotError) || !isKnown(path, templates)) throw error;
    throw new TrailbotError({
      code: 'input_unreadable',
      message: `${path} is a detection, and there is no record to explain it on.`,
      hint: `Give a file as well: npm run detections -- explain ${path} ${join('path', 'to', 'records.json')}`,
      cause: error,
    });
  }
}

function isKnown(path: string, templates: string): boolean {
  return isDetectionId(path) && idsIn(templates, 'detections').includes(path);
}

function shownOf(events: readonly TrailEvent[], { all, event }: ExplainAsked): readonly TrailEvent[] {
  if (event === undefined) return all ? events : events.slice(0, FIRST);
  const found = events.find(({ eventID }) => eventID === event);
  if (found !== undefined) return [found];
  throw new TrailbotError({
    code: 'input_unreadable',
    message: `None of the ${events.length} records has the eventID ${event.slice(0, 60)}.`,
    hint: 'Copy the eventID as a whole; without --event the first records are explained.',
  });
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
