// The CloudWatch Logs filter pattern language: a pattern's text becomes a fast predicate, or an error that says why not.
import { compileExpression } from './compile-expression.ts';
import { isObject, type Test } from './compile-selector.ts';
import { compileTerms } from './compile-terms.ts';
import type { Expression } from './expression.ts';
import { compileExtraction } from './extract-values.ts';
import { FilterPatternError } from './filter-pattern-error.ts';
import { parseJsonPattern } from './parse-json-pattern.ts';

export interface FilterPattern {
  /** As it was given. */
  readonly text: string;
  readonly kind: 'json' | 'terms' | 'all';
  /** What a JSON pattern says; undefined for the other kinds. */
  readonly expression: Expression | undefined;
  /** Tests a raw log message. A message that is not one JSON object never matches a JSON pattern. */
  readonly matches: (message: string) => boolean;
  /** Tests a record that is parsed already. A pattern of terms is tested on the record's JSON text. */
  readonly matchesRecord: (record: unknown) => boolean;
  /** Each selector of a JSON pattern, in pattern order, with its value as text. Fields that are absent are left out. */
  readonly extract: (message: string) => Record<string, string>;
}

/** AWS's limit, in characters, for what is sent to it. */
export const LONGEST_FILTER_PATTERN = 1024;

/**
 * Compiles a filter pattern as metric filters, subscription filters and FilterLogEvents take it. Compile once and keep
 * the result: its predicates are quick.
 * @throws FilterPatternError for what CloudWatch Logs would refuse, and for space-delimited patterns (`[ip, user]`).
 */
export function compileFilterPattern(text: string): FilterPattern {
  if (text.length <= LONGEST_FILTER_PATTERN) return compileOfAnyLength(text);
  throw new FilterPatternError({
    problem: `longer than ${LONGEST_FILTER_PATTERN} characters (${text.length})`,
    position: LONGEST_FILTER_PATTERN,
    hint: 'Shorten it with * wildcards, or split it into several filters that count in the same metric.',
  });
}

/**
 * As {@link compileFilterPattern}, for a pattern that is split before it is sent: a detection's filter.
 * @throws FilterPatternError
 */
export function compileOfAnyLength(text: string): FilterPattern {
  const start = text.search(/\S/);
  if (start === -1 || /^\s*"\s*"\s*$/.test(text)) return compileAll(text);
  if (text.charAt(start) === '{') return compileJson(text);
  if (text.charAt(start) === '[') {
    throw new FilterPatternError({
      problem: 'a space-delimited pattern ([…]) cannot match CloudTrail records, which are JSON',
      position: start,
      hint: 'Write a JSON pattern, for example { $.eventName = "ConsoleLogin" }.',
    });
  }
  const matches = compileTerms(text);
  return {
    text,
    kind: 'terms',
    expression: undefined,
    matches,
    matchesRecord: (record) => matches(JSON.stringify(record) ?? ''),
    extract: () => ({}),
  };
}

function compileAll(text: string): FilterPattern {
  return {
    text,
    kind: 'all',
    expression: undefined,
    matches: () => true,
    matchesRecord: () => true,
    extract: () => ({}),
  };
}

function compileJson(text: string): FilterPattern {
  // Parsing finds every mistake. What it gives is compiled when it is first asked: a run asks few of a catalog's patterns.
  const expression = parseJsonPattern(text);
  let test: Test | undefined;
  let extraction: ReturnType<typeof compileExtraction> | undefined;
  const matchesRecord = (record: unknown) => {
    test ??= compileExpression(expression);
    return isObject(record) && test(record);
  };
  return {
    text,
    kind: 'json',
    expression,
    matches: (message) => matchesRecord(parseMessage(message)),
    matchesRecord,
    extract: (message) => {
      const record = parseMessage(message);
      extraction ??= compileExtraction(expression);
      return isObject(record) ? extraction(record) : {};
    },
  };
}

const OPENING_BRACE = /^\s*\{/;

/** The message as JSON; undefined when it is not a JSON object's text, which is usual in a mixed log group. */
function parseMessage(message: string): unknown {
  if (!OPENING_BRACE.test(message)) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
