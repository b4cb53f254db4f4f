// Parses one condition: a selector, an operator and, for a comparison, its value.
import type { Cursor } from './cursor.ts';
import type { Condition, EqualityOperator, NumericOperator, Selector } from './expression.ts';
import { parseRegex } from './parse-regex.ts';
import { parseSelector } from './parse-selector.ts';
import { parseValue } from './parse-value.ts';

const OPERATORS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);

const OPERATOR_HINTS: Readonly<Record<string, string>> = {
  '==': 'Write one equals sign: $.eventName = "ConsoleLogin".',
  '===': 'Write one equals sign: $.eventName = "ConsoleLogin".',
  '=~': 'Write = with percent signs around the expression: $.eventName = %^Delete%.',
  '!~': 'Write != with percent signs around the expression: $.eventName != %^Delete%.',
  '<>': 'Write !=.',
  '!==': 'Write !=.',
  '=!': 'Write !=.',
  '=<': 'Write <=.',
  '=>': 'Write >=.',
  '!': 'Write != before a value, or NOT EXISTS for a field that is missing.',
};

/**
 * Reads the condition at the cursor.
 * @throws FilterPatternError
 */
export function parseCondition(cursor: Cursor): Condition {
  const selector = parseSelector(cursor);
  cursor.skipSpace();
  return /[A-Za-z]/.test(cursor.next) ? parseKeywords(cursor, selector) : parseComparison(cursor, selector);
}

function parseKeywords(cursor: Cursor, selector: Selector): Condition {
  if (cursor.match(/NOT\s+EXISTS\b/y) !== '') return { kind: 'not-exists', selector };
  if (cursor.match(/IS\s+NULL\b/y) !== '') return { kind: 'is', selector, value: null };
  if (cursor.match(/IS\s+TRUE\b/y) !== '') return { kind: 'is', selector, value: true };
  if (cursor.match(/IS\s+FALSE\b/y) !== '') return { kind: 'is', selector, value: false };
  const words = cursor.peek(/[A-Za-z]+(?:\s+[A-Za-z]+)*/y).replace(/\s+/g, ' ');
  return cursor.fail(`"${words}" is not an operator`, keywordHint(words, selector.text));
}

function keywordHint(words: string, field: string): string {
  const upper = words.toUpperCase();
  const [known] = /^(NOT EXISTS|IS (NULL|TRUE|FALSE))\b/.exec(upper) ?? [];
  if (known !== undefined) return `Write it in capitals: ${field} ${known}.`;
  if (/^EXISTS?\b/.test(upper)) return `CloudWatch Logs has no EXISTS. Write ${field} = "*".`;
  if (/^IS NOT (NULL|EMPTY)\b/.test(upper)) return `CloudWatch Logs has no IS NOT. Write ${field} = "*".`;
  if (/^IS NOT TRUE\b/.test(upper)) return `CloudWatch Logs has no IS NOT. Write ${field} IS FALSE.`;
  if (/^IS NOT FALSE\b/.test(upper)) return `CloudWatch Logs has no IS NOT. Write ${field} IS TRUE.`;
  if (/^IS MISSING\b|^MISSING\b/.test(upper)) return `Write ${field} NOT EXISTS.`;
  if (/^(NOT )?(IN|CONTAINS|LIKE|MATCHES|STARTSWITH|ENDSWITH)\b/.test(upper)) {
    return `Write ${field} = "*part*" with wildcards, a %regular expression%, or one condition for each value with ||.`;
  }
  if (/^(AND|OR)\b/.test(upper)) return `Finish the condition on ${field} first, for example ${field} = "*".`;
  return 'Use =, !=, <, <=, >, >=, IS NULL, IS TRUE, IS FALSE or NOT EXISTS.';
}

function parseComparison(cursor: Cursor, selector: Selector): Condition {
  const start = cursor.position;
  const operator = cursor.match(/[=!<>~]+/y);
  if (!isOperator(operator)) {
    cursor.fail(
      operator === ''
        ? `an operator was expected after ${selector.text}`
        : `"${operator}" is not an operator`,
      OPERATOR_HINTS[operator] ?? 'Use =, !=, <, <=, >, >=, IS NULL, IS TRUE, IS FALSE or NOT EXISTS.',
      start,
    );
  }
  cursor.skipSpace();
  const valueStart = cursor.position;
  const value = parseValue(cursor);
  if (value.kind === 'number') return { kind: 'number', selector, operator, value: value.value };
  if (!isEquality(operator)) {
    cursor.fail(
      `${operator} compares with numbers only`,
      value.kind === 'text' && value.quoted
        ? `Write a number without quotes after ${operator}, or use = or !=.`
        : `Write a number after ${operator}, for example 400, or use = or !=.`,
      valueStart,
    );
  }
  if (value.kind === 'text') return { kind: 'text', selector, operator, value: value.value };
  parseRegex(value.source, valueStart + 1);
  return { kind: 'regex', selector, operator, source: value.source };
}

function isOperator(text: string): text is NumericOperator {
  return OPERATORS.has(text);
}

function isEquality(operator: NumericOperator): operator is EqualityOperator {
  return operator === '=' || operator === '!=';
}
