// Remembers what the host found out about the texts of a header: what callers do repeats, by the thousand a second.
import { onAgent, onCall } from './host';
import { ENTRIES, ENTRY_SIZE, KNOWN, KNOWN_END, MEMO } from './memory';
import { same } from './texts';

/** What a text is remembered for. The first three are of calls: without an error code, with one somewhere, with this one. */
export const NO_ERROR: u32 = 1;
export const SOME_ERROR: u32 = 2;
export const THIS_ERROR: u32 = 3;
const AGENT: u32 = 4;

/** Beyond this looking takes long; AWS has some thousand calls in use, a log that was made up may have more. */
const MOST_ENTRIES: u32 = ENTRIES / 2;
/** What is longer is asked about each time. */
const LONGEST: usize = 4_096;
/** The golden ratio's, as it is usual. */
const FACTOR: u64 = (0x9e3779b9 << 32) | 0x7f4a7c15;

/** An entry: hash (u32, 0 for none), what it is remembered for (u32), its texts (usize), the length of each (3 × u32), value (i32). */
let entries: u32 = 0;
let free: usize = KNOWN;

export function forget(): void {
  memory.fill(MEMO, 0, (ENTRIES as usize) * ENTRY_SIZE);
  entries = 0;
  free = KNOWN;
}

/** Bits of the user agent that stands from `start` to `end`, as the host gave them. */
export function bitsOfAgent(start: usize, end: usize): u32 {
  return recall(AGENT, start, end, start, start, start, start) as u32;
}

/** The number of a kind of call, as the host gave it. */
export function kindOf(
  how: u32,
  type: usize,
  typeEnd: usize,
  call: usize,
  callEnd: usize,
  error: usize,
  errorEnd: usize,
): i32 {
  return recall(how, type, typeEnd, call, callEnd, error, errorEnd);
}

function recall(how: u32, a: usize, aEnd: usize, b: usize, bEnd: usize, c: usize, cEnd: usize): i32 {
  const lengthA = aEnd - a;
  const lengthB = bEnd - b;
  const lengthC = cEnd - c;
  const hash = (mix(mix(mix(how, a, aEnd), b, bEnd), c, cEnd) as u32) | 1;
  for (let entry = firstOf(hash); load<u32>(entry) !== 0; entry = nextOf(entry)) {
    if (load<u32>(entry) !== hash || load<u32>(entry, 4) !== how) continue;
    const texts: usize = load<u32>(entry, 8);
    if (
      (load<u32>(entry, 12) as usize) === lengthA &&
      (load<u32>(entry, 16) as usize) === lengthB &&
      (load<u32>(entry, 20) as usize) === lengthC &&
      same(texts, a, lengthA) &&
      same(texts + lengthA, b, lengthB) &&
      same(texts + lengthA + lengthB, c, lengthC)
    )
      return load<i32>(entry, 24);
  }
  const value = how === AGENT ? onAgent(a, aEnd) : onCall(a, aEnd, b, bEnd, c, cEnd, how);
  const length = lengthA + lengthB + lengthC;
  if (length > LONGEST) return value;
  if (entries === MOST_ENTRIES || free + length > KNOWN_END) forget();
  let entry = firstOf(hash);
  while (load<u32>(entry) !== 0) entry = nextOf(entry);
  store<u32>(entry, hash);
  store<u32>(entry, how, 4);
  store<u32>(entry, free as u32, 8);
  store<u32>(entry, lengthA as u32, 12);
  store<u32>(entry, lengthB as u32, 16);
  store<u32>(entry, lengthC as u32, 20);
  store<i32>(entry, value, 24);
  memory.copy(free, a, lengthA);
  memory.copy(free + lengthA, b, lengthB);
  memory.copy(free + lengthA + lengthB, c, lengthC);
  free += length;
  entries += 1;
  return value;
}

function firstOf(hash: u32): usize {
  return MEMO + (((hash >> 1) & (ENTRIES - 1)) as usize) * ENTRY_SIZE;
}

function nextOf(entry: usize): usize {
  const next = entry + ENTRY_SIZE;
  return next === KNOWN ? MEMO : next;
}

function mix(seed: u64, start: usize, end: usize): u64 {
  let hash = seed;
  let at = start;
  for (; at + 8 <= end; at += 8) hash = stir(hash ^ load<u64>(at));
  const left = (end - at) as u64;
  if (left === 0) return stir(hash);
  return stir(hash ^ (load<u64>(at) & (((1 as u64) << (left * 8)) - 1)) ^ (left << 56));
}

function stir(value: u64): u64 {
  const product = value * FACTOR;
  return product ^ (product >> 32);
}
