// Checks what a schema cannot see of a query: its placeholders, what it must not do, and the columns it is shown by.

import { nearestWord } from '../domain/nearest-word.ts';
import {
  isOfSettings,
  placeholdersIn,
  SETTINGS_CONDITIONS,
  settingsConditionName,
} from '../domain/query/placeholders.ts';
import type { QueryTemplate } from '../domain/query/query.ts';
import { type Segment, scanQuery } from '../domain/query/scan-query.ts';

export interface QueryMistake {
  readonly path: readonly (string | number)[];
  readonly wrong: string;
  readonly remedy: string;
}

/** What would reach other logs than the trail's, or show what a data protection policy hides. */
const FORBIDDEN = ['source', 'join', 'lookup', 'subquery', 'subqueries', 'unmask'];
const ONE_LOG = 'A query reads the trail’s log group and nothing else: take it out.';

/** Every mistake, each at the key to mend. */
export function checkQueryText(query: Omit<QueryTemplate, 'id'>): readonly QueryMistake[] {
  const segments = scanQuery(query.text);
  return [
    ...forbiddenIn(segments),
    ...segments.flatMap((segment) => misplacedIn(segment, query)),
    ...unused(query),
    ...missingColumns(query, segments),
  ];
}

function inText(wrong: string, remedy: string): QueryMistake {
  return { path: ['text'], wrong, remedy };
}

function forbiddenIn(segments: readonly Segment[]): readonly QueryMistake[] {
  const words = wordsIn(segments).map((word) => word.toLowerCase());
  const mistakes = FORBIDDEN.filter((word) => words.includes(word)).map((word) =>
    inText(`uses ${word}, which queries may not`, ONE_LOG),
  );
  return hasSubquery(segments) ? [...mistakes, inText('has a query inside brackets', ONE_LOG)] : mistakes;
}

function hasSubquery(segments: readonly Segment[]): boolean {
  let depth = 0;
  for (const character of codeOf(segments)) {
    if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth -= 1;
    else if (character === '|' && depth > 0) return true;
  }
  return false;
}

/** A parameter is safe inside a string alone: there its allow-list keeps it from being anything but text. */
function misplacedIn({ kind, text }: Segment, query: Omit<QueryTemplate, 'id'>): readonly QueryMistake[] {
  const names = placeholdersIn(text);
  const open = text.split(/\{\{|\}\}/).length - 1 !== names.length * 2;
  const mistakes = names.flatMap((name) =>
    isOfSettings(name) ? ofSettings(name, kind) : ofParameters(name, kind, query),
  );
  const half = inText('has {{ or }} that make no placeholder', 'Write {{ and }} around one name.');
  return open ? [...mistakes, half] : mistakes;
}

function ofSettings(name: string, kind: Segment['kind']): readonly QueryMistake[] {
  const known = SETTINGS_CONDITIONS.map((condition) => `settings.${condition}`);
  if (settingsConditionName(name) === undefined)
    return [inText(`names {{${name}}}, which settings.yml has not`, meant(name, known))];
  if (kind === 'code') return [];
  const remedy = `It is a whole condition: | filter not {{${name}}}`;
  return [inText(`has {{${name}}} inside ${IN_WORDS[kind]}`, remedy)];
}

function ofParameters(
  name: string,
  kind: Segment['kind'],
  { parameters }: Omit<QueryTemplate, 'id'>,
): readonly QueryMistake[] {
  const known = parameters.map((parameter) => parameter.name);
  if (!known.includes(name)) return [inText(`names {{${name}}}, which is no parameter`, meant(name, known))];
  if (kind === 'string') return [];
  const wrong = kind === 'code' ? 'outside a string' : `inside ${IN_WORDS[kind]}`;
  return [inText(`has {{${name}}} ${wrong}`, `Put it in double quotes: = "{{${name}}}"`)];
}

const IN_WORDS = {
  code: 'the query',
  string: 'a string',
  regex: 'a regular expression',
  name: 'backticks',
  comment: 'a comment',
} as const;

function meant(name: string, known: readonly string[]): string {
  const nearest = nearestWord(name, known);
  if (nearest !== undefined) return `Did you mean {{${nearest}}}?`;
  return known.length === 0 ? 'Add it to parameters.' : `Known here: ${known.join(', ')}.`;
}

function unused({ parameters, text }: Omit<QueryTemplate, 'id'>): readonly QueryMistake[] {
  const used = placeholdersIn(text);
  const names = parameters.map(({ name }) => name);
  return names.flatMap((name, index): QueryMistake[] => {
    const path = ['parameters', index, 'name'];
    if (names.indexOf(name) < index)
      return [{ path, wrong: `is ${name}, like another parameter`, remedy: 'Give it its own name.' }];
    if (used.includes(name)) return [];
    return [
      { path, wrong: `is ${name}, which the text does not use`, remedy: `Use {{${name}}}, or drop it.` },
    ];
  });
}

/** A misspelt column would leave the ranking or the picture empty, and nobody would know why. */
function missingColumns(
  { show }: Omit<QueryTemplate, 'id'>,
  segments: readonly Segment[],
): readonly QueryMistake[] {
  const { kind, ...columns } = show;
  const words = wordsIn(segments);
  return Object.entries(columns).flatMap(([key, column]: [string, string]) => {
    if (words.includes(column)) return [];
    const wrong = `is ${column}, a column that the ${kind}'s text does not make`;
    return [{ path: ['show', key], wrong, remedy: `Name it in the text: … as ${column}` }];
  });
}

/** Fields with their dots, so that `resources.0.source` is no `source`. */
function wordsIn(segments: readonly Segment[]): readonly string[] {
  return codeOf(segments).match(/[@\w.]+/g) ?? [];
}

function codeOf(segments: readonly Segment[]): string {
  return segments
    .filter(({ kind }) => kind === 'code')
    .map(({ text }) => text.replace(/\{\{[^{}]*\}\}/g, ' '))
    .join(' ');
}
