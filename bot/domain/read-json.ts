// Reads values out of JSON of any shape: what is missing or of another type counts as not there.
import type { JsonObject } from './event/trail-event.ts';

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path of own keys, so that a path named like something on `Object.prototype` finds nothing. */
export function valueAt(root: unknown, ...path: readonly string[]): unknown {
  let value = root;
  for (const key of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

export function objectAt(root: unknown, ...path: readonly string[]): JsonObject {
  const value = valueAt(root, ...path);
  return isJsonObject(value) ? value : {};
}

export function listAt(root: unknown, ...path: readonly string[]): readonly unknown[] {
  const value = valueAt(root, ...path);
  return Array.isArray(value) ? value : [];
}

/** The string at a path; empty when there is none. */
export function textAt(root: unknown, ...path: readonly string[]): string {
  const value = valueAt(root, ...path);
  return typeof value === 'string' ? value : '';
}

export function numberAt(root: unknown, ...path: readonly string[]): number | undefined {
  const value = valueAt(root, ...path);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The instant at a path, `+0000` offsets included; undefined when there is no readable one. */
export function dateAt(root: unknown, ...path: readonly string[]): Date | undefined {
  const text = textAt(root, ...path);
  const date = new Date(text.length > 40 ? Number.NaN : text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** What a text of JSON holds; undefined when it is not JSON (which no JSON text can mean). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** More than anybody reads, and few enough to be quick on a record made to be slow. */
const MOST_TEXTS = 100;

/** All strings and numbers at a dotted path, as text: `*` goes into each item of a list, and a list at the end counts too. */
export function textsAt(root: unknown, path: string): readonly string[] {
  let values: readonly unknown[] = [root];
  for (const key of path.split('.')) {
    values = values.flatMap((value) => (key === '*' ? items(value) : [valueAt(value, key)]));
  }
  return values
    .flatMap((value) => (Array.isArray(value) ? value.slice(0, MOST_TEXTS) : [value]))
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .map(String)
    .filter((text) => text !== '')
    .slice(0, MOST_TEXTS);
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, MOST_TEXTS) : [];
}
