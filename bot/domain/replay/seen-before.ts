// Remembers which events came already, in a fixed amount of memory.

export interface SeenBefore {
  /** Whether the key came before; it is remembered from now on. */
  check(key: string): boolean;
}

/** Slots of 8 bytes, filled up to one half: 17 MB, and as much again for those before them. */
const MOST_SLOTS = 2 ** 21;
const FIRST_SLOTS = 2 ** 12;

/**
 * Knows at least the last million keys. One that comes again after so many others is taken for new: a trail delivers
 * twice within minutes, and two trails side by side lie as far from each other as one of them is long.
 * A key is kept as 53 bits of a hash: with all slots in use one in ten thousand runs takes one new key for an old one.
 */
export function createSeenBefore(mostSlots = MOST_SLOTS): SeenBefore {
  let newer = new Float64Array(Math.min(FIRST_SLOTS, mostSlots));
  let older = new Float64Array(1);
  let size = 0;
  const makeRoom = () => {
    if (newer.length >= mostSlots) {
      older = newer;
      newer = new Float64Array(mostSlots);
      size = 0;
      return;
    }
    const larger = new Float64Array(newer.length * 2);
    for (const hash of newer) if (hash !== 0) larger[placeOf(hash, larger)] = hash;
    newer = larger;
  };
  return {
    check(key) {
      const hash = hashOf(key);
      if (newer[placeOf(hash, newer)] === hash) return true;
      const known = older[placeOf(hash, older)] === hash;
      if (size >= newer.length / 2) makeRoom();
      newer[placeOf(hash, newer)] = hash;
      size += 1;
      return known;
    },
  };
}

/** Where the hash is, or else where it belongs. Half of the slots are empty, so that there is one. */
function placeOf(hash: number, slots: Float64Array): number {
  let at = hash % slots.length;
  while (slots[at] !== 0 && slots[at] !== hash) at = (at + 1) % slots.length;
  return at;
}

/** Never 0, which is an empty slot. Two multiplicative hashes of 32 and 21 bits (FNV-1a's prime, and Knuth's). */
function hashOf(key: string): number {
  let one = 0x811c9dc5;
  let other = 0x9e3779b9;
  for (let at = 0; at < key.length; at += 1) {
    const code = key.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b);
    other ^= other >>> 15;
  }
  one ^= one >>> 13;
  return (other >>> 11) * 2 ** 32 + (one >>> 0) + 1;
}
