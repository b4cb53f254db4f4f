// Reads a log file as CloudTrail delivers it, and parses only the records that a detection could count.
import { parseTrailEvent } from '../domain/event/parse-trail-event.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import { isJsonObject, parseJson } from '../domain/read-json.ts';
import { RECORD_START } from '../domain/scan/header.ts';
import type { Sieve } from '../domain/scan/sieve.ts';

export interface Scanned {
  readonly events: number;
  /** Of the events, milliseconds since 1970. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** The events that some detection may count, in the file's order. */
  readonly candidates: readonly TrailEvent[];
}

const BEGINNING = `{"Records":[${RECORD_START}`;
/** Cutting more than this out of a buffer at once is several times as slow. */
const WINDOW_BYTES = 60_000;

/**
 * @param bytes - unzipped
 * @returns undefined for anything that is not exactly such a file: it has to be read the plain way
 */
export function scanLogFile(bytes: Buffer, sieve: Sieve): Scanned | undefined {
  const end = endOfRecords(bytes);
  if (end === undefined) return undefined;
  const candidates: TrailEvent[] = [];
  let events = 0;
  let first: string | undefined;
  let last: string | undefined;
  for (const { text, at, start, stop } of recordsIn(bytes, end)) {
    if (!text.startsWith('}', stop - 1)) return undefined;
    const may = sieve.mayMatch(text, start, stop);
    const { header } = sieve;
    if (may || header === undefined) {
      const event = parseRecord(bytes, at + start, at + stop);
      if (event === undefined) return undefined;
      candidates.push(event);
    }
    const time = header && text.slice(header.eventTime, header.eventTimeEnd);
    events += 1;
    if (time !== undefined && (first === undefined || time < first)) first = time;
    if (time !== undefined && (last === undefined || time > last)) last = time;
  }
  const times = candidates.flatMap(({ eventTime }) => eventTime?.getTime() ?? []);
  return {
    events,
    candidates,
    first: least([...times, ...timeOf(first)]),
    last: most([...times, ...timeOf(last)]),
  };
}

interface Place {
  /** A part of the file, one character for each byte. */
  readonly text: string;
  /** Where the part begins in the file. */
  readonly at: number;
  /** Where the record begins in the part, and where it ends. */
  readonly start: number;
  readonly stop: number;
}

/** Where the last record ends; undefined when the file is none of the usual ones. */
function endOfRecords(bytes: Buffer): number | undefined {
  if (bytes.toString('latin1', 0, BEGINNING.length) !== BEGINNING) return undefined;
  const ending = bytes.toString('latin1', Math.max(0, bytes.length - 10)).trimEnd();
  if (!ending.endsWith('}]}')) return undefined;
  return bytes.length - (Math.min(10, bytes.length) - ending.length) - 2;
}

/** Window after window, each from one record's beginning. A record larger than a window makes it larger. */
function* recordsIn(bytes: Buffer, end: number): Generator<Place> {
  let at = BEGINNING.length - RECORD_START.length;
  let size = WINDOW_BYTES;
  while (at < end) {
    const until = Math.min(end, at + size);
    const text = bytes.toString('latin1', at, until);
    let start = 0;
    for (let next = text.indexOf(RECORD_START, 1); next >= 0; next = text.indexOf(RECORD_START, next + 1)) {
      // What begins like a record within one is no record of its own.
      const stop = text.charAt(next - 1) === ',' ? next - 1 : next;
      yield { text, at, start, stop };
      start = next;
    }
    if (until === end) {
      yield { text, at, start, stop: text.length };
      return;
    }
    size = start === 0 ? size * 2 : WINDOW_BYTES;
    at += start;
  }
}

function parseRecord(bytes: Buffer, start: number, stop: number): TrailEvent | undefined {
  const record = parseJson(bytes.toString('utf8', start, stop));
  return isJsonObject(record) ? parseTrailEvent(record) : undefined;
}

function timeOf(text: string | undefined): readonly number[] {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? [] : [time];
}

function least(times: readonly number[]): number | undefined {
  return times.reduce<number | undefined>(
    (best, time) => (best === undefined || time < best ? time : best),
    undefined,
  );
}

function most(times: readonly number[]): number | undefined {
  return times.reduce<number | undefined>(
    (best, time) => (best === undefined || time > best ? time : best),
    undefined,
  );
}
