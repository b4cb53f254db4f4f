// Names where in a file something is, so that a person finds it there.
import type { Refused } from './records-in-bytes.ts';

/** Whether a block's lines are those of the file, or the items of the documents in it. */
export type Form = 'lines' | 'items';

/**
 * @param before - how many lines or items came before this block
 * @returns the place of each by its number in the block: the file itself where there is no other
 */
export function placesIn(
  file: string,
  form: Form,
  before: number,
  block: Buffer | string | Refused,
): (number: number) => string {
  if (before === 0 && isAlone(block)) return () => file;
  return form === 'lines'
    ? (number) => `${file}:${before + number}`
    : (number) => `${file}, item ${before + number}`;
}

function isAlone(block: Buffer | string | Refused): boolean {
  if (typeof block !== 'string' && !Buffer.isBuffer(block)) return true;
  const end = block.indexOf('\n');
  return end < 0 || end === block.length - 1;
}
