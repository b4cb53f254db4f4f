// Reads one member out of a call's untrusted input; what is missing or of another type is undefined or empty.
import type { Input } from './call.ts';
import { isInput } from './wire/protocol.ts';

export function textOf(input: Input, member: string): string | undefined {
  const value = input[member];
  return typeof value === 'string' ? value : undefined;
}

/** A whole number; the query protocol sends it as text. NaN when it is neither, so that range checks refuse it. */
export function integerOf(input: Input, member: string): number | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return Number.isInteger(number) ? (number as number) : Number.NaN;
}

export function flagOf(input: Input, member: string): boolean | undefined {
  const value = input[member];
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

/** Epoch seconds (JSON protocols), ISO 8601 (query) or a `Date` (CBOR). */
export function timeOf(input: Input, member: string): Date | undefined {
  const value = input[member];
  if (typeof value !== 'number' && typeof value !== 'string' && !(value instanceof Date)) return undefined;
  const time = new Date(typeof value === 'number' ? value * 1_000 : value);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

export function textsOf(input: Input, member: string): readonly string[] {
  return itemsOf(input, member).filter((item) => typeof item === 'string');
}

export function structuresOf(input: Input, member: string): readonly Input[] {
  return itemsOf(input, member).filter(isInput);
}

/** The entries of a map member, in the order they were sent. */
export function entriesOf(input: Input, member: string): readonly (readonly [string, unknown])[] {
  const value = input[member];
  return isInput(value) ? Object.entries(value) : [];
}

function itemsOf(input: Input, member: string): readonly unknown[] {
  const value = input[member];
  return Array.isArray(value) ? value : [];
}
