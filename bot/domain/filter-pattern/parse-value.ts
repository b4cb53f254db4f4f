// Parses what a field is compared with: a quoted string, a bare word, a number or a %regular expression%.
import type { Cursor } from './cursor.ts';

export type Value =
  | { readonly kind: 'text'; readonly value: string; readonly quoted: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'regex'; readonly source: string };

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const OTHER_QUOTES = /['`‘’“”]/;

/** The number that a text spells in full; undefined when it spells none. */
export function readNumber(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}

/**
 * Reads the value at the cursor.
 * @throws FilterPatternError
 */
export function parseValue(cursor: Cursor): Value {
  if (cursor.next === '"') return { kind: 'text', value: parseQuoted(cursor), quoted: true };
  if (cursor.next === '%') return { kind: 'regex', source: parseDelimitedRegex(cursor) };
  if (OTHER_QUOTES.test(cursor.next)) {
    cursor.fail(`${cursor.next} does not quote a value`, 'Use straight double quotes: "ConsoleLogin".');
  }
  if (cursor.next === '$') {
    cursor.fail(
      'a field cannot be compared with another field',
      'Compare with a value here. A detection can compare two fields in its "signal".',
    );
  }
  return parseBare(cursor);
}

/** Reads a string in double quotes, where `\"` is a quote and `\\` a backslash. */
export function parseQuoted(cursor: Cursor): string {
  const start = cursor.position;
  const quoted = cursor.match(/"(?:[^"\\]|\\.)*"/sy);
  if (quoted === '') {
    cursor.fail('this string has no closing quote', 'Add a double quote at its end.', start);
  }
  return quoted.slice(1, -1).replace(/\\(["\\])/g, '$1');
}

/** Reads `%…%` and gives what stands between. */
export function parseDelimitedRegex(cursor: Cursor): string {
  const start = cursor.position;
  const delimited = cursor.match(/%[^%]*%/y);
  if (delimited === '') {
    cursor.fail('this regular expression has no closing %', 'Add a % at its end.', start);
  }
  return delimited.slice(1, -1);
}

/**
 * Reads a value without quotes. AWS documents letters and digits only, yet the CIS benchmark's own patterns rely on
 * dots, hyphens and spaces: `kms.amazonaws.com`, `123.123.*`, `Failed authentication`.
 */
function parseBare(cursor: Cursor): Value {
  const start = cursor.position;
  const bare = cursor.match(/[\w.*+-]+(?:\s+[\w.*+-]+)*/y);
  const keyword = /\s(AND|OR|NOT|IS|EXISTS)(?=\s|$)/i.exec(bare);
  if (keyword !== null) {
    const word = keyword[1]?.toUpperCase();
    cursor.fail(
      `"${keyword[1]}" cannot stand here`,
      word === 'AND' || word === 'OR'
        ? `Write ${word === 'AND' ? '&&' : '||'} between conditions; put the value in double quotes if the word is part of it.`
        : 'Put && or || between conditions; put the value in double quotes if the word is part of it.',
      start + keyword.index + 1,
    );
  }
  const valueEnds = cursor.next === '' || /[\s)}&|]/.test(cursor.next);
  if (bare === '' && valueEnds) {
    cursor.fail('a value is missing', 'Write a value after the operator, for example "ConsoleLogin" or 400.');
  }
  if (!valueEnds) {
    cursor.fail(`"${cursor.next}" needs double quotes`, 'Put the whole value in double quotes.');
  }
  const number = readNumber(bare);
  return number === undefined
    ? { kind: 'text', value: bare, quoted: false }
    : { kind: 'number', value: number };
}
