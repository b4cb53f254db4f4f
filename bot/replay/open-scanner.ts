// Runs scanner.wasm over bytes: it counts records by their text, and tells of the few that have to be parsed.
import { readFileSync } from 'node:fs';
import { isDisguised, mayStillMatch, type Sieve } from '../domain/scan/sieve.ts';
import { createKindTable } from './kind-table.ts';

/** How every record begins that CloudTrail writes; also what tells one record from the next in a log file. */
export const RECORD_START = '{"eventVersion":"';

export interface Visitor {
  /**
   * A record that has to be parsed, or in a file of lines what is none; where it is in the bytes.
   * @param line - in a file of lines, from 1 up
   * @returns false to end a file of records
   */
  take(start: number, stop: number, line: number): boolean;
  /** Whether an event of this time counts; undefined when its record has to be parsed to know. */
  isCounted(eventTime: string): boolean | undefined;
}

export interface Passed {
  /** How many events were counted that were not parsed. */
  readonly passed: number;
  /** In a file of lines, blank ones included. */
  readonly lines: number;
}

export interface Scanner {
  /**
   * Records with a comma between them.
   * @returns undefined when the visitor ended it, and when what is there is not one record after the other
   */
  scanRecords(bytes: Buffer, start: number, end: number, visitor: Visitor): Passed | undefined;
  /** Records one a line, and whatever else is there. */
  scanLines(bytes: Buffer, visitor: Visitor): Passed;
}

interface Exported {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly KINDS: Value;
  readonly MOST_KINDS: Value;
  readonly TEXTS: Value;
  readonly TEXTS_END: Value;
  readonly WINDOW: Value;
  readonly WINDOW_END: Value;
  readonly passed: Value;
  readonly lines: Value;
  begin(): void;
  forget(): void;
  scanRecords(from: number, to: number, isLast: boolean): number;
  scanLines(from: number, to: number): void;
}

interface Value {
  readonly value: number;
}

const NAME = '","eventName":"';
const NO_ERROR = 1;
const LINE_BREAK = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const COMMA = 0x2c;
const CLOSE = 0x7d;
/** Texts are compared sixteen bytes at a time, and looked at a little beyond their end. */
const PADDING = 64;
const NOBODY: Visitor = { take: () => false, isCounted: () => undefined };

let program: WebAssembly.Module | undefined;

/** What it found out about one file it knows for the next. */
export function createScanner(sieve: Sieve): Scanner {
  program ??= new WebAssembly.Module(readFileSync(new URL('./scanner/scanner.wasm', import.meta.url)));
  let visitor = NOBODY;
  /** Where the window begins in the bytes. */
  let base = 0;
  /** Lines that do not fit into a window. */
  let longLines = 0;

  const host = {
    onCall(
      type: number,
      typeEnd: number,
      call: number,
      callEnd: number,
      error: number,
      errorEnd: number,
      how: number,
    ) {
      const [eventSource, eventName] = textAt(call, callEnd).split(NAME);
      const errorCode = error === 0 ? undefined : textAt(error, errorEnd);
      const header = { identityType: textAt(type, typeEnd), eventSource, eventName, errorCode };
      return kinds.add(sieve.ofCall(header, how !== NO_ERROR));
    },
    onAgent: (agent: number, agentEnd: number) => sieve.ofAgent(textAt(agent, agentEnd)),
    onTime(time: number, timeEnd: number) {
      const isCounted = visitor.isCounted(textAt(time, timeEnd));
      return isCounted === undefined ? -1 : Number(isCounted);
    },
    onDoubt(kind: number, start: number, stop: number, rest: number, hasEscape: number) {
      const text = textAt(start, stop);
      const may = kind >= 0 && mayStillMatch(kinds.of(kind), text, rest - start);
      return Number(may || (hasEscape !== 0 && isDisguised(text)));
    },
    onRecord: (start: number, stop: number) =>
      Number(visitor.take(base + start - window, base + stop - window, longLines + scanner.lines.value)),
  };

  // By its type an instance may export anything.
  const scanner = new WebAssembly.Instance(program, { host }).exports as unknown as Exported;
  const memory = Buffer.from(scanner.memory.buffer);
  const window = scanner.WINDOW.value;
  const windowSize = scanner.WINDOW_END.value - window;
  const kinds = createKindTable({
    memory,
    kinds: scanner.KINDS.value,
    mostKinds: scanner.MOST_KINDS.value,
    texts: scanner.TEXTS.value,
    textsEnd: scanner.TEXTS_END.value,
    forget: scanner.forget,
  });

  function textAt(start: number, end: number): string {
    return memory.toString('latin1', start, end);
  }

  function begin(by: Visitor) {
    scanner.begin();
    visitor = by;
    longLines = 0;
  }

  /** @returns where it ends in the window */
  function fill(bytes: Buffer, start: number, end: number): number {
    base = start;
    bytes.copy(memory, window, start, end);
    const windowEnd = window + end - start;
    memory.fill(0, windowEnd, windowEnd + PADDING);
    return windowEnd;
  }

  function end(): Passed {
    visitor = NOBODY;
    return { passed: scanner.passed.value, lines: longLines + scanner.lines.value };
  }

  return {
    scanRecords(bytes, start, stop, by) {
      begin(by);
      for (let at = start; at < stop; ) {
        const until = Math.min(stop, at + windowSize);
        const next = scanner.scanRecords(window, fill(bytes, at, until), until === stop);
        if (next === 0) return undefined;
        at = next > window ? at + next - window : takeLong(bytes, at, stop, by);
        if (at < 0) return undefined;
      }
      return end();
    },
    scanLines(bytes, by) {
      begin(by);
      for (let at = 0; at < bytes.length; ) {
        const until = endOfLines(bytes, at, windowSize);
        if (until - at <= windowSize) scanner.scanLines(window, fill(bytes, at, until));
        else {
          longLines += 1;
          by.take(at, endOfText(bytes, at, until), longLines + scanner.lines.value);
        }
        at = until;
      }
      return end();
    },
  };
}

/** A record that does not fit into a window is parsed. @returns where the next one begins; -1 to end */
function takeLong(bytes: Buffer, start: number, end: number, visitor: Visitor): number {
  const found = bytes.indexOf(RECORD_START, start + 1);
  const next = found < 0 || found > end ? end : found;
  const stop = next < end && bytes[next - 1] === COMMA ? next - 1 : next;
  return bytes[stop - 1] === CLOSE && visitor.take(start, stop, 0) ? next : -1;
}

/** After the last line break within `size`; after the first where a line is longer than that. */
function endOfLines(bytes: Buffer, at: number, size: number): number {
  if (at + size >= bytes.length) return bytes.length;
  const last = bytes.lastIndexOf(LINE_BREAK, at + size - 1);
  if (last >= at) return last + 1;
  const next = bytes.indexOf(LINE_BREAK, at + size);
  return next < 0 ? bytes.length : next + 1;
}

/** Where a line ends without its line break. */
function endOfText(bytes: Buffer, start: number, end: number): number {
  const stop = bytes[end - 1] === LINE_BREAK ? end - 1 : end;
  return stop > start && bytes[stop - 1] === CARRIAGE_RETURN ? stop - 1 : stop;
}
