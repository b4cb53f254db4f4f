// Parses what may stand at one place of a CloudWatch regular expression: a character, an escape or a class.
import type { Cursor } from './cursor.ts';

/** One more than the ASCII characters: the last entry stands for every other character. */
export const ALPHABET = 129;

/** Which characters may stand at one place: 1 at their code, which is capped at 128. */
export type CharacterSet = Uint8Array;

const PLAIN = /[A-Za-z0-9:_#=@/;,\- ]/;
const ESCAPABLE = /[:_#=@/;,\- ^$?[\]{}|\\*+.]/;

/**
 * Reads one character, escape or `[class]`.
 * @throws FilterPatternError
 */
export function parseCharacterSet(cursor: Cursor): CharacterSet {
  const character = cursor.next;
  if (character === '[') return parseClass(cursor);
  if (character === '\\') return parseEscape(cursor);
  if (character === '.') {
    cursor.take('.');
    return new Uint8Array(ALPHABET).fill(1);
  }
  if (!PLAIN.test(character)) failCharacter(cursor);
  cursor.take(character);
  return setOf(character.charCodeAt(0));
}

function failCharacter(cursor: Cursor): never {
  const character = cursor.next;
  if (/[()]/.test(character)) {
    cursor.fail(
      'CloudWatch Logs has no groups in regular expressions',
      'Write whole alternatives: %abx|aby%. A literal ( is \\x28, a ) is \\x29.',
    );
  }
  if (/[*+?{]/.test(character)) {
    cursor.fail(`"${character}" repeats nothing`, `Write \\${character} for the character itself.`);
  }
  if (/[\]}]/.test(character))
    cursor.fail(`"${character}" closes nothing`, `Write \\${character} for the character itself.`);
  const code = character.charCodeAt(0);
  cursor.fail(
    `"${character}" is not allowed in a regular expression`,
    code < 128
      ? `Write \\x${code.toString(16).toUpperCase().padStart(2, '0')} for it.`
      : 'Only ASCII is allowed: write a dot for any character, or compare with a quoted string.',
  );
}

function parseEscape(cursor: Cursor): CharacterSet {
  const start = cursor.position;
  cursor.take('\\');
  const hex = cursor.match(/x[0-7][0-9A-Fa-f]/y);
  if (hex !== '') return setOf(Number.parseInt(hex.slice(1), 16));
  const character = cursor.match(/./sy);
  switch (character) {
    case 'd':
      return setMatching(/\d/);
    case 'D':
      return setMatching(/\D/);
    case 'w':
      return setMatching(/\w/);
    case 'W':
      return setMatching(/\W/);
    case 's':
      return setMatching(/[ \t\n]/);
    case 'S':
      return setMatching(/[^ \t\n]/);
  }
  if (!ESCAPABLE.test(character)) {
    cursor.fail(
      `\\${character} is not an escape that CloudWatch Logs knows`,
      'Use \\d, \\w, \\s, \\xhh (for example \\x28 for a parenthesis) or a backslash before an operator.',
      start,
    );
  }
  return setOf(character.charCodeAt(0));
}

function parseClass(cursor: Cursor): CharacterSet {
  const start = cursor.position;
  cursor.take('[');
  const negated = cursor.take('^');
  const set = new Uint8Array(ALPHABET);
  let empty = true;
  while (!cursor.take(']')) {
    if (cursor.next === '') cursor.fail('this [ has no ]', 'Add a ], or write \\[ for a bracket.', start);
    const from = parseClassMember(cursor);
    empty = false;
    if (cursor.peek(/-[^\]]/y) === '') {
      add(set, from);
      continue;
    }
    const range = cursor.position;
    cursor.take('-');
    const [low, high] = [single(from), single(parseClassMember(cursor))];
    if (low === undefined || high === undefined || high < low) {
      cursor.fail(
        'this is not a range',
        'Write the lower character first, or put a literal - last in the class.',
        range,
      );
    }
    set.fill(1, low, high + 1);
  }
  if (empty) cursor.fail('an empty character class', 'Write the characters between [ and ].', start);
  return negated ? set.map((member) => 1 - member) : set;
}

function parseClassMember(cursor: Cursor): CharacterSet {
  if (cursor.next === '\\') return parseEscape(cursor);
  const character = cursor.next;
  if (!PLAIN.test(character) && !/[.^$?{}|*+]/.test(character)) failCharacter(cursor);
  cursor.take(character);
  return setOf(character.charCodeAt(0));
}

function setOf(code: number): CharacterSet {
  const set = new Uint8Array(ALPHABET);
  set[code] = 1;
  return set;
}

function setMatching(expression: RegExp): CharacterSet {
  return Uint8Array.from({ length: ALPHABET }, (_, code) =>
    expression.test(String.fromCharCode(code)) ? 1 : 0,
  );
}

function add(set: CharacterSet, members: CharacterSet): void {
  members.forEach((member, code) => {
    if (member === 1) set[code] = 1;
  });
}

/** The only character of a set; undefined for a class such as `\d`. */
function single(set: CharacterSet): number | undefined {
  const first = set.indexOf(1);
  return first === set.lastIndexOf(1) ? first : undefined;
}
