// One row of a query: a log event with the fields that Logs Insights finds in it, or a row that stats made.
import type { LogEvent } from '../logs/logs-state.ts';
import type { Value } from './value.ts';

export interface Row {
  get(name: string): Value;
  /** A row with further fields; they hide the event's own. */
  with(fields: ReadonlyMap<string, Value>): Row;
  /** The pointer for GetLogRecord; undefined for what stats made. */
  readonly pointer: string | undefined;
}

/** Logs Insights finds the first 200 fields of an event; what comes later in a large record is lost to queries. */
const MAX_FIELDS = 200;
const MAX_DEPTH = 20;

export function eventRow(event: LogEvent, log: string, pointer: string): Row {
  let read: ((name: string) => Value) | undefined;
  const own = (name: string): Value => {
    switch (name) {
      case '@timestamp':
        return new Date(event.timestamp);
      case '@ingestionTime':
        return new Date(event.ingestionTime);
      case '@message':
        return event.message;
      case '@logStream':
        return event.stream;
      case '@log':
        return log;
      case '@ptr':
        return pointer;
    }
    read ??= fieldReader(event.message);
    return read(name);
  };
  return rowOver(own, new Map(), pointer);
}

export function statsRow(fields: ReadonlyMap<string, Value>): Row {
  return rowOver(() => undefined, fields, undefined);
}

function rowOver(
  own: (name: string) => Value,
  fields: ReadonlyMap<string, Value>,
  pointer: string | undefined,
): Row {
  return {
    pointer,
    get: (name) => (fields.has(name) ? fields.get(name) : own(name)),
    with: (more) => rowOver(own, new Map([...fields, ...more]), pointer),
  };
}

/** The leaves of a JSON message by their dotted path: `userIdentity.type`, `resources.0.ARN`. Nulls are no fields. */
export function discoverFields(message: string): ReadonlyMap<string, Value> {
  const fields = new Map<string, Value>();
  walk(parseRecord(message), '', 0, fields);
  return fields;
}

/** Small records, which are nearly all, cannot reach the limit: their fields are read where they are. */
function fieldReader(message: string): (name: string) => Value {
  if (message.split(',', MAX_FIELDS + 1).length > MAX_FIELDS) {
    const fields = discoverFields(message);
    return (name) => fields.get(name);
  }
  const record = parseRecord(message);
  return (name) => readPath(record, name, 0);
}

function parseRecord(message: string): unknown {
  if (!/^\s*\{/.test(message)) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

/** A key may itself hold dots, so the whole rest of the path is tried first. */
function readPath(value: unknown, path: string, depth: number): Value {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return undefined;
  if (isField(value, path)) return leafOf(Reflect.get(value, path));
  const dot = path.indexOf('.');
  const key = path.slice(0, dot);
  return dot > 0 && isField(value, key)
    ? readPath(Reflect.get(value, key), path.slice(dot + 1), depth + 1)
    : undefined;
}

/** Own and enumerable: the length of an array is no field. */
function isField(value: object, key: string): boolean {
  return Object.prototype.propertyIsEnumerable.call(value, key);
}

function leafOf(value: unknown): Value {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}

function walk(value: unknown, path: string, depth: number, fields: Map<string, Value>): void {
  if (fields.size >= MAX_FIELDS || depth > MAX_DEPTH) return;
  const leaf = leafOf(value);
  if (leaf !== undefined) {
    fields.set(path, leaf);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      walk(item, path === '' ? key : `${path}.${key}`, depth + 1, fields);
    }
  }
}
