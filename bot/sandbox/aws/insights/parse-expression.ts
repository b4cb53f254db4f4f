// Parses an expression: `or` binds least, then `and`, `not`, comparisons, sums, products and powers.
import { isFunction } from './functions.ts';
import { checkPeriod } from './period.ts';
import { notInSandbox } from './query-error.ts';
import type { QueryReader } from './query-reader.ts';
import { AGGREGATES, type BinaryOperator, type Expression } from './syntax.ts';

/** Deeper than anybody writes, and far from where recursion would overflow. */
const MAX_DEPTH = 100;
/** They make maps and lists, which no value of the sandbox can be. */
const NOT_IN_SANDBOX: ReadonlySet<string> = new Set(['jsonparse', 'jsonstringify']);
const COMPARISONS: readonly BinaryOperator[] = ['=', '!=', '<', '<=', '>', '>='];

/** @throws AwsFault `MalformedQueryException`. */
export function parseExpression(reader: QueryReader, depth = 0): Expression {
  if (depth > MAX_DEPTH) reader.fail('the query is nested too deeply');
  let left = parseAnd(reader, depth);
  while (reader.takeWord('or') !== undefined) {
    left = { kind: 'binary', operator: 'or', left, right: parseAnd(reader, depth) };
  }
  return left;
}

function parseAnd(reader: QueryReader, depth: number): Expression {
  let left = parseNot(reader, depth);
  while (reader.takeWord('and') !== undefined) {
    left = { kind: 'binary', operator: 'and', left, right: parseNot(reader, depth) };
  }
  return left;
}

function parseNot(reader: QueryReader, depth: number): Expression {
  let negated = false;
  while (reader.takeWord('not') !== undefined) negated = !negated;
  const operand = parseComparison(reader, depth);
  return negated ? { kind: 'not', operand } : operand;
}

function parseComparison(reader: QueryReader, depth: number): Expression {
  const left = parseSum(reader, depth);
  for (const operator of COMPARISONS) {
    if (reader.takeSign(operator)) return { kind: 'binary', operator, left, right: parseSum(reader, depth) };
  }
  if (reader.takeSign('=~')) return { kind: 'like', operand: left, pattern: parsePattern(reader) };
  const negated = reader.takeWord('not') !== undefined;
  const word = reader.takeWord('like', 'in');
  if (word === undefined) return negated ? reader.fail() : left;
  const test: Expression =
    word === 'like'
      ? { kind: 'like', operand: left, pattern: parsePattern(reader) }
      : { kind: 'in', operand: left, items: parseItems(reader, depth) };
  return negated ? { kind: 'not', operand: test } : test;
}

/** A string or a regular expression between slashes. */
export function parsePattern(reader: QueryReader): string | RegExp {
  const regex = reader.takeRegex();
  if (regex !== undefined) return regex;
  if (reader.peek().kind !== 'string') reader.fail();
  return reader.take().text;
}

function parseItems(reader: QueryReader, depth: number): readonly Expression[] {
  reader.expectSign('[');
  const items: Expression[] = [];
  do items.push(parseExpression(reader, depth + 1));
  while (reader.takeSign(','));
  reader.expectSign(']');
  return items;
}

function parseSum(reader: QueryReader, depth: number): Expression {
  return parseChain(reader, ['+', '-'], () =>
    parseChain(reader, ['*', '/', '%'], () => parsePower(reader, depth)),
  );
}

function parseChain(
  reader: QueryReader,
  signs: readonly BinaryOperator[],
  parse: () => Expression,
): Expression {
  let left = parse();
  for (;;) {
    const operator = signs.find((sign) => reader.takeSign(sign));
    if (operator === undefined) return left;
    left = { kind: 'binary', operator, left, right: parse() };
  }
}

function parsePower(reader: QueryReader, depth: number): Expression {
  if (depth > MAX_DEPTH) reader.fail('the query is nested too deeply');
  const left = parsePrimary(reader, depth);
  if (!reader.takeSign('^')) return left;
  return { kind: 'binary', operator: '^', left, right: parsePower(reader, depth + 1) };
}

function parsePrimary(reader: QueryReader, depth: number): Expression {
  if (reader.takeSign('(')) {
    const inner = parseExpression(reader, depth + 1);
    reader.expectSign(')');
    return inner;
  }
  if (reader.takeSign('-')) {
    const zero: Expression = { kind: 'literal', value: 0 };
    return { kind: 'binary', operator: '-', left: zero, right: parsePower(reader, depth + 1) };
  }
  const token = reader.peek();
  switch (token.kind) {
    case 'number':
      reader.take();
      return { kind: 'literal', value: token.value };
    case 'string':
      reader.take();
      return { kind: 'literal', value: token.text };
    case 'period':
      checkPeriod(token.period, (problem) => reader.fail(problem, token));
      reader.take();
      return { kind: 'period', period: token.period };
    case 'name':
      return parseName(reader, depth);
    default:
      return reader.fail();
  }
}

function parseName(reader: QueryReader, depth: number): Expression {
  const token = reader.take();
  const quoted = token.kind === 'name' && token.quoted;
  if (quoted || !reader.takeSign('(')) return nameOrTruth(token.text, quoted);
  const name = token.text.toLowerCase();
  if (NOT_IN_SANDBOX.has(name)) throw notInSandbox(`the function ${token.text}`);
  if (!isFunction(name) && !AGGREGATES.has(name)) reader.fail(`unknown function ${token.text}`, token);
  const operands: Expression[] = [];
  if (!reader.takeSign(')')) {
    do operands.push(parseOperand(reader, name, depth));
    while (reader.takeSign(','));
    reader.expectSign(')');
  }
  return { kind: 'call', name, operands };
}

function parseOperand(reader: QueryReader, name: string, depth: number): Expression {
  if (name === 'count' && reader.takeSign('*')) return { kind: 'star' };
  return parseExpression(reader, depth + 1);
}

function nameOrTruth(text: string, quoted: boolean): Expression {
  if (!quoted && (text === 'true' || text === 'false')) return { kind: 'literal', value: text === 'true' };
  return { kind: 'field', name: text };
}
