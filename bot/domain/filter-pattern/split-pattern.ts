// Splits a filter pattern that is too long for CloudWatch Logs into several, of which a record matches at most one.
import { LONGEST_FILTER_PATTERN } from './compile-filter-pattern.ts';
import { groupExclusive } from './exclude-each-other.ts';
import type { Expression } from './expression.ts';
import { parseJsonPattern } from './parse-json-pattern.ts';
import { printPattern } from './print-expression.ts';

/**
 * Patterns that together match what the pattern matches, each within what CloudWatch Logs takes. All of them count in
 * one metric, so a record never matches two. A pattern that is short enough is left as it is written.
 * @returns undefined when it cannot be split so: only lists of `||` can be, whose alternatives need different texts in
 * one field of the record, as `$.eventName = "A"` and `$.eventName = "B"` do
 * @throws FilterPatternError for a JSON pattern that is none
 */
export function splitPattern(text: string): readonly string[] | undefined {
  if (text.length <= LONGEST_FILTER_PATTERN) return [text];
  if (!text.trimStart().startsWith('{')) return undefined;
  return split(parseJsonPattern(text), fitsAlone)?.map(printPattern);
}

type Fits = (part: Expression) => boolean;

function fitsAlone(part: Expression): boolean {
  return printPattern(part).length <= LONGEST_FILTER_PATTERN;
}

function split(expression: Expression, fits: Fits): readonly Expression[] | undefined {
  if (fits(expression)) return [expression];
  if (expression.kind === 'or') return splitAlternatives(expression.operands, fits);
  return expression.kind === 'and' ? splitOneOf(expression.operands, fits) : undefined;
}

/** As many alternatives to a part as fit. One that is too long by itself may be splittable in turn. */
function splitAlternatives(operands: readonly Expression[], fits: Fits): readonly Expression[] | undefined {
  const parts: Expression[] = [];
  let last: readonly Expression[] = [];
  const close = () => {
    if (last.length > 0) parts.push(combine('or', last));
    last = [];
  };
  for (const group of groupExclusive(operands)) {
    const longer = [...last, ...group];
    if (fits(combine('or', longer))) {
      last = longer;
      continue;
    }
    close();
    if (fits(combine('or', group))) {
      last = group;
      continue;
    }
    const [only, ...others] = group;
    const inner = only === undefined || others.length > 0 ? undefined : split(only, fits);
    if (inner === undefined) return undefined;
    parts.push(...inner);
  }
  close();
  return parts;
}

/** `A && (B || C)` becomes `A && B` and `A && C`: whatever else has to hold stands in every part. */
function splitOneOf(operands: readonly Expression[], fits: Fits): readonly Expression[] | undefined {
  for (const [index, operand] of operands.entries()) {
    if (operand.kind !== 'or') continue;
    const beside = (part: Expression) => combine('and', operands.with(index, part));
    const parts = splitAlternatives(operand.operands, (part) => fits(beside(part)));
    if (parts !== undefined) return parts.map(beside);
  }
  return undefined;
}

/** None of its own kind is left among a combination's operands. */
function combine(kind: 'and' | 'or', operands: readonly Expression[]): Expression {
  const flat = operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]));
  const [only, ...others] = flat;
  return only !== undefined && others.length === 0 ? only : { kind, operands: flat };
}
