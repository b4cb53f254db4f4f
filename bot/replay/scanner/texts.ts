// Texts as bytes: looked for and compared sixteen at a time. A place is 0 for nowhere.
import { CONSTANTS } from './memory';

const QUOTE: i8 = 0x22;

let free: usize = CONSTANTS;

/** Puts a text of ASCII where it can be compared: its length, then its bytes. */
export function constant(text: string): usize {
  const length = text.length;
  const at = free + 4;
  store<u32>(free, length as u32);
  for (let i = 0; i < length; i++) store<u8>(at + i, text.charCodeAt(i) as u8);
  free = (at + length + 23) & ~7;
  return at;
}

export function lengthOf(constant: usize): usize {
  return load<u32>(constant - 4);
}

export function same(one: usize, other: usize, length: usize): bool {
  let at: usize = 0;
  if (length < 8) {
    for (; at < length; at++) if (load<u8>(one + at) !== load<u8>(other + at)) return false;
    return true;
  }
  for (; at + 8 < length; at += 8) if (load<u64>(one + at) !== load<u64>(other + at)) return false;
  // The last eight, some of them once more.
  return load<u64>(one + length - 8) === load<u64>(other + length - 8);
}

export function startsWith(at: usize, constant: usize): bool {
  return same(at, constant, lengthOf(constant));
}

/** Where `length` bytes as at `sought` stand between `start` and `end`, wholly; their first and last are compared first. */
export function find(start: usize, end: usize, sought: usize, length: usize): usize {
  const first = i8x16.splat(load<i8>(sought));
  const last = i8x16.splat(load<i8>(sought + length - 1));
  for (let at = start; at + length <= end; at += 16) {
    const isFirst = i8x16.eq(v128.load(at), first);
    const isLast = i8x16.eq(v128.load(at + length - 1), last);
    for (let mask = i8x16.bitmask(v128.and(isFirst, isLast)); mask !== 0; mask &= mask - 1) {
      const place = at + ctz(mask);
      if (place + length > end) return 0;
      if (same(place, sought, length)) return place;
    }
  }
  return 0;
}

/** Where the next quote is. */
export function findQuote(start: usize, end: usize): usize {
  const quote = i8x16.splat(QUOTE);
  for (let at = start; at < end; at += 16) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), quote));
    if (mask === 0) continue;
    const place = at + ctz(mask);
    return place < end ? place : 0;
  }
  return 0;
}
