// Walks folders one at a time, so that an archive of millions of files is never listed at once.
import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { TrailbotError } from '../domain/errors.ts';
import { codeOf } from './file-trouble.ts';

/** Stands for what is piped in. */
export const STDIN = '-';

const MISSING = ['ENOENT', 'ENOTDIR'];

/**
 * The path itself, or all files of a folder and its folders: in the order of their names, folder by folder, which is the
 * same on every run, and for a trail's bucket the order of time in each Region. A link into a folder is followed, and each
 * folder is walked once, whatever leads to it. A folder that cannot be listed is given as if it were a file: whoever
 * opens it tells. No file of a folder is called like {@link STDIN}.
 * @throws TrailbotError `input_unreadable` for a path that is not there
 */
export function* walkFiles(path: string): Generator<string> {
  if (isMissing(path)) throw missingPath(path);
  const entries = isFolder(path) ? listFolder(path) : undefined;
  if (entries === undefined || 'cause' in entries) yield path;
  else yield* walkEntries(path, entries, new Set([realpathSync(path)]));
}

/** Whether there is no such file or folder: what is there and cannot be read is told by whoever opens it. */
export function isMissing(path: string): boolean {
  const about = path === STDIN ? undefined : lookAt(path);
  return typeof about === 'string' && MISSING.includes(about);
}

/** `input_unreadable` */
export function missingPath(path: string): TrailbotError {
  return new TrailbotError({
    code: 'input_unreadable',
    message: `${path} could not be read: ENOENT, there is no such file or folder.`,
    hint: 'Give the path of a file with CloudTrail records, or of a folder with such files.',
  });
}

function* walkEntries(folder: string, entries: readonly Dirent[], walked: Set<string>): Generator<string> {
  for (const entry of entries) {
    const path = within(folder, entry.name);
    const real = realFolder(path, entry);
    const found = real === undefined ? undefined : listFolder(path);
    if (real === undefined || found === undefined || 'cause' in found) yield path;
    else if (!walked.has(real)) {
      walked.add(real);
      yield* walkEntries(path, found, walked);
    }
  }
}

/** Where the folder really is; undefined for what is none, and for a link that leads nowhere. */
function realFolder(path: string, entry: Dirent): string | undefined {
  if (!entry.isDirectory() && !entry.isSymbolicLink()) return undefined;
  try {
    return statSync(path).isDirectory() ? realpathSync(path) : undefined;
  } catch {
    // Whoever opens it finds out why, and tells.
    return undefined;
  }
}

/** `join` would make `-` of a file that is called so and lies where the command runs. */
function within(folder: string, name: string): string {
  const path = join(folder, name);
  return path === STDIN ? `.${sep}${path}` : path;
}

function listFolder(folder: string): readonly Dirent[] | { readonly cause: unknown } {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    return { cause };
  }
}

function isFolder(path: string): boolean {
  const about = path === STDIN ? undefined : lookAt(path);
  return typeof about === 'object' && about.isDirectory();
}

/** What is under that path, or the file system's word for why it cannot be told. */
function lookAt(path: string): Stats | string {
  try {
    return statSync(path);
  } catch (cause) {
    return codeOf(cause);
  }
}
