// The two ways in which a replay reads a file, for tests that compare them; and records as CloudTrail writes them.
import { compileCatalog } from '../../bot/domain/detection/compile-detection.ts';
import type { Detection } from '../../bot/domain/detection/detection.ts';
import { parseTrailEvent } from '../../bot/domain/event/parse-trail-event.ts';
import type { JsonObject } from '../../bot/domain/event/trail-event.ts';
import { type Finding, findingsOf } from '../../bot/domain/replay/finding.ts';
import { createSieve } from '../../bot/domain/scan/sieve.ts';
import { collectFromBytes } from '../../bot/records/records-in-bytes.ts';
import type { Parsed } from '../../bot/records/records-in-json.ts';
import { createScanner } from '../../bot/replay/open-scanner.ts';
import { scanLines } from '../../bot/replay/scan-lines.ts';
import { scanLogFile } from '../../bot/replay/scan-log-file.ts';

export interface Ways {
  /** Undefined for what has to be read the plain way. */
  quickly(file: Buffer): Read | undefined;
  /** One record a line. */
  byLine(file: Buffer): Read;
  plainly(file: Buffer): Read;
}

export interface Read {
  readonly events: number;
  readonly findings: readonly Finding[];
}

export function createWays(detections: readonly Detection[]): Ways {
  const catalog = compileCatalog(detections);
  const scanner = createScanner(createSieve(catalog.detections.map(({ pattern }) => pattern)));
  const judged = ({ events, candidates }: NonNullable<ReturnType<typeof scanLogFile>>): Read => ({
    events,
    findings: candidates.flatMap((event) => findingsOf(event, catalog)),
  });
  return {
    quickly(file) {
      const scanned = scanLogFile(file, scanner);
      return scanned && judged(scanned);
    },
    byLine: (file) => judged(scanLines(file, (line) => `lines:${line}`, scanner, {})),
    plainly(file) {
      const found: Parsed = { records: [], skipped: [] };
      collectFromBytes('plain', file, found);
      return judged({
        ...NO_TIMES,
        events: found.records.length,
        candidates: found.records.map(parseTrailEvent),
      });
    },
  };
}

const NO_TIMES = { first: undefined, last: undefined };

const FIRST = [
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
];

/** The record's text with its first fields in the order in which CloudTrail writes them. */
export function asWritten(record: JsonObject): string {
  const { userIdentity, ...rest } = record;
  const { type, ...identity } = userIdentity as JsonObject;
  const first = FIRST.filter((field) => field in rest).map((field) => [field, rest[field]]);
  return JSON.stringify({
    eventVersion: '1.11',
    userIdentity: { type, ...identity },
    ...Object.fromEntries(first),
    ...rest,
  });
}
