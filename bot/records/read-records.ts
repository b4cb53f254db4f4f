// Reads CloudTrail records that somebody has: a file, a folder of files, or a file dropped on the page.
import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TrailbotError } from '../domain/errors.ts';
import { collectFromBytes, LARGEST_BYTES } from './records-in-bytes.ts';
import type { Parsed } from './records-in-json.ts';

/**
 * A file, or all files of a folder and its folders, in the order of their paths (which for a trail's bucket is the order
 * of time in each Region). What is not a record is told in `skipped`.
 * @throws TrailbotError `input_unreadable` when there is not one record
 */
export async function readRecords(path: string): Promise<Parsed> {
  const found: Parsed = { records: [], skipped: [] };
  for (const file of await listFiles(path)) await collectFromFile(file, found);
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

/**
 * The path itself, or all files of a folder and its folders, sorted.
 * @throws TrailbotError `input_unreadable`
 */
export async function listFiles(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter(mayBeFile)
      .map((it) => join(it.parentPath, it.name))
      .sort();
  } catch (cause) {
    throw new TrailbotError({
      code: 'input_unreadable',
      message: `${path} could not be read: ${codeOf(cause)}.`,
      hint: 'Give the path of a file with CloudTrail records, or of a folder with such files.',
      cause,
    });
  }
}

function mayBeFile(entry: Dirent): boolean {
  return !entry.isDirectory();
}

async function collectFromFile(file: string, found: Parsed): Promise<void> {
  const content = await readContent(file);
  if (Buffer.isBuffer(content)) collectFromBytes(file, content, found);
  else found.skipped.push({ where: file, why: content.why });
}

/** A file's bytes as they are, or why they are not read. */
export async function readContent(file: string): Promise<Buffer | { readonly why: string }> {
  try {
    const about = await stat(file);
    // Reading from a pipe or a device might never end.
    if (!about.isFile()) return { why: 'Not a regular file.' };
    if (about.size > LARGEST_BYTES) return { why: 'The file is larger than 512 MB.' };
    return await readFile(file);
  } catch (error) {
    return { why: `Could not be read: ${codeOf(error)}.` };
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

/** `ENOENT` and its like; anything that is not from the file system is no reason to skip a file. */
function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
