// Tells the words of a replay's command line apart where a flag and what is to be read could take each other's.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isInS3 } from '../aws/replay/s3-place.ts';
import { TrailbotError } from '../domain/errors.ts';
import { isDetectionId } from '../domain/naming.ts';
import { codeOf } from '../records/file-trouble.ts';
import { collectFromBytes, isGzip } from '../records/records-in-bytes.ts';
import type { Parsed } from '../records/records-in-json.ts';
import { STDIN } from '../records/walk-files.ts';

export interface ReplayWords {
  /** Files, folders, `-`, `s3://bucket/prefix`. */
  readonly paths: readonly string[];
  /** Ids; all detections when it is empty. */
  readonly detection: readonly string[];
  /** A list, or true for those of the deployed bot. */
  readonly suppressions?: string | true;
}

/** A list has a thousand entries at most. */
const LARGEST_LIST_BYTES = 4_000_000;

/**
 * The words as they were meant, whatever their order: `--suppressions ./AWSLogs` reads the folder, and of
 * `./AWSLogs --detection root-usage iam-changes` the last is an id as well.
 * @param templates - the folder with detections/
 * @throws TrailbotError `input_unreadable` for a word that could be either, or neither
 */
export function sortWords({ paths, detection, suppressions }: ReplayWords, templates: URL): ReplayWords {
  const ids = detection.length === 0 ? [] : paths.filter((word) => isMeantAsId(word, templates));
  const isPath = typeof suppressions === 'string' && isToRead(suppressions);
  const list = isPath ? true : suppressions;
  return {
    paths: [...paths.filter((word) => !ids.includes(word)), ...(isPath ? [suppressions] : [])],
    detection: [...detection, ...ids],
    ...(list !== undefined && { suppressions: list }),
  };
}

/** With commas or without, and the flag as often as somebody likes. For commander. */
export function addIds(text: string, before: readonly string[]): readonly string[] {
  const ids = text.split(',').map((id) => id.trim());
  return [...before, ...ids.filter((id) => id !== '')];
}

/** @param html - what `--html` was given. @returns `input_unreadable`, whose hint shows the command that was meant */
export function nothingToRead(suppressions: string | true | undefined, html?: string): TrailbotError {
  const refusal = (message: string, hint: string) =>
    new TrailbotError({ code: 'input_unreadable', message, hint });
  if (typeof suppressions === 'string') {
    return refusal(
      `There is nothing to read: ${suppressions} is taken for the list of --suppressions.`,
      `Write what to read first: npm run replay -- ./AWSLogs --suppressions ${suppressions}`,
    );
  }
  if (html !== undefined && !/\.html?$/i.test(html) && existsSync(html)) {
    return refusal(
      `There is nothing to read: ${html} is taken for the page that --html writes.`,
      `Give --html a name of its own: npm run replay -- ${html} --html report.html`,
    );
  }
  return refusal(
    'There is nothing to read.',
    // Whether anything comes from a pipe cannot be known without waiting for it: cron and CI have pipes that stay empty.
    'Give files, folders, s3://bucket/prefix, --log-group, or - for what is piped in: npm run replay -- ./AWSLogs',
  );
}

function isMeantAsId(word: string, templates: URL): boolean {
  if (!isDetectionId(word)) return false;
  const isKnown = existsSync(new URL(`detections/${word}.yml`, templates));
  const isThere = existsSync(word);
  if (isKnown !== isThere) return isKnown;
  throw new TrailbotError({
    code: 'input_unreadable',
    message: isKnown
      ? `${word} is a detection, and a file or folder as well.`
      : `${word} is neither a detection nor a file or folder.`,
    hint: isKnown
      ? `Write ./${word} for what is to be read, or --detection ${word} for the detection.`
      : 'Ids stand behind --detection with commas between; `npm run catalog` prints them all.',
  });
}

/** Whether it holds records, and no list. What cannot be looked at is refused by whoever reads the list. */
function isToRead(word: string): boolean {
  if (word === STDIN || isInS3(word)) return true;
  try {
    const about = statSync(word);
    if (about.isDirectory()) return true;
    // What comes from a pipe can be read once.
    if (!about.isFile()) return false;
    return about.size > LARGEST_LIST_BYTES || holdsRecords(readFileSync(word));
  } catch (error) {
    codeOf(error);
    return false;
  }
}

function holdsRecords(content: Buffer): boolean {
  const found: Parsed = { records: [], skipped: [] };
  if (!isGzip(content)) collectFromBytes('', content, found);
  return isGzip(content) || found.records.length > 0;
}
