// Reads records one a line, and parses only those that a detection could count.
import { parseTrailEvent } from '../domain/event/parse-trail-event.ts';
import { collectLine } from '../records/records-in-bytes.ts';
import type { Parsed, Skipped } from '../records/records-in-json.ts';
import type { Scanner } from './open-scanner.ts';
import type { Range } from './range.ts';
import { createScanning, type Scanned } from './scanned.ts';

export interface ScannedLines extends Scanned {
  readonly skipped: readonly Skipped[];
  /** How many there were, blank ones included. */
  readonly lines: number;
}

/** @param places - tells where something was skipped, by its line in these bytes */
export function scanLines(
  bytes: Buffer,
  places: (line: number) => string,
  scanner: Scanner,
  range: Range,
): ScannedLines {
  const scanning = createScanning(range);
  const skipped: Skipped[] = [];
  const { passed, lines } = scanner.scanLines(bytes, {
    isCounted: scanning.isCounted,
    take(start, stop, line) {
      const text = bytes.toString('utf8', start, stop);
      const found: Parsed = { records: [], skipped };
      collectLine(text, places(line), found);
      for (const record of found.records) scanning.take(parseTrailEvent(record));
      return true;
    },
  });
  return { ...scanning.end(passed), skipped, lines };
}
