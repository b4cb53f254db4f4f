// Finds the end of a JSON value in bytes that come in pieces, and the list of records in it.
import {
  BACKSLASH,
  BARE,
  BLANK,
  CLOSE,
  COLON,
  COMMA,
  FOREIGN,
  KINDS,
  LIST,
  OBJECT,
  OPEN,
  QUOTE,
  SEPARATOR,
  SPACE,
  TEXT,
} from './json-bytes.ts';
import { LISTS } from './records-in-json.ts';

/** It takes more bytes. */
export const MORE = 0;
export const ENDED = 1;
/** A list of records begins. */
export const LISTED = 2;
/** Something else begins within it. */
export const CUT = 3;
export const DAMAGED = 4;

export interface ValueReader {
  begin(): void;
  /** With the rest of an object behind a list in it. */
  goOn(): void;
  /** The list that was found is a part of the value like any other. */
  enter(): void;
  /** @param mayBeList - whether it is a document, which may hold a list */
  read(bytes: Buffer, from: number, to: number, mayBeList: boolean): number;
  /** Behind the end or the beginning of the list; where it is damaged, where what follows may begin. */
  readonly at: number;
  /** How deep it went since it began. */
  readonly deepest: number;
  /** All places are so many bytes further to the front now. */
  move(by: number): void;
}

const LONGEST_KEY = 32;
/** Whoever is cut off is not deeper; beyond it nothing is kept of what each depth is in. */
const KNOWN_DEPTHS = 1_000;

/**
 * Looks for the end alone: whether it is JSON, whoever parses it finds out. But what cannot go on like this was cut off, and
 * what stands there is not lost with it.
 */
export function createValueReader(): ValueReader {
  let at = 0;
  let depth = 0;
  let deepest = 0;
  let inText = false;
  let textStart = -1;
  let textEnd = -1;
  let before = SEPARATOR;
  let separator = COMMA;
  const opened = new Uint8Array(KNOWN_DEPTHS);

  function read(bytes: Buffer, from: number, to: number, mayBeList: boolean): number {
    for (let place = from; ; place += 1) {
      if (inText) {
        place = endOfPlain(bytes, place, to);
        at = place;
        if (place >= to) return MORE;
        const byte = bytes[place];
        if (byte === BACKSLASH) {
          // What it stands before may not be there yet.
          if (place + 1 >= to) return MORE;
          place += 1;
          continue;
        }
        if (byte !== QUOTE) return lose(bytes, lastBefore(bytes, place));
        inText = false;
        textEnd = place;
        before = TEXT;
        if (depth === 0) return behind(ENDED);
        continue;
      }
      const begun = place;
      place = endOfBlank(bytes, place, to);
      at = depth === 0 ? begun : place;
      // Where the blank is cut it may not be followed by anything yet.
      if (depth === 0 && place > begun) return ENDED;
      if (place >= to) return MORE;
      const byte = bytes[place] ?? 0;
      const kind = KINDS[byte] ?? FOREIGN;
      if (depth === 0 && (kind === CLOSE || kind === SEPARATOR)) return ENDED;
      if (kind === SEPARATOR) {
        separator = byte;
        before = SEPARATOR;
        continue;
      }
      if (kind === FOREIGN || !mayStand(kind)) return lose(bytes, before === TEXT ? textEnd - 1 : place);
      if (kind === TEXT) {
        inText = true;
        textStart = place;
      } else if (kind === OPEN) {
        if (byte === LIST && depth === 1 && mayBeList && isListKey(bytes)) return behind(LISTED);
        open(byte);
      } else if (kind === CLOSE) {
        depth -= 1;
        if (depth === 0) return behind(ENDED);
      }
      before = kind;
    }
  }

  function mayStand(kind: number): boolean {
    if (before === SEPARATOR)
      // Behind a comma an object goes on with a key.
      return kind !== OPEN || separator !== COMMA || opened[depth] !== OBJECT;
    return kind === CLOSE || before === OPEN || (kind === BARE && before === BARE);
  }

  function open(byte: number) {
    depth += 1;
    deepest = Math.max(deepest, depth);
    // Beyond the last it is left out.
    opened[depth] = byte;
  }

  function isListKey(bytes: Buffer): boolean {
    if (separator !== COLON || before !== SEPARATOR || textStart < 0 || textEnd < textStart) return false;
    return (
      textEnd - textStart < LONGEST_KEY && LISTS.includes(bytes.toString('latin1', textStart + 1, textEnd))
    );
  }

  function behind(found: number): number {
    at += 1;
    return found;
  }

  /** @param start - where a document may have begun that was taken for a part of this one */
  function lose(bytes: Buffer, start: number): number {
    inText = false;
    if (bytes[start] !== OBJECT) return bytes[at] === OBJECT ? CUT : DAMAGED;
    at = start;
    return CUT;
  }

  return {
    read,
    begin() {
      depth = 0;
      deepest = 0;
      before = SEPARATOR;
      textStart = -1;
      textEnd = -1;
    },
    goOn() {
      depth = 1;
      opened[depth] = OBJECT;
      before = CLOSE;
    },
    enter() {
      open(LIST);
      before = OPEN;
    },
    get at() {
      return at;
    },
    get deepest() {
      return deepest;
    },
    move(by) {
      textStart = Math.max(-1, textStart - by);
      textEnd = Math.max(-1, textEnd - by);
    },
  };
}

/** Where a text ends, an escape begins, or what may not stand in a text. */
function endOfPlain(bytes: Buffer, from: number, to: number): number {
  let at = from;
  for (; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE || byte === BACKSLASH || byte < SPACE) break;
  }
  return at;
}

function endOfBlank(bytes: Buffer, from: number, to: number): number {
  let at = from;
  for (; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    // Most are spaces.
    if (byte !== SPACE && KINDS[byte] !== BLANK) break;
  }
  return at;
}

/** What is not blank before a place. */
function lastBefore(bytes: Buffer, at: number): number {
  let last = at - 1;
  while (last > 0 && KINDS[bytes[last] ?? 0] === BLANK) last -= 1;
  return last;
}
