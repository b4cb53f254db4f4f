// Reads a log file as CloudTrail delivers it, and parses only the records that a detection could count.
import { TrailbotError } from '../domain/errors.ts';
import { parseTrailEvent } from '../domain/event/parse-trail-event.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import { isJsonObject, parseJson } from '../domain/read-json.ts';
import { isInsight } from '../records/records-in-json.ts';
import { RECORD_START, type Scanner } from './open-scanner.ts';
import type { Range } from './range.ts';
import { createScanning, type Scanned } from './scanned.ts';

const BEGINNING = `{"Records":[${RECORD_START}`;

/**
 * @param bytes - unzipped
 * @returns undefined for anything that is not exactly such a file: it has to be read the plain way
 */
export function scanLogFile(bytes: Buffer, scanner: Scanner, range: Range = {}): Scanned | undefined {
  const end = endOfRecords(bytes);
  if (end === undefined) return undefined;
  const scanning = createScanning(range);
  const scanned = scanner.scanRecords(bytes, BEGINNING.length - RECORD_START.length, end, {
    isCounted: scanning.isCounted,
    take(start, stop) {
      const event = parseRecord(bytes, start, stop);
      if (event !== undefined) scanning.take(event);
      return event !== undefined;
    },
  });
  return scanned && scanning.end(scanned.passed);
}

/** Where the last record ends; undefined when the file is none of the usual ones. */
function endOfRecords(bytes: Buffer): number | undefined {
  if (bytes.toString('latin1', 0, BEGINNING.length) !== BEGINNING) return undefined;
  const ending = bytes.toString('latin1', Math.max(0, bytes.length - 10)).trimEnd();
  if (!ending.endsWith('}]}')) return undefined;
  return bytes.length - (Math.min(10, bytes.length) - ending.length) - 2;
}

function parseRecord(bytes: Buffer, start: number, stop: number): TrailEvent | undefined {
  const record = parseJson(bytes.toString('utf8', start, stop));
  if (!isJsonObject(record) || isInsight(record)) return undefined;
  try {
    return parseTrailEvent(record);
  } catch (error) {
    // The plain way tells why it is none.
    if (error instanceof TrailbotError) return undefined;
    throw error;
  }
}
