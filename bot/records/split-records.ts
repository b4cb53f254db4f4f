// Puts each record of a stream of JSON on a line of its own, without ever holding more than one record.
import {
  BLANK,
  BREAK,
  CLOSE,
  COMMA,
  FOREIGN,
  KINDS,
  LIST,
  LIST_END,
  OBJECT,
  SEPARATOR,
} from './json-bytes.ts';
import { createLineWriter } from './line-writer.ts';
import type { Refused } from './records-in-bytes.ts';
import { CUT, createValueReader, ENDED, LISTED, MORE } from './value-reader.ts';

export interface RecordSplitter {
  /** Whole lines: the records that ended in these bytes. What is no JSON has a line as well, which is no JSON either. */
  push(bytes: Buffer): readonly (Buffer | Refused)[];
  /** What is told of a document that has not ended. */
  end(): readonly (Buffer | Refused)[];
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const LONGEST_RECORD = 64_000_000;
/** A parser needs a hundred bytes for each. */
const DEEPEST_RECORD = 250_000;
const TOO_LONG: Refused = { kind: 'damaged', why: 'A record is longer than 64 MB, and is left out.' };
const TOO_DEEP: Refused = {
  kind: 'damaged',
  why: 'A record is nested more than 250,000 times, and is left out.',
};
const EMPTY: Refused = { kind: 'damaged', why: 'The file is empty.' };
/** A key of a list, and what may stand behind it. */
const LONGEST_KEY = 64;
const MOST_TOLD = 300;
const CUT_OFF = Buffer.from('{');
const LIST_CUT_OFF = Buffer.from('[');
const NOT_JSON = Buffer.from('{?}');
const DOCUMENT = /^\{\s*"Records"\s*:/;
const RECORD = /^\{\s*"eventVersion"\s*:/;
/** CloudTrail begins with the version, tools that sort keys or somebody's own example with another. */
const LIKE_RECORD = /^\{\s*"(?:additionalEventData|apiVersion|awsRegion|event[A-Z]\w*|userIdentity)"\s*:/;
const LOOK_AHEAD = 64;

/**
 * Reads documents one behind the other, with or without space between, and the lists in them that records come in. Of what is
 * damaged it finds the next record, so that no more is lost than that. Each byte is looked at twice at most.
 */
export function createRecordSplitter(): RecordSplitter {
  let room = Buffer.allocUnsafeSlow(0);
  let to = 0;
  let at = 0;
  let state: 'between' | 'list' | 'value' | 'lost' = 'between';
  /** Where the value in hand begins; -1 for what is not kept. */
  let start = -1;
  let isItem = false;
  /** A list in an object: its end is not that of the document. */
  let isWithin = false;
  /** The rest of an object behind its list. */
  let isTail = false;
  /** Why the value in hand is not kept. */
  let tooLarge: Refused | undefined;
  let needsComma = false;
  /** Since something was damaged, whatever looks like a record is taken for one. */
  let isLoose = false;
  /** What is damaged is told once, up to the next value that is whole. */
  let isTold = false;
  let isEmpty = true;
  const reader = createValueReader();
  const writer = createLineWriter();

  function hold(bytes: Buffer) {
    const kept = start >= 0 ? start : Math.max(0, at - LONGEST_KEY);
    if (to + bytes.length > room.length) {
      const size = to - kept + bytes.length;
      // At least half of it is free afterwards, so that long records are not moved with each piece.
      const next = size * 2 > room.length ? Buffer.allocUnsafeSlow(size * 2) : room;
      room.copy(next, 0, kept, to);
      room = next;
      to -= kept;
      at -= kept;
      reader.move(kept);
      if (start >= 0) start -= kept;
    }
    bytes.copy(room, to);
    to += bytes.length;
  }

  function begin(asItem: boolean) {
    state = 'value';
    isItem = asItem;
    start = at;
    reader.begin();
    isTail = false;
    tooLarge = undefined;
    needsComma = true;
  }

  function finish() {
    tooLarge ??= isTail ? undefined : whyTooLarge(at);
    if (tooLarge) writer.refuse(tooLarge);
    else if (!isTail) writer.write(room.subarray(start, at));
    start = -1;
    isTold = false;
    state = isItem ? 'list' : 'between';
  }

  function whyTooLarge(end: number): Refused | undefined {
    if (start >= 0 && end - start > LONGEST_RECORD) return TOO_LONG;
    return reader.deepest > DEEPEST_RECORD ? TOO_DEEP : undefined;
  }

  /** @param next - where what follows may begin */
  function lose(told: Buffer, next: number) {
    // Which end a list has is not known where none was begun.
    if (state === 'between' || (state === 'value' && !isItem)) isWithin = true;
    tell(told);
    isLoose = true;
    start = -1;
    state = 'lost';
    at = next;
  }

  function tell(told: Buffer) {
    if (!isTold) writer.write(told);
    isTold = true;
  }

  /** @returns false when it takes more bytes to go on */
  function readValue(): boolean {
    let found = reader.read(room, at, to, !isItem);
    while (found === LISTED && start >= 0 && RECORD.test(ahead(start))) {
      reader.enter();
      found = reader.read(room, reader.at, to, true);
    }
    at = reader.at;
    if (found === ENDED) finish();
    else if (found === LISTED) enterList(true);
    else if (found !== MORE) lose(found === CUT ? CUT_OFF : NOT_JSON, at);
    else if (start >= 0) {
      tooLarge = whyTooLarge(to);
      if (tooLarge) start = -1;
    }
    return found !== MORE;
  }

  function enterList(within: boolean) {
    start = -1;
    isWithin = within;
    needsComma = false;
    state = 'list';
  }

  function readList() {
    const byte = room[at] ?? 0;
    const kind = KINDS[byte];
    if (kind === BLANK) at += 1;
    else if (byte === COMMA) {
      needsComma = false;
      at += 1;
    } else if (byte === LIST_END) {
      at += 1;
      if (isWithin) beginTail();
      else state = 'between';
    } else if (kind === FOREIGN || kind === CLOSE || kind === SEPARATOR) lose(NOT_JSON, at);
    else if (needsComma && !isLoose) lose(LIST_CUT_OFF, at);
    else if (isLoose && DOCUMENT.test(ahead(at))) beginDocument();
    else begin(true);
  }

  function beginTail() {
    begin(false);
    start = -1;
    reader.goOn();
    isTail = true;
  }

  /** @returns false when it takes more bytes to tell */
  function readBetween(isEnd: boolean): boolean {
    const byte = room[at] ?? 0;
    if (KINDS[byte] === BLANK || BYTE_ORDER_MARK.includes(byte)) {
      at += 1;
      return true;
    }
    isEmpty = false;
    if (byte === OBJECT) begin(false);
    else if (byte === LIST) {
      at += 1;
      isLoose = false;
      enterList(false);
    } else if (isLoose && (KINDS[byte] === CLOSE || byte === COMMA)) at += 1;
    else {
      const most = room.subarray(at, Math.min(to, at + MOST_TOLD));
      const end = most.indexOf(BREAK);
      if (end < 0 && most.length < MOST_TOLD && !isEnd) return false;
      lose(Buffer.from(end < 0 ? most : most.subarray(0, end)), at);
    }
    return true;
  }

  /** @returns false when it takes more bytes to tell */
  function search(isEnd: boolean): boolean {
    const found = room.indexOf(OBJECT, at);
    at = found < 0 ? to : Math.min(found, to);
    if (at === to || (at + LOOK_AHEAD > to && !isEnd)) return false;
    const text = ahead(at);
    if (DOCUMENT.test(text)) beginDocument();
    else if (LIKE_RECORD.test(text)) state = 'list';
    else if (room[at - 1] === BREAK) state = 'between';
    else at += 1;
    return true;
  }

  function beginDocument() {
    state = 'between';
    isLoose = false;
  }

  function ahead(from: number): string {
    return room.toString('latin1', from, Math.min(to, from + LOOK_AHEAD));
  }

  function run(isEnd: boolean) {
    for (let goesOn = true; goesOn && at < to; ) {
      if (state === 'value') goesOn = readValue();
      else if (state === 'lost') goesOn = search(isEnd);
      else if (state === 'between') goesOn = readBetween(isEnd);
      else if (isLoose && at + LOOK_AHEAD > to && !isEnd) goesOn = false;
      else readList();
    }
  }

  return {
    push(bytes) {
      hold(bytes);
      run(false);
      return writer.take();
    },
    end() {
      run(true);
      if (state === 'value' && !(isTail && isLoose)) tell(CUT_OFF);
      else if (state === 'list' && !isLoose) tell(LIST_CUT_OFF);
      else if (isEmpty) writer.refuse(EMPTY);
      state = 'lost';
      return writer.take();
    },
  };
}
