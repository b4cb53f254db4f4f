// Runs the detections over files: each file the quick way where it is as CloudTrail delivers it, else the plain way.
import type { CompiledCatalog } from '../domain/detection/compile-detection.ts';
import { parseTrailEvent } from '../domain/event/parse-trail-event.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import { type Finding, findingsOf } from '../domain/replay/finding.ts';
import type { Seen } from '../domain/replay/report.ts';
import { createSieve, type Sieve } from '../domain/scan/sieve.ts';
import { readContent } from '../records/read-records.ts';
import { collectFromBytes, unzipped } from '../records/records-in-bytes.ts';
import { type Scanned, scanLogFile } from './scan-log-file.ts';

export interface Replayed extends Seen {
  readonly findings: readonly Finding[];
  readonly skipped: readonly { readonly where: string; readonly why: string }[];
}

/** Which events are looked at; what is left out is of any kind. Milliseconds since 1970, `until` is not included. */
export interface Range {
  readonly since?: number;
  readonly until?: number;
}

/** @param onFile - is told of each file that was read */
export async function replayFiles(
  files: readonly string[],
  catalog: CompiledCatalog,
  range: Range,
  onFile: (read: { readonly bytes: number }) => void,
): Promise<Replayed> {
  const sieve = createSieve(catalog.detections.map(({ pattern }) => pattern));
  const findings: Finding[] = [];
  const skipped: { where: string; why: string }[] = [];
  const seen: Seen[] = [];
  for (const file of files) {
    const content = await readContent(file);
    if (Buffer.isBuffer(content)) {
      // A range asks for the time of every event, which the quick way tells of the file alone.
      const read = readLogFile(file, content, sieve, range, skipped);
      seen.push(read);
      for (const event of read.candidates) findings.push(...findingsOf(event, catalog));
      onFile({ bytes: content.length });
    } else skipped.push({ where: file, ...content });
  }
  return { ...sumUp(seen), findings, skipped };
}

function readLogFile(
  file: string,
  content: Buffer,
  sieve: Sieve,
  range: Range,
  skipped: { where: string; why: string }[],
): Scanned {
  const bytes = unzipped(content);
  const whole = range.since === undefined && range.until === undefined;
  const quick = whole && Buffer.isBuffer(bytes) ? scanLogFile(bytes, sieve) : undefined;
  return quick ?? readPlainly(file, content, range, skipped);
}

function readPlainly(
  file: string,
  content: Buffer,
  range: Range,
  skipped: { where: string; why: string }[],
): Scanned {
  const found = { records: [], skipped };
  collectFromBytes(file, content, found);
  const events = found.records.map(parseTrailEvent).filter((event) => isWithin(event, range));
  const each = events.map(({ eventTime }) => ({
    events: 1,
    first: eventTime?.getTime(),
    last: eventTime?.getTime(),
  }));
  return { ...sumUp(each), candidates: events };
}

/** An event without a time is in no range. */
function isWithin({ eventTime }: TrailEvent, { since, until }: Range): boolean {
  if (since === undefined && until === undefined) return true;
  const at = eventTime?.getTime();
  return at !== undefined && (since === undefined || at >= since) && (until === undefined || at < until);
}

function sumUp(parts: readonly Seen[]): Seen {
  return parts.reduce(
    (all, { events, first, last }) => ({
      events: all.events + events,
      first: all.first === undefined || (first !== undefined && first < all.first) ? first : all.first,
      last: all.last === undefined || (last !== undefined && last > all.last) ? last : all.last,
    }),
    { events: 0, first: undefined, last: undefined },
  );
}
