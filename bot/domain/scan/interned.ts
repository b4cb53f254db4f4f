// Numbers for texts that repeat, looked up without cutting them out of the text they stand in.

export interface Interned {
  /** The number of the text from `start` up to `end`: the same for the same text, from 0 up. */
  idOf(text: string, start: number, end: number): number;
  /** How many there are. */
  readonly size: number;
}

interface Entry {
  readonly text: string;
  readonly id: number;
  readonly next: Entry | undefined;
}

const SLOTS = 4_096;

export function createInterned(): Interned {
  const slots: (Entry | undefined)[] = Array.from({ length: SLOTS }, () => undefined);
  let size = 0;
  return {
    idOf(text, start, end) {
      const slot = hash(text, start, end) & (SLOTS - 1);
      const length = end - start;
      for (let entry = slots[slot]; entry !== undefined; entry = entry.next) {
        if (entry.text.length === length && text.startsWith(entry.text, start)) return entry.id;
      }
      const entry = { text: copy(text.slice(start, end)), id: size, next: slots[slot] };
      slots[slot] = entry;
      size += 1;
      return entry.id;
    },
    get size() {
      return size;
    },
  };
}

/** Texts differ in a few letters at either end or in their length. */
function hash(text: string, start: number, end: number): number {
  let sum = end - start;
  const step = Math.max(1, (end - start) >> 4);
  for (let at = start; at < end; at += step) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  return sum ^ (sum >>> 12);
}

/** A part of a long text keeps all of it in memory. */
function copy(part: string): string {
  return JSON.parse(JSON.stringify(part));
}
