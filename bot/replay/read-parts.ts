// Runs the detections over one file: the quick way where it is as CloudTrail delivers it, else record by record.
import { compileCatalog } from '../domain/detection/compile-detection.ts';
import { touchesSafeguard } from '../domain/replay/uncovered.ts';
import { createSieve } from '../domain/scan/sieve.ts';
import { placesIn } from '../records/places.ts';
import { type Lines, linesIn } from './line-blocks.ts';
import { type Opener, openContent } from './open-content.ts';
import { createScanner } from './open-scanner.ts';
import { type Ask, type Part, partOf } from './part.ts';
import { scanLines } from './scan-lines.ts';
import { scanLogFile } from './scan-log-file.ts';
import { scanRecords } from './scanned.ts';

/** Gives the parts of a file: one, or some for a file that is too large to be read at once. Never throws on what is in it. */
export type ReadParts = (file: string) => AsyncGenerator<Part>;

/** What is compiled is kept: make it once for many files. */
export function createReader(ask: Ask, open: Opener['open'] = openContent): ReadParts {
  const catalogs = ask.catalogs.map(compileCatalog);
  const patterns = catalogs.flatMap(({ detections }) => detections.map(({ pattern }) => pattern));
  const scanner = createScanner(createSieve(patterns, ask.uncovered ? touchesSafeguard : undefined));
  const { range } = ask;

  return async function* readParts(file) {
    const content = await open(file);
    if (content.kind === 'refused') {
      yield partOf(scanRecords([], range), [{ where: file, ...content.refused }], catalogs, ask);
    } else if (content.kind === 'whole') {
      const quick = scanLogFile(content.bytes, scanner, range);
      if (quick === undefined) yield* readLines(file, linesIn(content.bytes));
      release(content.bytes);
      if (quick) yield partOf(quick, [], catalogs, ask);
    } else yield* readLines(file, content);
  };

  async function* readLines(file: string, { form, blocks }: Lines): AsyncGenerator<Part> {
    let before = 0;
    let isEmpty = true;
    for await (const block of blocks) {
      isEmpty = false;
      const places = placesIn(file, form, before, block);
      if (Buffer.isBuffer(block)) {
        const scanned = scanLines(block, places, scanner, range);
        before += scanned.lines;
        yield partOf(scanned, scanned.skipped, catalogs, ask);
      } else {
        yield partOf(scanRecords([], range), [{ where: places(1), ...block }], catalogs, ask);
        // Of a line its break comes still.
        if (form === 'items') before += 1;
      }
    }
    // An empty list is nothing to tell of, and is read all the same.
    if (isEmpty) yield partOf(scanRecords([], range), [], catalogs, ask);
  }
}

/** Gives the memory back at once, for the next file to be unzipped into. */
function release({ buffer, byteOffset, byteLength }: Buffer): void {
  // Small ones share one.
  const isAlone = byteOffset === 0 && byteLength > Buffer.poolSize;
  if (isAlone && buffer instanceof ArrayBuffer) buffer.transfer(0);
}
