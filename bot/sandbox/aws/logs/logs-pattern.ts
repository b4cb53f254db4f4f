// Compiles the filter pattern of a call, with CloudWatch Logs' own errors for what it refuses.
import { TrailbotError } from '../../../domain/errors.ts';
import {
  compileFilterPattern,
  type FilterPattern,
  LONGEST_FILTER_PATTERN,
} from '../../../domain/filter-pattern/compile-filter-pattern.ts';
import type { Expression } from '../../../domain/filter-pattern/expression.ts';
import { checkText, invalidParameter } from './logs-input.ts';

/** @throws AwsFault `InvalidParameterException`, as AWS does, and with the reason, which AWS keeps to itself. */
export function compilePattern(text: string): FilterPattern {
  checkText('filterPattern', text, LONGEST_FILTER_PATTERN);
  try {
    return compileFilterPattern(text);
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    throw invalidParameter(`Invalid filter pattern. ${error.message}. ${error.hint}`);
  }
}

/** Whether a pattern counts against the five patterns with regular expressions that a log group may have. */
export function hasRegex({ kind, text, expression }: FilterPattern): boolean {
  if (kind === 'terms') return /%[^%]+%/.test(text);
  return expression !== undefined && containsRegex(expression);
}

function containsRegex(expression: Expression): boolean {
  if (expression.kind === 'and' || expression.kind === 'or') return expression.operands.some(containsRegex);
  return expression.kind === 'regex';
}

/**
 * Tests many patterns on one message and parses it once.
 * @returns whether a pattern matches the message
 */
export function createMatcher(message: string): (pattern: FilterPattern) => boolean {
  let record: unknown;
  let parsed = false;
  return (pattern) => {
    if (pattern.kind !== 'json') return pattern.matches(message);
    if (!parsed) {
      record = parseRecord(message);
      parsed = true;
    }
    return pattern.matchesRecord(record);
  };
}

function parseRecord(message: string): unknown {
  if (!/^\s*\{/.test(message)) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
