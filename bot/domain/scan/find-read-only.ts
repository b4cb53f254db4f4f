// Reads one field of a record from its text, without parsing the rest: whether the call was a read.

export type ReadOnly = 'true' | 'false' | 'missing';

const KEY = 'readOnly';
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/**
 * @param rest - after the value of a field of the record itself. @param end - where the record ends
 * @returns what `readOnly` says among the fields from there on, the last one if there are several, as `JSON.parse` has it;
 * undefined for any other value, and for what is written in a way that is not CloudTrail's
 */
export function findReadOnly(text: string, rest: number, end: number): ReadOnly | undefined {
  let found: ReadOnly = 'missing';
  let at = rest;
  while (text.charCodeAt(at) === COMMA) {
    const key = at + 2;
    const keyEnd = text.indexOf('"', key);
    if (text.charCodeAt(at + 1) !== QUOTE || !text.startsWith('":', keyEnd)) return undefined;
    const value = keyEnd + 2;
    at = endOfValue(text, value, end);
    if (at < 0) return undefined;
    // A name with an escape may stand for this one.
    if (text.slice(key, keyEnd).includes('\\')) return undefined;
    if (keyEnd - key !== KEY.length || !text.startsWith(KEY, key)) continue;
    const said = text.slice(value, at);
    if (said !== 'true' && said !== 'false') return undefined;
    found = said;
  }
  return at === end - 1 && text.charCodeAt(at) === CLOSE ? found : undefined;
}

/** Where the value that begins at `start` ends; -1 when it does not before `end`. */
function endOfValue(text: string, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at + 1);
        if (at < 0) return -1;
        break;
      case OPEN:
      case OPEN_LIST:
        depth += 1;
        break;
      case CLOSE:
      case CLOSE_LIST:
        if (depth === 0) return at;
        depth -= 1;
        break;
      case COMMA:
        if (depth === 0) return at;
        break;
    }
  }
  return -1;
}

/** Where the closing quote is; -1 when there is none. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at;
    while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 0) return at;
  }
  return -1;
}
