// Parses a JSON filter pattern, `{ … }`, into an expression: `&&` binds before `||`, parentheses before both.
import { Cursor } from './cursor.ts';
import type { Expression } from './expression.ts';
import { parseCondition } from './parse-condition.ts';

const MOST_REGEXES = 2;
const MOST_WILDCARD_SELECTORS = 3;
/** As deep as one metric filter can be. One that is split may be longer, and thousands would not fit on the call stack. */
const MOST_NESTED = 510;

/**
 * The expression of a pattern whose first character, after spaces, is `{`.
 * @throws FilterPatternError
 */
export function parseJsonPattern(text: string): Expression {
  const cursor = new Cursor(text);
  cursor.skipSpace();
  cursor.take('{');
  cursor.skipSpace();
  if (cursor.next === '}' || cursor.next === '') {
    cursor.fail(
      'a JSON pattern needs a condition',
      'Write one, for example { $.eventName = "ConsoleLogin" }.',
    );
  }
  const expression = parseOr(cursor, { regexes: 0, wildcards: 0, nested: 0 });
  if (!cursor.take('}')) failBetweenConditions(cursor, '}');
  cursor.skipSpace();
  if (cursor.next !== '') {
    cursor.fail('there is text after the closing brace', 'Put all conditions between one { and one }.');
  }
  return expression;
}

/** What is limited over a whole pattern. */
interface Counts {
  regexes: number;
  wildcards: number;
  /** Parentheses that are open. */
  nested: number;
}

function parseOr(cursor: Cursor, counts: Counts): Expression {
  return parseChain('or', '||', cursor, () => parseAnd(cursor, counts));
}

function parseAnd(cursor: Cursor, counts: Counts): Expression {
  return parseChain('and', '&&', cursor, () => parseOperand(cursor, counts));
}

function parseChain(kind: 'and' | 'or', sign: string, cursor: Cursor, parse: () => Expression): Expression {
  const first = parse();
  const operands: Expression[] = [];
  const add = (operand: Expression) =>
    operand.kind === kind ? operands.push(...operand.operands) : operands.push(operand);
  cursor.skipSpace();
  if (!cursor.take(sign)) return first;
  add(first);
  do {
    add(parse());
    cursor.skipSpace();
  } while (cursor.take(sign));
  return { kind, operands };
}

function parseOperand(cursor: Cursor, counts: Counts): Expression {
  cursor.skipSpace();
  const start = cursor.position;
  if (cursor.take('(')) {
    if (++counts.nested > MOST_NESTED)
      cursor.fail(
        `more than ${MOST_NESTED} parentheses within each other`,
        'Leave out those that group nothing.',
        start,
      );
    const inner = parseOr(cursor, counts);
    counts.nested -= 1;
    if (!cursor.take(')')) failBetweenConditions(cursor, ')');
    return inner;
  }
  if (cursor.next === '' || /[)}&|]/.test(cursor.next)) {
    cursor.fail(
      'a condition was expected here',
      'Write one, for example $.eventName = "ConsoleLogin", or remove what is too much.',
    );
  }
  if (cursor.next === '{') cursor.fail('braces cannot be nested', 'Group conditions with ( and ).');
  if (cursor.peek(/!|NOT\b/iy) !== '') {
    cursor.fail('a condition cannot be negated as a whole', 'Turn the operator around: != for =, >= for <.');
  }
  const condition = parseCondition(cursor);
  if (condition.kind === 'regex' && ++counts.regexes > MOST_REGEXES) {
    cursor.fail(
      `more than ${MOST_REGEXES} regular expressions`,
      'Use * wildcards, or split the filter in two.',
      start,
    );
  }
  if (condition.selector.wildcard !== undefined && ++counts.wildcards > MOST_WILDCARD_SELECTORS) {
    cursor.fail(
      `more than ${MOST_WILDCARD_SELECTORS} selectors with a wildcard`,
      'Name the elements, or split the filter in two.',
      start,
    );
  }
  return condition;
}

function failBetweenConditions(cursor: Cursor, wanted: ')' | '}'): never {
  const word = cursor.peek(/[A-Za-z]+/y);
  if (/^and$/i.test(word)) cursor.fail(`"${word}" does not join conditions`, 'Write &&.');
  if (/^or$/i.test(word)) cursor.fail(`"${word}" does not join conditions`, 'Write ||.');
  if (cursor.next === '&') cursor.fail('a single & does not join conditions', 'Write &&.');
  if (cursor.next === '|') cursor.fail('a single | does not join conditions', 'Write ||.');
  if (cursor.next === ')')
    cursor.fail('this ) closes nothing', 'Remove it, or add the ( that it belongs to.');
  if (cursor.next === '') {
    cursor.fail(
      `the pattern ends before its ${wanted}`,
      `Add ${wanted === '}' ? 'a } at its end' : 'the missing )'}.`,
    );
  }
  if (cursor.next === '}') cursor.fail('a ( has no )', 'Add the missing ) before the closing brace.');
  cursor.fail(
    '&& or || was expected here',
    'Join conditions with && or ||; put a value with special characters in double quotes.',
  );
}
