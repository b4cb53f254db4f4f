// Checks what a file says against its schema, and words each finding for the person who wrote the file.
import type * as z from 'zod';
import { nearestWord } from '../domain/nearest-word.ts';
import { valueAt } from '../domain/read-json.ts';
import { keyOf, type Problem } from './problem.ts';
import type { YamlFile } from './read-yaml.ts';
import { descriptionAt, keysAt } from './schema-path.ts';

type Issue = z.core.$ZodIssue;
export type Checked<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

/** The file's content as the schema's type, or everything that is wrong with it. */
export function checkTemplate<T>(schema: z.ZodType<T>, yaml: YamlFile): Checked<T> {
  if (yaml.problems.length > 0) return { problems: yaml.problems };
  const result = schema.safeParse(yaml.value, { reportInput: true });
  if (result.success) return { value: result.data };
  return { problems: result.error.issues.flatMap((issue) => problemsOf(issue, schema, yaml)) };
}

function problemsOf(issue: Issue, schema: z.ZodType, yaml: YamlFile): Problem[] {
  const problem = (path: readonly PropertyKey[], wrong: string, remedy: string): Problem => {
    return { file: yaml.file, key: keyOf(path), line: yaml.lineOf(path), wrong, remedy };
  };
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => problem([...issue.path, key], 'is not a known key.', meant(key, known)));
  }
  return [problem(issue.path, `${wrongIn(issue)}.`, remedyFor(issue, schema))];
}

function meant(key: string, known: readonly string[]): string {
  const nearest = nearestWord(key, known);
  if (nearest !== undefined) return `Did you mean ${nearest}?`;
  return `Known keys here: ${known.join(', ')}.`;
}

function wrongIn(issue: Issue): string {
  switch (issue.code) {
    case 'custom':
    case 'invalid_format':
    case 'not_multiple_of':
      return issue.message.replace(/\.$/, '');
    case 'invalid_key':
      return `${issue.issues[0]?.message ?? 'is not a valid key'}`;
    case 'invalid_union':
      return unionMessage(issue);
    case 'too_small':
    case 'too_big':
      return issue.message.startsWith('is ') ? issue.message : sizeMessage(issue);
    default:
      if (issue.input === undefined) return 'is missing';
      if (issue.input === null) return 'is empty';
      return `is ${shown(issue.input)}, which it cannot be`;
  }
}

/**
 * Of a choice between one value and a list, the complaint about the form the author chose; of a choice by a key such as
 * `kind`, the complaint about that key.
 */
function unionMessage(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const input = 'discriminator' in issue ? valueAt(issue.input, String(issue.discriminator)) : issue.input;
  if (input === undefined) return 'is missing';
  const inner = issue.errors.flat().find(({ code }) => code !== 'invalid_type');
  return inner === undefined ? `is ${shown(input)}, which it cannot be` : `${shown(input)} ${wrongIn(inner)}`;
}

function sizeMessage(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string {
  const limit = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  const unit = issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' entries' : '';
  return `must ${unit === '' ? 'be' : 'have'} ${limit}${unit}`;
}

function shown(value: unknown): string {
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a map';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function remedyFor(issue: Issue, schema: z.ZodType): string {
  const remedy: unknown = issue.code === 'custom' ? issue.params?.remedy : undefined;
  if (typeof remedy === 'string') return remedy;
  const description = descriptionAt(schema, issue.path);
  return description === undefined ? 'See templates/README.md.' : `Expected: ${description}.`;
}
