// A JMESPath expression as a yes-or-no question about one CloudTrail record.
import { search } from '@aws-lambda-powertools/jmespath';
import { TrailbotError } from '../errors.ts';
import type { JsonObject } from '../event/trail-event.ts';
import { JMESPATH_FUNCTIONS, RecordFunctions } from './jmespath-functions.ts';

/**
 * Whether the expression holds by JMESPath's own truth: false, null, and empty strings, lists and objects do not.
 * @throws what the expression meets in a hostile record, for example `starts_with` on a number. The caller decides.
 */
export type JmespathCondition = (record: JsonObject) => boolean;

const MAX_LENGTH = 4_000;
const TEXT = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`/g;
const CALL = /([A-Za-z_]\w*)\s*\(/g;
/** `!` binds tighter than the dot: `!a.b` asks for the field b of `!a`, which is never there, so it never holds. */
const NEGATED_PATH = /!\s*(?:[A-Za-z_]\w*|@|'')\s*\./;
const NEGATED_PATH_WRONG = '! takes only the first name of a path: write !(a.b) instead of !a.b';
/** Errors about the record (here: none at all) and not about the expression. */
const RECORD_ERRORS = new Set(['JMESPathTypeError']);
const OPTIONS = { customFunctions: new RecordFunctions() };

/**
 * Compiles once. The library gives no parsed form away: it keeps the last 128 expressions parsed by their text,
 * so evaluation does not parse again.
 * @throws TrailbotError `catalog_invalid` when the expression could never be evaluated; the message has the column.
 */
export function compileJmespath(expression: string): JmespathCondition {
  if (expression.trim() === '') throw invalid(expression, 'it is empty');
  if (expression.length > MAX_LENGTH) throw invalid(expression, `it is longer than ${MAX_LENGTH} characters`);
  const unknown = unknownFunction(expression);
  if (unknown !== undefined) throw invalid(expression, `JMESPath has no function ${unknown}()`);
  if (NEGATED_PATH.test(expression.replace(TEXT, "''"))) throw invalid(expression, NEGATED_PATH_WRONG);
  const mistake = mistakeIn(expression);
  if (mistake !== undefined) throw invalid(expression, mistake.message, mistake);
  return (record) => isTrue(search(expression, record as Parameters<typeof search>[1], OPTIONS));
}

/** JMESPath finds an unknown function only when evaluation comes to it, which may be at the first real attack. */
function unknownFunction(expression: string): string | undefined {
  const calls = expression.replace(TEXT, "''").matchAll(CALL);
  return calls
    .map(([, name]) => name)
    .find((name) => name !== undefined && !JMESPATH_FUNCTIONS.includes(name));
}

function mistakeIn(expression: string): Error | undefined {
  try {
    search(expression, null, OPTIONS);
  } catch (error) {
    if (error instanceof Error && !RECORD_ERRORS.has(error.name)) return error;
  }
  return undefined;
}

function isTrue(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  if (typeof value === 'object') return Object.keys(value).length > 0;
  return true;
}

function invalid(expression: string, wrong: string, cause?: Error): TrailbotError {
  const shortened = wrong.replace(` in expression: ${expression}`, '');
  return new TrailbotError({
    code: 'catalog_invalid',
    message: `The JMESPath expression is not valid: ${shortened}.`,
    hint: `Texts go in single quotes, numbers and booleans in backticks, comparison is ==: contains(['A', 'B'], eventName).`,
    cause,
  });
}
