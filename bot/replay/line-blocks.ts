// Gives a stream of JSON as blocks of whole lines with a record on each.
import type { Form } from '../records/places.ts';
import { beginsWithRecord, type Refused } from '../records/records-in-bytes.ts';
import { createRecordSplitter } from '../records/split-records.ts';

/** What comes may end with why the rest of it does not. */
export type Chunks = AsyncIterator<Buffer | Refused>;

export interface Lines {
  readonly form: Form;
  /** Whole lines each, in order, with a record a line. */
  readonly blocks: Iterable<Buffer> | AsyncIterable<Buffer | Refused>;
}

const NOTHING = Buffer.alloc(0);
const NEW_LINE = 10;
const SPACE = 32;
/** So that a file of the usual size is one block. */
const PIECE_BYTES = 4_000_000;
const TOO_LONG: Refused = { kind: 'damaged', why: 'A line is longer than 64 MB, and is left out.' };
/** Longer than any record; what is longer is one document without a line break. */
const LONGEST_LINE = 64_000_000;

/** Of bytes that are all there. */
export function linesIn(bytes: Buffer): Lines {
  const end = endOfFirstLine(bytes);
  // Of a single line the number says nothing, and it may be long.
  const hasMore = end !== undefined && bytes.subarray(end).some((byte) => byte > SPACE);
  if (hasMore && beginsWithRecord(bytes.toString('utf8', 0, Math.min(end, LONGEST_LINE))))
    return { form: 'lines', blocks: [bytes] };
  return byItem(NOTHING, piecesOf(bytes));
}

/** What comes as records one a line already. */
export function byLine(start: Buffer, chunks: Chunks): Lines {
  return { form: 'lines', blocks: wholeLines(start, chunks) };
}

/** What comes as documents: those that hold a list give what is in it. */
export function byItem(start: Buffer, chunks: Chunks): Lines {
  return { form: 'items', blocks: itemsIn(start, chunks) };
}

/** Of the first line that is not blank; undefined while it may go on. */
export function endOfFirstLine(bytes: Buffer): number | undefined {
  const first = bytes.findIndex((byte) => byte > SPACE);
  const end = first < 0 ? -1 : bytes.indexOf(NEW_LINE, first);
  return end < 0 ? undefined : end;
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

async function* wholeLines(start: Buffer, chunks: Chunks): AsyncGenerator<Buffer | Refused> {
  let begun: Buffer[] = [];
  let length = 0;
  let tooLong = false;
  for (
    let chunk: Buffer | Refused | undefined = start;
    chunk !== undefined;
    chunk = (await chunks.next()).value
  ) {
    if (!Buffer.isBuffer(chunk)) {
      yield chunk;
      return;
    }
    const from = tooLong ? chunk.indexOf(NEW_LINE) : 0;
    if (from < 0) continue;
    // Of a line that is too long the line break is left, so that the lines after it keep their numbers.
    const end = chunk.lastIndexOf(NEW_LINE) + 1;
    if (end > 0) {
      yield Buffer.concat([...begun, chunk.subarray(from, end)]);
      begun = [];
      length = 0;
    }
    begun.push(chunk.subarray(end));
    length += chunk.length - end;
    tooLong = length > LONGEST_LINE;
    if (!tooLong) continue;
    yield TOO_LONG;
    begun = [];
    length = 0;
  }
  yield Buffer.concat(begun);
}

async function* itemsIn(start: Buffer, chunks: Chunks): AsyncGenerator<Buffer | Refused> {
  const splitter = createRecordSplitter();
  for (
    let chunk: Buffer | Refused | undefined = start;
    chunk !== undefined;
    chunk = (await chunks.next()).value
  ) {
    if (Buffer.isBuffer(chunk)) yield* splitter.push(chunk);
    else {
      yield chunk;
      return;
    }
  }
  yield* splitter.end();
}
