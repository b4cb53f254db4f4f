// Finds CloudTrail records in a JSON value, in any of the shapes that AWS and its tools hand them out.
import { TrailbotError } from '../domain/errors.ts';
import { parseTrailEvent } from '../domain/event/parse-trail-event.ts';
import type { JsonObject } from '../domain/event/trail-event.ts';
import { isJsonObject, parseJson, textAt } from '../domain/read-json.ts';

/** What was found, and what was not a record, each with its place. */
export interface Parsed {
  readonly records: JsonObject[];
  readonly skipped: { readonly where: string; readonly why: string }[];
}

/** Objects that hold a list: a log file, `aws cloudtrail lookup-events`, `aws logs filter-log-events`, a subscription. */
const LISTS = ['Records', 'Events', 'events', 'logEvents'];
/** Where an item of such a list, or a line, keeps the record as text: a log event, an item of LookupEvents. */
const TEXTS = ['message', 'CloudTrailEvent'];

/** @param where names the value's place: a file, or a line of it */
export function collectRecords(value: unknown, where: string, found: Parsed): void {
  const list = listIn(value);
  if (list === undefined) collectItem(value, where, found);
  else for (const [index, item] of list.entries()) collectItem(item, `${where}, item ${index + 1}`, found);
}

function listIn(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isJsonObject(value)) return undefined;
  return LISTS.map((key) => (Object.hasOwn(value, key) ? value[key] : undefined)).find((it) =>
    Array.isArray(it),
  );
}

function collectItem(item: unknown, where: string, { records, skipped }: Parsed): void {
  const record = unwrap(item);
  const why = whyNoRecord(record);
  if (why === undefined) records.push(record as JsonObject);
  else skipped.push({ where, why });
}

function unwrap(item: unknown): unknown {
  if (!isJsonObject(item) || Object.hasOwn(item, 'eventSource')) return item;
  const key = TEXTS.find((it) => typeof item[it] === 'string' && Object.hasOwn(item, it));
  if (key !== undefined) return parseJson(textAt(item, key)) ?? textAt(item, key);
  // An EventBridge event.
  return Object.hasOwn(item, 'detail-type') && Object.hasOwn(item, 'detail') ? item.detail : item;
}

/** Undefined when it is one. */
function whyNoRecord(value: unknown): string | undefined {
  if (textAt(value, 'digestPublicKeyFingerprint') !== '') {
    return 'A digest file of CloudTrail: it vouches for log files and holds no records.';
  }
  if (textAt(value, 'eventSource').startsWith('aws:')) {
    return `A notification of ${textAt(value, 'eventSource').slice(4, 30)}, not a CloudTrail record.`;
  }
  try {
    parseTrailEvent(value);
    return undefined;
  } catch (error) {
    if (error instanceof TrailbotError) return error.message;
    throw error;
  }
}
