// Parses a Logs Insights query: commands with a pipe between them.
import { parseExpression, parsePattern } from './parse-expression.ts';
import { notInSandbox } from './query-error.ts';
import { createQueryReader, type QueryReader } from './query-reader.ts';
import { AGGREGATES, type Column, type Command, type Expression, type SortKey } from './syntax.ts';

const NOT_IN_SANDBOX = [
  'pattern',
  'diff',
  'anomaly',
  'unmask',
  'unnest',
  'join',
  'lookup',
  'filterindex',
  'source',
  'addtotals',
  'logcompare',
];
const MAX_LIMIT = 100_000;

/** @throws AwsFault `MalformedQueryException`, and 501 for the commands that the sandbox has not. */
export function parseQuery(text: string): readonly Command[] {
  const reader = createQueryReader(text);
  const commands: Command[] = [];
  do {
    const token = reader.peek();
    const command = parseCommand(reader);
    if (commands.some(({ kind }) => kind === 'dedup') && command.kind !== 'limit')
      reader.fail('only limit may follow dedup', token);
    commands.push(command);
  } while (reader.takeSign('|'));
  if (reader.peek().kind !== 'end') reader.fail();
  return commands;
}

function parseCommand(reader: QueryReader): Command {
  const missing = reader.takeWord(...NOT_IN_SANDBOX);
  if (missing !== undefined) throw notInSandbox(`the command ${missing}`);
  const word = reader.takeWord(
    'fields',
    'display',
    'filter',
    'stats',
    'sort',
    'limit',
    'head',
    'dedup',
    'parse',
  );
  switch (word) {
    case 'fields':
    case 'display':
      return { kind: word, columns: parseColumns(reader, rowColumn) };
    case 'filter':
      return { kind: 'filter', condition: checkRow(reader, parseExpression(reader)) };
    case 'stats':
      return parseStats(reader);
    case 'sort':
      return { kind: 'sort', keys: parseSort(reader) };
    case 'limit':
    case 'head':
      return { kind: 'limit', count: parseLimit(reader) };
    case 'dedup':
      return { kind: 'dedup', columns: parseColumns(reader, rowColumn) };
    case 'parse':
      return parseParse(reader);
    default:
      return reader.fail();
  }
}

function parseColumns(reader: QueryReader, parse: (reader: QueryReader) => Column): readonly Column[] {
  const columns = [parse(reader)];
  while (reader.takeSign(',')) columns.push(parse(reader));
  return columns;
}

function rowColumn(reader: QueryReader): Column {
  const { start } = reader.peek();
  const expression = checkRow(reader, parseExpression(reader));
  return { expression, name: parseAlias(reader) ?? ownName(reader, expression, start) };
}

function aggregateColumn(reader: QueryReader): Column {
  const token = reader.peek();
  const expression = parseExpression(reader);
  if (!isAggregate(expression)) reader.fail('stats needs an aggregate function such as count(*)', token);
  return { expression, name: parseAlias(reader) ?? ownName(reader, expression, token.start) };
}

function ownName(reader: QueryReader, expression: Expression, start: number): string {
  return expression.kind === 'field' ? expression.name : reader.textFrom(start).trim();
}

function parseAlias(reader: QueryReader): string | undefined {
  return reader.takeWord('as') === undefined ? undefined : parseFieldName(reader);
}

function parseFieldName(reader: QueryReader): string {
  if (reader.peek().kind !== 'name') reader.fail();
  return reader.take().text;
}

function parseStats(reader: QueryReader): Command {
  const columns = parseColumns(reader, aggregateColumn);
  const by = reader.takeWord('by') === undefined ? [] : parseColumns(reader, rowColumn);
  return { kind: 'stats', columns, by };
}

function parseSort(reader: QueryReader): readonly SortKey[] {
  const keys: SortKey[] = [];
  do {
    const { start } = reader.peek();
    const expression = parseExpression(reader);
    const name = reader.textFrom(start).trim();
    keys.push({ name, expression, descending: reader.takeWord('asc', 'desc') === 'desc' });
  } while (reader.takeSign(','));
  return keys;
}

function parseLimit(reader: QueryReader): number {
  const token = reader.take();
  if (token.kind !== 'number' || !Number.isInteger(token.value)) return reader.fail(undefined, token);
  if (token.value < 1 || token.value > MAX_LIMIT) reader.fail(`limit must be 1 to ${MAX_LIMIT}`, token);
  return token.value;
}

function parseParse(reader: QueryReader): Command {
  const field = reader.peek().kind === 'name' ? reader.take().text : '@message';
  const token = reader.peek();
  const pattern = parsePattern(reader);
  const names: string[] = [];
  if (reader.takeWord('as') !== undefined) {
    do names.push(parseFieldName(reader));
    while (reader.takeSign(','));
  }
  const wanted = typeof pattern === 'string' ? pattern.split('*').length - 1 : names.length;
  if (wanted !== names.length) reader.fail(`${wanted} wildcards and ${names.length} field names`, token);
  if (typeof pattern !== 'string' && names.length === 0 && !pattern.source.includes('(?<')) {
    reader.fail('this regular expression has no named group', token);
  }
  return { kind: 'parse', field, pattern, names };
}

/** A row has no count or sum: aggregate functions are for stats. */
function checkRow(reader: QueryReader, expression: Expression): Expression {
  if (isAggregate(expression)) reader.fail('aggregate functions need the command stats');
  return expression;
}

function isAggregate(expression: Expression): boolean {
  switch (expression.kind) {
    case 'call':
      return AGGREGATES.has(expression.name) || expression.operands.some(isAggregate);
    case 'binary':
      return isAggregate(expression.left) || isAggregate(expression.right);
    case 'not':
    case 'like':
      return isAggregate(expression.operand);
    default:
      return false;
  }
}
