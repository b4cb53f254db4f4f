// Reads CloudTrail records that somebody has: a file, a folder of files, or a file dropped on the page.
import { readFile, stat } from 'node:fs/promises';
import { TrailbotError } from '../domain/errors.ts';
import { codeOf } from './file-trouble.ts';
import { collectFromBytes, LARGEST_BYTES, type Refused } from './records-in-bytes.ts';
import type { Parsed } from './records-in-json.ts';
import { walkFiles } from './walk-files.ts';

/**
 * A file, or all files of a folder and its folders, in the order of {@link walkFiles}. What is not a record is told in
 * `skipped`.
 * @throws TrailbotError `input_unreadable` for a path that is not there, and when there is not one record
 */
export async function readRecords(path: string): Promise<Parsed> {
  const found: Parsed = { records: [], skipped: [] };
  for (const file of walkFiles(path)) await collectFromFile(file, found);
  return orNothing(path, found);
}

/**
 * One file's content. `name` is only used to tell where something was skipped.
 * @throws TrailbotError `input_unreadable` when there is not one record
 */
export function parseRecords(name: string, content: Buffer): Parsed {
  const found: Parsed = { records: [], skipped: [] };
  collectFromBytes(name, content, found);
  return orNothing(name, found);
}

async function collectFromFile(file: string, found: Parsed): Promise<void> {
  const content = await readContent(file);
  if (Buffer.isBuffer(content)) collectFromBytes(file, content, found);
  else found.skipped.push({ where: file, ...content });
}

/** A file's bytes as they are, or why they are not read. */
async function readContent(file: string): Promise<Buffer | Refused> {
  try {
    const about = await stat(file);
    if (about.isDirectory()) return { kind: 'unreadable', why: 'This folder cannot be listed.' };
    // Reading from a pipe or a device might never end.
    if (!about.isFile()) return { kind: 'unreadable', why: 'Not a regular file.' };
    if (about.size > LARGEST_BYTES) return { kind: 'unreadable', why: 'The file is larger than 512 MB.' };
    return await readFile(file);
  } catch (error) {
    return { kind: 'unreadable', why: `Could not be read: ${codeOf(error)}.` };
  }
}

function orNothing(name: string, found: Parsed): Parsed {
  if (found.records.length > 0) return found;
  throw new TrailbotError({
    code: 'input_unreadable',
    message: [`${name} holds no CloudTrail record.`, ...tellSkipped(found)].join(' '),
    hint: 'Give log files of CloudTrail (.json or .json.gz with "Records"), one record a line, or what `aws cloudtrail lookup-events` or `aws logs filter-log-events` printed.',
  });
}

function tellSkipped({ skipped: [first, ...others] }: Parsed): readonly string[] {
  if (first === undefined) return [];
  const told = `${first.where} is skipped: ${first.why}`;
  if (others.length === 0) return [told];
  return [told, others.length === 1 ? 'So is 1 more.' : `So are ${others.length} more.`];
}
