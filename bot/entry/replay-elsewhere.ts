// Which time the files have, where none of their events is within the one that was asked for.
import { statSync } from 'node:fs';
import { isInS3 } from '../aws/replay/s3-place.ts';
import type { Seen } from '../domain/replay/report.ts';
import { codeOf } from '../records/file-trouble.ts';
import { isWhole, type Range } from '../replay/range.ts';
import { type ReplayOptions, replayFiles } from '../replay/replay-files.ts';
import { createTotals } from '../replay/totals.ts';
import { findSources, type Places } from './replay-sources.ts';

/** What is asked for beside the places. */
export interface ElsewhereAsked extends Pick<ReplayOptions, 'workers'> {
  readonly range: Range;
  readonly signal: AbortSignal;
}

/**
 * Reads them all once more, without a detection: only where otherwise nobody would know why there is no report.
 * @returns undefined where there is no event at all, and where nobody can tell: what is piped in is gone, and of what lies
 * in AWS only the time that was asked for is read
 */
export async function seenElsewhere(
  places: Places,
  { range, signal, workers }: ElsewhereAsked,
): Promise<Seen | undefined> {
  const isHere = places.logGroup === undefined && places.paths.every(mayBeReadAgain);
  if (isWhole(range) || !isHere) return undefined;
  const totals = createTotals();
  const { names } = await findSources(places, { range: {}, signal, onSkipped: () => undefined });
  await replayFiles(
    names,
    { catalogs: [], range: {}, uncovered: false },
    { signal, onPart: totals.add, ...(workers !== undefined && { workers }) },
  );
  return totals.seen().events > 0 ? totals.seen() : undefined;
}

function mayBeReadAgain(path: string): boolean {
  if (isInS3(path)) return false;
  try {
    const about = statSync(path);
    return about.isFile() || about.isDirectory();
  } catch (error) {
    codeOf(error);
    return false;
  }
}
