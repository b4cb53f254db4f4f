// Goes through records in memory, and tells the host of the few that have to be parsed.
import {
  agent,
  agentEnd,
  call,
  callEnd,
  error,
  errorEnd,
  findHeader,
  RECORD_START,
  rest,
  time,
  timeEnd,
  type,
  typeEnd,
} from './header';
import { onDoubt, onRecord, onTime } from './host';
import { hasErrorCode, hasEscape, hasFieldAgain, lookAtAll, lookForFields } from './look';
import { bitsOfAgent, kindOf, NO_ERROR, SOME_ERROR, THIS_ERROR } from './memo';
import { KIND_SIZE, KINDS } from './memory';
import { find, lengthOf, same, startsWith } from './texts';

// What the host uses of the program, wherever it is.
// biome-ignore-start lint/performance/noBarrelFile: a program has one file of exports
export { forget } from './memo';
export { KINDS, MOST_KINDS, TEXTS, TEXTS_END, WINDOW, WINDOW_END } from './memory';

// biome-ignore-end lint/performance/noBarrelFile: a program has one file of exports

const COMMA: u8 = 0x2c;
const CLOSE: u8 = 0x7d;
const LINE_BREAK: u8 = 0x0a;
const CARRIAGE_RETURN: u8 = 0x0d;
const LONGEST_TIME: usize = 64;
const lastTime: usize = memory.data(64);

let lastLength: usize = 0;
let counts: bool = false;

/** How many events were counted that were not parsed, since `begin`. */
export let passed: u32 = 0;
/** How many lines were read, since `begin`. */
export let lines: u32 = 0;

export function begin(): void {
  passed = 0;
  lines = 0;
  lastLength = 0;
}

/**
 * Records with a comma between them.
 * @param isLast - whether the last record ends where the window ends
 * @returns where the first record begins that does not end in the window; 0 when the host said so, and when what is there is
 * not one record after the other
 */
export function scanRecords(from: usize, to: usize, isLast: bool): usize {
  let start = from;
  while (start < to) {
    let next = find(start + 1, to, RECORD_START, lengthOf(RECORD_START));
    if (next === 0) {
      if (!isLast) return start;
      next = to;
    }
    // What begins like a record within one is no record of its own.
    const stop = next < to && load<u8>(next - 1) === COMMA ? next - 1 : next;
    if (load<u8>(stop - 1) !== CLOSE) return 0;
    if (mustBeParsed(start, stop) && !onRecord(start, stop)) return 0;
    start = next;
  }
  return start;
}

/** Records one a line; each line ends in the window. What is no record is told too, blank lines are not. */
export function scanLines(from: usize, to: usize): void {
  let start = from;
  while (start < to) {
    const end = endOfLine(start, to);
    const stop = end > start && load<u8>(end - 1) === CARRIAGE_RETURN ? end - 1 : end;
    lines += 1;
    if (stop > start) {
      const isRecord = startsWith(start, RECORD_START) && load<u8>(stop - 1) === CLOSE;
      if (!isRecord || mustBeParsed(start, stop)) onRecord(start, stop);
    }
    start = end + 1;
  }
}

function endOfLine(start: usize, to: usize): usize {
  const lineBreak = i8x16.splat(LINE_BREAK as i8);
  for (let at = start; at < to; at += 16) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), lineBreak));
    if (mask !== 0) return min(at + ctz(mask), to);
  }
  return to;
}

/** False for what was counted. */
function mustBeParsed(start: usize, stop: usize): bool {
  return mayMatch(start, stop) || !count();
}

function mayMatch(start: usize, stop: usize): bool {
  if (!findHeader(start, stop) || !lookAtAll(start, stop)) return true;
  lookForFields(rest, stop);
  if (hasFieldAgain || (hasErrorCode && error !== 0)) return true;
  const how = error !== 0 ? THIS_ERROR : hasErrorCode ? SOME_ERROR : NO_ERROR;
  const kind = kindOf(how, type, typeEnd, call, callEnd, error, errorEnd);
  const about = KINDS + (kind as usize) * KIND_SIZE;
  const agents = load<u32>(about, 4);
  if (agents !== 0 && (agents & bitsOfAgent(agent, agentEnd)) !== 0) return true;
  const may = load<u32>(about) !== 0 || hasText(about, start, stop);
  return (may || hasEscape) && onDoubt(may ? kind : -1, start, stop, rest, hasEscape);
}

function hasText(about: usize, start: usize, stop: usize): bool {
  let list: usize = load<u32>(about, 8);
  for (let left = load<u32>(about, 12); left !== 0; left--, list += 8) {
    if (find(start, stop, load<u32>(list), load<u32>(list, 4)) !== 0) return true;
  }
  return false;
}

/** Most are of the same second as the one before. @returns false when it has to be parsed to know its time */
function count(): bool {
  const length = timeEnd - time;
  if (length !== lastLength || !same(time, lastTime, length)) {
    lastLength = 0;
    const answer = onTime(time, timeEnd);
    if (answer < 0) return false;
    counts = answer !== 0;
    if (length <= LONGEST_TIME) {
      lastLength = length;
      memory.copy(lastTime, time, length);
    }
  }
  if (counts) passed += 1;
  return true;
}
