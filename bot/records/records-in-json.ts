// Finds CloudTrail records in a JSON value, in any of the shapes that AWS and its tools hand them out.
import { TrailbotError } from '../domain/errors.ts';
import { parseTrailEvent } from '../domain/event/parse-trail-event.ts';
import type { JsonObject } from '../domain/event/trail-event.ts';
import { isJsonObject, parseJson, textAt } from '../domain/read-json.ts';

/**
 * What is no record of a call. `foreign` is well-formed and somebody else's; `damaged` may have held records that nobody
 * has seen now.
 */
export type SkippedKind = 'digest' | 'insight' | 'notification' | 'foreign' | 'damaged' | 'unreadable';

export interface Skipped {
  readonly kind: SkippedKind;
  readonly where: string;
  readonly why: string;
}

/** What was found, and what was not a record, each with its place. */
export interface Parsed {
  readonly records: JsonObject[];
  readonly skipped: Skipped[];
}

/** Objects that hold a list: a log file, `aws cloudtrail lookup-events`, `aws logs filter-log-events`, a subscription. */
export const LISTS: readonly string[] = ['Records', 'Events', 'events', 'logEvents'];
/** Where an item of such a list, or a line, keeps the record as text: a log event, a row of Logs Insights, an item of LookupEvents. */
const TEXTS = ['message', '@message', 'CloudTrailEvent'];

/** Each names itself, the hour that it vouches for, and the key that it was signed with. */
const DIGEST = ['digestS3Object', 'digestStartTime', 'digestPublicKeyFingerprint'];

/** @param where names the value's place: a file, or a line of it */
export function collectRecords(value: unknown, where: string, found: Parsed): void {
  const list = listIn(value);
  if (list === undefined) collectItem(value, where, found);
  else {
    // `jq --slurp` puts whole log files into a list.
    for (const [index, item] of list.entries())
      for (const one of listIn(item) ?? [item]) collectItem(one, `${where}, item ${index + 1}`, found);
  }
}

/** What is in all the lists of a document, in their order; undefined for what holds none, and for a record. */
export function listIn(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isJsonObject(value) || Object.hasOwn(value, 'eventVersion')) return undefined;
  const lists = Object.entries(value).filter(([key, it]) => LISTS.includes(key) && Array.isArray(it));
  return lists.length === 0 ? undefined : lists.flatMap(([, list]) => list);
}

function collectItem(item: unknown, where: string, { records, skipped }: Parsed): void {
  const record = unwrap(item);
  const reason = whyNoRecord(record);
  if (reason === undefined) records.push(record as JsonObject);
  else skipped.push({ where, ...reason });
}

function unwrap(item: unknown): unknown {
  if (!isJsonObject(item) || Object.hasOwn(item, 'eventSource')) return item;
  const key = TEXTS.find((it) => typeof item[it] === 'string' && Object.hasOwn(item, it));
  if (key !== undefined) return parseJson(textAt(item, key)) ?? textAt(item, key);
  if (isJsonObject(item['@message'])) return item['@message'];
  // An EventBridge event.
  return Object.hasOwn(item, 'detail-type') && Object.hasOwn(item, 'detail') ? item.detail : item;
}

/** Undefined when it is one. */
function whyNoRecord(value: unknown): Omit<Skipped, 'where'> | undefined {
  if (DIGEST.some((key) => textAt(value, key) !== '')) {
    const why = 'A digest file of CloudTrail: it vouches for log files and holds no records.';
    return { kind: 'digest', why };
  }
  if (isInsight(value)) {
    return {
      kind: 'insight',
      why: 'An Insights record of CloudTrail: it tells of a rate of calls, not of a call.',
    };
  }
  if (textAt(value, 'eventSource').startsWith('aws:')) {
    const from = textAt(value, 'eventSource').slice(4, 30);
    return { kind: 'notification', why: `A notification of ${from}, not a CloudTrail record.` };
  }
  try {
    parseTrailEvent(value);
    return undefined;
  } catch (error) {
    if (error instanceof TrailbotError) return { kind: 'foreign', why: error.message };
    throw error;
  }
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html */
export function isInsight(record: unknown): boolean {
  return (
    textAt(record, 'eventCategory') === 'Insight' || textAt(record, 'eventType') === 'AwsCloudTrailInsight'
  );
}
