// What conditions make of a filter pattern, and of an example so that it fits them or misses one.
import type { JsonObject } from '../event/trail-event.ts';
import { objectAt, valueAt } from '../read-json.ts';
import type { Where } from './where.ts';

/** Ports, sizes, days. Longer ones, such as account ids, are texts in a record. */
const NUMBER = /^(0|-?[1-9]\d{0,8})$/;
const BOOLEAN = /^(true|false)$/;
const ACCOUNTS = ['123456789012', '210987654321'] as const;
/** Another value that a record could have; elsewhere the value with a number after it is one. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  awsRegion: ['eu-west-1', 'us-east-1'],
  sourceIPAddress: ['192.0.2.20', '192.0.2.30'],
};

/** A record that is not counted, and which condition is why. */
export interface Missing {
  /** What is different, for a person: `another requestParameters.bucketName`. */
  readonly what: string;
  readonly event: JsonObject;
}

/** Clauses of a filter pattern, to be joined by `&&`. */
export function clausesOf(wheres: readonly Where[]): readonly string[] {
  return [...byField(wheres).values()].flatMap((same) =>
    same[0]?.operator === '='
      ? [anyOf(same.flatMap(equals))]
      : same.map((where) => anyOf([...differs(where), `($.${where.path.join('.')} NOT EXISTS)`])),
  );
}

/** The record, changed where it has to be so that every condition holds. */
export function fitted(record: JsonObject, wheres: readonly Where[]): JsonObject {
  return [...byField(wheres).values()].reduce((event, same) => fitField(event, same), record);
}

/** For each condition a record that fits all others. */
export function missing(record: JsonObject, wheres: readonly Where[]): readonly Missing[] {
  const event = fitted(record, wheres);
  return [...byField(wheres)].flatMap(([field, same]) =>
    same[0]?.operator === '='
      ? [{ what: `another ${field}`, event: otherwise(event, same) }]
      : same.map((where) => ({
          what: `${field} ${where.value}`,
          event: withValue(event, where, where.value),
        })),
  );
}

function byField(wheres: readonly Where[]): ReadonlyMap<string, readonly Where[]> {
  return Map.groupBy(wheres, ({ path }) => path.join('.'));
}

function fitField(event: JsonObject, same: readonly Where[]): JsonObject {
  const [first] = same;
  if (first === undefined) return event;
  if (first.operator === '=') return withValue(event, first, first.value);
  const now = valueAt(event, ...first.path);
  return same.some(({ value }) => value === String(now)) ? otherwise(event, same) : event;
}

/** With none of the conditions' values in their field. */
function otherwise(event: JsonObject, same: readonly Where[]): JsonObject {
  const [first] = same;
  if (first === undefined) return event;
  const taken = same.map(({ value }) => value);
  const other = othersOf(first, taken.length).find((value) => !taken.includes(value));
  return other === undefined ? event : withValue(event, first, other);
}

/** More than are taken. */
function othersOf({ path, value }: Where, taken: number): readonly string[] {
  const field = path.join('.');
  const numbers = Array.from({ length: taken + 1 }, (_, at) => at + 1);
  if (NUMBER.test(value)) return numbers.map((more) => String(Number(value) + more));
  return [
    ...(BOOLEAN.test(value) ? ['true', 'false'] : []),
    ...(/^\d{12}$/.test(value) ? ACCOUNTS : []),
    ...((Object.hasOwn(OTHERS, field) && OTHERS[field]) || []),
    ...numbers.map((more) => `${value}-${more + 1}`),
  ];
}

/** A text, except where records have a number or, as the record shows, a boolean. */
function withValue(event: JsonObject, { path }: Where, value: string): JsonObject {
  const typed = NUMBER.test(value) ? Number(value) : value;
  const isBoolean = BOOLEAN.test(value) && typeof valueAt(event, ...path) === 'boolean';
  return put(event, path, isBoolean ? value === 'true' : typed);
}

function put(event: JsonObject, [name = '', ...rest]: readonly string[], value: unknown): JsonObject {
  return { ...event, [name]: rest.length === 0 ? value : put(objectAt(event, name), rest, value) };
}

/** Whether a service writes a number or a boolean as such or as a text cannot be seen from the name: either counts. */
function equals({ path, value }: Where): readonly string[] {
  const field = `$.${path.join('.')}`;
  return [
    `(${field} = "${value}")`,
    ...(NUMBER.test(value) ? [`(${field} = ${value})`] : []),
    ...(BOOLEAN.test(value) ? [`(${field} IS ${value.toUpperCase()})`] : []),
  ];
}

function differs({ path, value }: Where): readonly string[] {
  const field = `$.${path.join('.')}`;
  return [
    `(${field} != "${value}")`,
    ...(NUMBER.test(value) ? [`(${field} != ${value})`] : []),
    ...(BOOLEAN.test(value) ? [`(${field} IS ${value === 'true' ? 'FALSE' : 'TRUE'})`] : []),
  ];
}

function anyOf(clauses: readonly string[]): string {
  return clauses.length === 1 ? clauses.join('') : `(${clauses.join(' || ')})`;
}
