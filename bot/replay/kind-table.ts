// Kinds of calls as the scanner reads them: what decides without asking lies in its memory, the rest is kept here.
import type { Kind } from '../domain/scan/sieve.ts';

export interface KindTable {
  /** @returns its number */
  add(kind: Kind): number;
  /** @throws RangeError for a number that `add` did not give, or gave before all was forgotten */
  of(number: number): Kind;
}

/** Where the table lies in the memory, as the scanner says. */
export interface Place {
  readonly memory: Buffer;
  readonly kinds: number;
  readonly mostKinds: number;
  readonly texts: number;
  readonly textsEnd: number;
  /** Called when the table is full, before it begins anew: numbers given before mean nothing then. */
  readonly forget: () => void;
}

/** May match, bits of agents, where its list of texts is, how many they are: four bytes each. */
const KIND_BYTES = 16;
/** Where a text is and how long: four bytes each. */
const ITEM_BYTES = 8;

export function createKindTable({ memory, mostKinds, texts, textsEnd, forget, ...place }: Place): KindTable {
  let kinds: Kind[] = [];
  let known = new Map<string, number>();
  let free = texts;

  function begin() {
    forget();
    kinds = [];
    known = new Map();
    free = texts;
  }

  function placeOf(text: string): number {
    const at = known.get(text) ?? free;
    if (at !== free) return at;
    known.set(text, at);
    free += memory.write(text, at, 'latin1');
    return at;
  }

  return {
    add(kind) {
      const needed = kind.texts.reduce((sum, { length }) => sum + length + ITEM_BYTES, 0);
      if (kinds.length === mostKinds || free + needed > textsEnd) begin();
      // What does not fit at all is parsed, each time.
      const fits = free + needed <= textsEnd;
      const places = fits ? kind.texts.map((text) => [placeOf(text), text.length] as const) : [];
      const at = place.kinds + kinds.length * KIND_BYTES;
      memory.writeUInt32LE(Number(kind.may || !fits), at);
      memory.writeUInt32LE(kind.agents >>> 0, at + 4);
      memory.writeUInt32LE(free, at + 8);
      memory.writeUInt32LE(places.length, at + 12);
      for (const [where, length] of places) {
        memory.writeUInt32LE(where, free);
        memory.writeUInt32LE(length, free + 4);
        free += ITEM_BYTES;
      }
      return kinds.push(kind) - 1;
    },
    of(number) {
      const kind = kinds[number];
      if (kind === undefined) throw new RangeError(`There is no kind ${number}.`);
      return kind;
    },
  };
}
