// `npm run detections -- new`: writes a detection that works, for somebody to make theirs.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDetection } from '../catalog/load-catalog.ts';
import type { Detection, Lane, Severity } from '../domain/detection/detection.ts';
import { NO_NAME, NO_SOURCE, NO_TITLE, unwrittenKeys } from '../domain/detection/placeholders.ts';
import { parseWheres } from '../domain/detection/where.ts';
import { TrailbotError } from '../domain/errors.ts';
import { isDetectionId, ROLE_PREFIX } from '../domain/naming.ts';
import { tellDataEvents } from './detections-data-events.ts';
import { idsIn } from './detections-files.ts';
import { scaffoldDetection } from './detections-scaffold.ts';

export interface NewAsked {
  readonly templates: string;
  readonly id: string;
  readonly title?: string;
  readonly severity: Severity;
  readonly lane: Lane;
  /** With or without `.amazonaws.com`. */
  readonly eventSource?: string;
  /** With `where` and without names every call of the service counts that fits. */
  readonly eventNames: readonly string[];
  /** Conditions as {@link parseWheres} takes them. */
  readonly where?: readonly string[];
}

const SOURCE = /^[a-z0-9][a-z0-9.-]{0,60}$/;
const NAME = /^[A-Za-z0-9_]{1,80}\*?$/;
const USEFUL = ['actor-timeline', 'what-changed', 'from-this-address'];

/**
 * @returns what to print
 * @throws TrailbotError `input_unreadable` for an id that is taken or that is none, or for a name or a condition that no
 * record fits; nothing is written then
 */
export function newDetection(asked: NewAsked): string {
  const { templates, id, title, severity, lane } = asked;
  const existing = idsIn(templates, 'detections');
  refuseId(id, existing);
  const eventSource = sourceOf(asked.eventSource ?? NO_SOURCE);
  for (const name of asked.eventNames) if (!NAME.test(name)) throw noEventName(name);
  const eventNames = [...new Set(asked.eventNames)];
  const wheres = parseWheres(asked.where ?? []);
  const calls = {
    eventSource,
    eventNames: eventNames.length === 0 && wheres.length === 0 ? [NO_NAME] : eventNames,
    wheres,
  };
  const text = scaffoldDetection({
    ...calls,
    title: title ?? `${id.replaceAll('-', ' ')} ${NO_TITLE}`.slice(0, 80),
    severity,
    lane,
    queries: queriesIn(templates),
  });
  // What was given may be too long, and a file that does not load would stop every other command.
  const detection = parseDetection(`${id}.yml`, text);
  const path = join(templates, 'detections', `${id}.yml`);
  writeFileSync(path, text, { flag: 'wx' });
  return `${path} is written, and works as it stands.\n\n${leftToWrite(detection, tellDataEvents(calls))}`;
}

function refuseId(id: string, existing: readonly string[]): void {
  if (existing.includes(id)) {
    throw refusal(
      `There is a detection ${id} already.`,
      `Edit templates/detections/${id}.yml, or take another id.`,
    );
  }
  if (isDetectionId(id) && !id.startsWith(ROLE_PREFIX)) return;
  throw refusal(
    `${JSON.stringify(id.slice(0, 80))} cannot be the id of a detection.`,
    `Use small letters, digits and single hyphens, at most 60, not beginning with ${ROLE_PREFIX}: database-snapshot-shared. It is what the alarm is called.`,
  );
}

function sourceOf(text: string): string {
  const source = text.includes('.') ? text : `${text}.amazonaws.com`;
  if (SOURCE.test(source)) return source;
  throw refusal(
    `${JSON.stringify(text.slice(0, 80))} is no eventSource.`,
    'Write it as CloudTrail does: iam.amazonaws.com, or iam for short.',
  );
}

function noEventName(name: string): TrailbotError {
  return refusal(
    `${JSON.stringify(name.slice(0, 80))} is no eventName.`,
    'Write it as CloudTrail does: CreateUser, or UpdateFunctionCode* for all that begin so.',
  );
}

/** @throws TrailbotError `input_unreadable` when there is none */
function queriesIn(templates: string): readonly string[] {
  const known = idsIn(templates, 'queries');
  const useful = USEFUL.filter((id) => known.includes(id));
  const queries = useful.length > 0 ? useful : known.slice(0, 1);
  if (queries.length > 0) return queries;
  throw refusal(
    `${join(templates, 'queries')} is empty.`,
    'A detection offers at least one query: put them back.',
  );
}

function leftToWrite(detection: Detection, dataEvents: readonly string[] = []): string {
  const unwritten = unwrittenKeys(detection);
  const steps = [
    ...(unwritten.includes('filter') ? ['filter: which call of which service'] : []),
    ...(unwritten.includes('title') ? ['title: what happened, in a few words'] : []),
    'why: what it means, and what an attacker gains',
    'runbook: what to look at, where, and what would make it harmless',
    'examples: real records in the place of the invented ones',
    'signal, raise, queries, contain and frameworks, where what stands there does not fit',
  ];
  return [
    ...(dataEvents.length === 0 ? [] : [...dataEvents, '']),
    'What you have to write still:',
    ...steps.map((step) => `  - ${step}`),
    '',
    'Then:',
    `  npm run detections -- test ${detection.id}`,
    '  npm run catalog -- --write',
    '  npm run deploy',
  ].join('\n');
}

function refusal(message: string, hint: string): TrailbotError {
  return new TrailbotError({ code: 'input_unreadable', message, hint });
}
