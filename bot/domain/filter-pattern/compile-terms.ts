// Patterns for plain text: `a b`, `?a ?b`, `-a`, `"a phrase"`, `%regex%`.
import { compileRegex } from './compile-regex.ts';
import { Cursor } from './cursor.ts';
import { parseRegex } from './parse-regex.ts';
import { parseDelimitedRegex, parseQuoted } from './parse-value.ts';

type Matches = (message: string) => boolean;

interface Terms {
  readonly required: string[];
  readonly optional: string[];
  readonly excluded: string[];
}

/**
 * The predicate of a pattern without braces. Terms are case-sensitive parts of the message. All plain terms must be
 * there and none of the `-` terms; `?` terms mean "one of these", and AWS ignores them beside terms of another kind.
 * @throws FilterPatternError
 */
export function compileTerms(text: string): Matches {
  const cursor = new Cursor(text);
  cursor.skipSpace();
  if (cursor.next === '%') return compileLoneRegex(cursor);
  const { required, optional, excluded } = parseTerms(cursor);
  if (required.length === 0 && excluded.length === 0) {
    return (message) => optional.some((term) => message.includes(term));
  }
  return (message) =>
    required.every((term) => message.includes(term)) && !excluded.some((term) => message.includes(term));
}

function compileLoneRegex(cursor: Cursor): Matches {
  const start = cursor.position;
  const source = parseDelimitedRegex(cursor);
  parseRegex(source, start + 1);
  cursor.skipSpace();
  if (cursor.next !== '') {
    cursor.fail(
      'a regular expression cannot be combined with terms',
      'Let it stand alone, or put it in a JSON pattern.',
    );
  }
  return compileRegex(source);
}

function parseTerms(cursor: Cursor): Terms {
  const terms: Terms = { required: [], optional: [], excluded: [] };
  while (cursor.next !== '') {
    if (cursor.take('?')) terms.optional.push(parseTerm(cursor));
    else if (cursor.take('-')) {
      cursor.skipSpace();
      terms.excluded.push(parseTerm(cursor));
    } else terms.required.push(parseTerm(cursor));
    cursor.skipSpace();
  }
  return terms;
}

function parseTerm(cursor: Cursor): string {
  if (cursor.next === '"') return parseQuoted(cursor);
  const start = cursor.position;
  const word = cursor.match(/\w+/y);
  const rest = cursor.peek(/[^\s"]+/y);
  if (rest !== '' || word === '') {
    cursor.fail(
      rest === '' ? 'a term is missing' : `"${rest.charAt(0)}" cannot stand in a term without quotes`,
      rest === '' ? 'Write a word or a "phrase" after the sign.' : termHint(word + rest),
      rest === '' ? start : cursor.position,
    );
  }
  return word;
}

function termHint(word: string): string {
  if (word.startsWith('$')) return 'Put a JSON condition in braces: { $.eventName = "ConsoleLogin" }.';
  if (word.startsWith('%')) return 'Let a regular expression stand alone, or put it in a JSON pattern.';
  return `Put it in double quotes: "${word.replaceAll('"', '')}".`;
}
