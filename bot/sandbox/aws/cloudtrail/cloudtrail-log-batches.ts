// Cuts records into batches that one PutLogEvents call takes.
import type { JsonObject } from '../../../domain/event/trail-event.ts';

/** Input of PutLogEvents. */
export interface LogBatch {
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly logEvents: readonly { readonly timestamp: number; readonly message: string }[];
}

/** CloudTrail sends no larger event to CloudWatch Logs. */
const LARGEST_RECORD = 262_144;
const LARGEST_BATCH = 1_048_576;
const OVERHEAD = 26;
const MOST_EVENTS = 10_000;

/**
 * One log event a record, dated `timestamp` (epoch milliseconds) like CloudTrail's: by delivery, not by `eventTime`.
 * `oversized` counts the records that are too large to be delivered.
 */
export function planLogBatches(
  records: readonly JsonObject[],
  streamOf: (record: JsonObject) => string,
  timestamp: number,
): { readonly batches: readonly Omit<LogBatch, 'logGroupName'>[]; readonly oversized: number } {
  const batches: { logStreamName: string; logEvents: { timestamp: number; message: string }[] }[] = [];
  const open = new Map<string, { bytes: number; logEvents: { timestamp: number; message: string }[] }>();
  let oversized = 0;
  for (const record of records) {
    const message = JSON.stringify(record);
    const size = Buffer.byteLength(message);
    if (size > LARGEST_RECORD) {
      oversized += 1;
      continue;
    }
    const logStreamName = streamOf(record);
    let batch = open.get(logStreamName);
    const full =
      batch && (batch.bytes + size + OVERHEAD > LARGEST_BATCH || batch.logEvents.length >= MOST_EVENTS);
    if (batch === undefined || full) {
      batch = { bytes: 0, logEvents: [] };
      open.set(logStreamName, batch);
      batches.push({ logStreamName, logEvents: batch.logEvents });
    }
    batch.bytes += size + OVERHEAD;
    batch.logEvents.push({ timestamp, message });
  }
  return { batches, oversized };
}
