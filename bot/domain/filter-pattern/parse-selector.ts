// Parses a property selector: `$.a.b[0][1]`, `$.a[*].b`, `$.*`, `$.['name.with.dots']`.
import type { Cursor } from './cursor.ts';
import type { Selector, Step, Wildcard } from './expression.ts';

/**
 * Reads the selector at the cursor. Names are letters, digits, `-` and `_`; any other name takes `['…']`.
 * One wildcard (`[*]`, `.*`) to a selector is AWS's limit.
 * @throws FilterPatternError
 */
export function parseSelector(cursor: Cursor): Selector {
  const start = cursor.position;
  if (!cursor.take('$')) {
    const word = cursor.peek(/[\w.-]+/y);
    cursor.fail(
      'a property selector was expected here',
      `Begin every condition with "$.", for example $.${word === '' ? 'eventName' : word}.`,
    );
  }
  const path: Step[] = [];
  let wildcard: { every: Wildcard['every']; path: Step[] } | undefined;
  while (cursor.next === '.' || cursor.next === '[') {
    const step = cursor.take('.') ? parseProperty(cursor) : parseIndex(cursor, cursor.position === start + 1);
    if (!('every' in step)) (wildcard?.path ?? path).push(step);
    else if (wildcard === undefined) wildcard = { every: step.every, path: [] };
    else {
      cursor.fail(
        'a second wildcard in one selector',
        'Keep one wildcard to a selector and name the other fields.',
        start,
      );
    }
  }
  if (cursor.position === start + 1) {
    const word = cursor.peek(/[\w-]+/y);
    cursor.fail(
      '"." is missing after "$"',
      `Write $.${word === '' ? 'eventName' : word}: every selector begins with "$." and a field's name.`,
    );
  }
  const text = cursor.text.slice(start, cursor.position);
  return wildcard === undefined ? { text, path } : { text, path, wildcard };
}

function parseProperty(cursor: Cursor): Step | Pick<Wildcard, 'every'> {
  if (cursor.take('*')) return { every: 'field' };
  if (cursor.next === '[') return parseBracketName(cursor);
  const name = cursor.match(/[A-Za-z0-9_-]+/y);
  const rest = cursor.peek(/[^\s=!<>~()[\].}&|"'%]+/y);
  if (rest !== '') {
    cursor.fail(
      `"${rest.charAt(0)}" cannot stand in a plain field name`,
      `Write the name in brackets: .['${name}${rest}'].`,
    );
  }
  if (name === '') {
    cursor.fail(
      'a field name was expected after the dot',
      'Write one name after each dot: $.userIdentity.type.',
    );
  }
  return { property: name };
}

function parseBracketName(cursor: Cursor): Step {
  const start = cursor.position;
  const bracket = cursor.match(/\['[^']+'\]/y);
  if (bracket === '') {
    cursor.fail(
      'a name in brackets was expected here',
      "Write the name in single quotes and brackets, $.['cluster.name']; an index has no dot before it, $.list[0].",
      start,
    );
  }
  return { property: bracket.slice(2, -2) };
}

function parseIndex(cursor: Cursor, first: boolean): Step | Pick<Wildcard, 'every'> {
  const start = cursor.position;
  if (first) {
    cursor.fail(
      'an index cannot follow "$"',
      'A record is an object: name a field first, for example $.resources[0].',
    );
  }
  if (cursor.take('[*]')) return { every: 'element' };
  const digits = cursor.match(/\[\d+\]/y).slice(1, -1);
  const index = Number(digits);
  if (digits === '' || !Number.isSafeInteger(index)) {
    const quoted = cursor.peek(/\[["'][^"']*["']\]/y).slice(2, -2);
    cursor.fail(
      'an index was expected between the brackets',
      quoted === ''
        ? 'Write a number from 0 or *, for example $.resources[0] or $.resources[*].'
        : `Write a dot before a name in brackets: .['${quoted}'].`,
      start,
    );
  }
  return { index };
}
