// Parses CloudWatch's regular expressions: no groups, ASCII only, a short list of symbols.
import { Cursor } from './cursor.ts';
import { type CharacterSet, parseCharacterSet } from './parse-character-set.ts';

/**
 * One place in an expression. Counted repetition is written out, so that a place is passed once, or (`skippable`)
 * not at all, or (`repeats`) over and over.
 */
export type RegexItem =
  | {
      readonly kind: 'characters';
      readonly set: CharacterSet;
      readonly skippable: boolean;
      readonly repeats: boolean;
    }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' };

const MOST_ITEMS = 1000;

/**
 * The alternatives of an expression, each a row of items.
 * @param source what stands between the percent signs
 * @param offset where `source` begins in the pattern, for the error's position
 * @throws FilterPatternError
 */
export function parseRegex(source: string, offset = 0): readonly (readonly RegexItem[])[] {
  const cursor = new Cursor(source, 0, offset);
  if (source === '') {
    cursor.fail('an empty regular expression', 'Write an expression between the percent signs.');
  }
  const alternatives: RegexItem[][] = [[]];
  let size = 0;
  while (cursor.next !== '') {
    if (cursor.take('|')) {
      alternatives.push([]);
      continue;
    }
    const start = cursor.position;
    const items = parseTerm(cursor);
    size += items.length;
    if (size > MOST_ITEMS) {
      cursor.fail('this regular expression is too large', 'Lower the numbers in its {m,n}.', start);
    }
    alternatives.at(-1)?.push(...items);
  }
  return alternatives;
}

function parseTerm(cursor: Cursor): readonly RegexItem[] {
  if (cursor.take('^')) return [{ kind: 'start' }];
  if (cursor.take('$')) return [{ kind: 'end' }];
  const set = parseCharacterSet(cursor);
  const { least, most } = parseQuantifier(cursor);
  if (/[*+?{]/.test(cursor.next)) {
    cursor.fail('two quantifiers in a row', 'Keep one of them; escape a literal one with a backslash.');
  }
  const item = (skippable: boolean, repeats: boolean): RegexItem => ({
    kind: 'characters',
    set,
    skippable,
    repeats,
  });
  const items = Array.from({ length: least }, () => item(false, false));
  if (most === Number.POSITIVE_INFINITY) return [...items, item(true, true)];
  return items.concat(Array.from({ length: most - least }, () => item(true, false)));
}

function parseQuantifier(cursor: Cursor): { least: number; most: number } {
  if (cursor.take('*')) return { least: 0, most: Number.POSITIVE_INFINITY };
  if (cursor.take('+')) return { least: 1, most: Number.POSITIVE_INFINITY };
  if (cursor.take('?')) return { least: 0, most: 1 };
  if (cursor.next !== '{') return { least: 1, most: 1 };
  const start = cursor.position;
  const [, from = '', comma = '', to = ''] =
    /^\{ *(\d*) *(,?) *(\d*) *\}$/.exec(cursor.match(/\{[^}]*\}/y)) ?? [];
  const least = Number(from);
  const most = comma === '' ? least : to === '' ? Number.POSITIVE_INFINITY : Number(to);
  if (from + to === '' || most < least || Math.max(least, to === '' ? 0 : most) > MOST_ITEMS) {
    cursor.fail(
      'this is not a repetition',
      `Write {m}, {m,}, {,n} or {m,n} up to ${MOST_ITEMS}, or \\{ for a brace.`,
      start,
    );
  }
  return { least, most };
}
