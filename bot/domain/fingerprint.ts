// A short, stable name for any text: FNV-1a over its UTF-8 bytes, 64 bits, as 16 hexadecimal digits.

const TWO_TO_32 = 2 ** 32;
// The 64-bit FNV prime is 2^40 + 0x1b3: a shift of the low half into the high half, and one small factor.
const PRIME_LOW = 0x1b3;

/**
 * Tells texts apart where a collision would be harmless or absurdly unlikely; it is no defence against somebody who
 * makes collisions on purpose. Constants: http://www.isthe.com/chongo/tech/comp/fnv/.
 */
export function fingerprint(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const byte of new TextEncoder().encode(text)) {
    low = (low ^ byte) >>> 0;
    const product = low * PRIME_LOW;
    high = (high * PRIME_LOW + ((low << 8) >>> 0) + Math.floor(product / TWO_TO_32)) >>> 0;
    low = product >>> 0;
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}
