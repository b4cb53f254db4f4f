// What has to be known about the whole of a record before its first fields are believed.
import { constant, startsWith } from './texts';

const QUOTE: i8 = 0x22;
const OPEN: i8 = 0x7b;
const CLOSE: i8 = 0x7d;
const BACKSLASH: i8 = 0x5c;
const LETTER_E: i8 = 0x65;
const LETTER_U: i8 = 0x75;

const ERROR_CODE = constant('"errorCode"');
const VERSION = constant('"eventVersion"');
const IDENTITY = constant('"userIdentity"');
const TIME = constant('"eventTime"');
const SOURCE = constant('"eventSource"');
const NAME = constant('"eventName"');
const AGENT = constant('"userAgent"');

/** Whether `errorCode` stands somewhere after the first fields, at whatever depth. */
export let hasErrorCode: bool = false;
/** Whether one of the first fields stands there once more; of two that have the same name the last counts. */
export let hasFieldAgain: bool = false;

/** All these names begin with one of two letters. */
export function lookForFields(start: usize, end: usize): void {
  hasErrorCode = false;
  hasFieldAgain = false;
  const quote = i8x16.splat(QUOTE);
  const letterE = i8x16.splat(LETTER_E);
  const letterU = i8x16.splat(LETTER_U);
  for (let at = start; at < end; at += 16) {
    const next = v128.load(at, 1);
    const letters = v128.or(i8x16.eq(next, letterE), i8x16.eq(next, letterU));
    let mask = i8x16.bitmask(v128.and(i8x16.eq(v128.load(at), quote), letters));
    for (; mask !== 0; mask &= mask - 1) {
      const place = at + ctz(mask);
      if (place >= end) break;
      if (startsWith(place, ERROR_CODE)) hasErrorCode = true;
      else if (isField(place)) hasFieldAgain = true;
    }
  }
}

function isField(at: usize): bool {
  return (
    startsWith(at, NAME) ||
    startsWith(at, TIME) ||
    startsWith(at, SOURCE) ||
    startsWith(at, AGENT) ||
    startsWith(at, IDENTITY) ||
    startsWith(at, VERSION)
  );
}

/** Whether `\u` stands in it. */
export let hasEscape: bool = false;

/** So often one can be added to a small number. */
const BLOCKS: usize = 127;

/**
 * @returns false when as many braces do not open as close, save that some stand in texts: what looks like a record may then
 * be a part of one
 */
export function lookAtAll(start: usize, end: usize): bool {
  const open = i8x16.splat(OPEN);
  const close = i8x16.splat(CLOSE);
  const backslash = i8x16.splat(BACKSLASH);
  const letterU = i8x16.splat(LETTER_U);
  let escapes = i8x16.splat(0);
  let depth = 0;
  let at = start;
  while (at + 16 <= end) {
    // What is equal is -1.
    let depths = i8x16.splat(0);
    const until = min(at + BLOCKS * 16, end - 15);
    for (; at < until; at += 16) {
      const bytes = v128.load(at);
      const opened = i8x16.eq(bytes, open);
      const closed = i8x16.eq(bytes, close);
      depths = i8x16.add(depths, i8x16.sub(closed, opened));
      const followed = i8x16.eq(v128.load(at, 1), letterU);
      escapes = v128.or(escapes, v128.and(i8x16.eq(bytes, backslash), followed));
    }
    depth += sum(depths);
  }
  for (; at < end; at++) {
    const byte = load<i8>(at);
    if (byte === OPEN) depth += 1;
    else if (byte === CLOSE) depth -= 1;
    else if (byte === BACKSLASH && load<i8>(at + 1) === LETTER_U) escapes = i8x16.splat(1);
  }
  hasEscape = v128.any_true(escapes);
  return depth === 0;
}

function sum(numbers: v128): i32 {
  const sums = i32x4.extadd_pairwise_i16x8_s(i16x8.extadd_pairwise_i8x16_s(numbers));
  return (
    i32x4.extract_lane(sums, 0) +
    i32x4.extract_lane(sums, 1) +
    i32x4.extract_lane(sums, 2) +
    i32x4.extract_lane(sums, 3)
  );
}
