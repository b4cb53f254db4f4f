// What a byte of JSON may be outside of its texts.

export const BREAK = 0x0a;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const LIST = 0x5b;
export const BACKSLASH = 0x5c;
export const LIST_END = 0x5d;
export const OBJECT = 0x7b;

export const FOREIGN = 0;
export const BLANK = 1;
export const TEXT = 2;
export const OPEN = 3;
export const CLOSE = 4;
export const SEPARATOR = 5;
/** Of a number, true, false or null. */
export const BARE = 6;

const CHARACTERS: readonly (readonly [characters: string, kind: number])[] = [
  [' \t\r\n', BLANK],
  ['"', TEXT],
  ['{[', OPEN],
  ['}]', CLOSE],
  [':,', SEPARATOR],
  ['+-.0123456789eEtrufalsn', BARE],
];

/** By byte. */
export const KINDS: Uint8Array = kinds();

function kinds(): Uint8Array {
  const all = new Uint8Array(256).fill(FOREIGN);
  for (const [characters, kind] of CHARACTERS) for (const byte of Buffer.from(characters)) all[byte] = kind;
  return all;
}
