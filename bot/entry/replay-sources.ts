// Where a replay's records come from: files and folders, S3, a log group. Loads what speaks to AWS only where it is asked.
import type { AwsAccess } from '../aws/replay/aws-access.ts';
import { type LogSlice, nameSlice, type Span, slicesOf } from '../aws/replay/log-slice.ts';
import { isInS3 } from '../aws/replay/s3-place.ts';
import { daysOf, type SkippedByKey } from '../aws/replay/trail-key.ts';
import { isMissing, missingPath, walkFiles } from '../records/walk-files.ts';
import type { Range } from '../replay/range.ts';
import type { ThreadProgram } from '../replay/replay-files.ts';

export interface Places {
  /** Files, folders, `-`, `s3://bucket/prefix`. */
  readonly paths: readonly string[];
  readonly logGroup?: {
    readonly access: AwsAccess;
    /** A name or an ARN. */
    readonly group: string;
    readonly span: Span;
  };
  /** Whose credentials S3 is asked with; the environment says it where this is left out. */
  readonly access?: AwsAccess;
}

export interface Sources {
  /** Their names, in an order that is the same on every run. */
  readonly names: Iterable<string> | AsyncIterable<string>;
  /** What opens them, where it is more than files. */
  readonly program?: ThreadProgram;
}

/** What a thread has to know to reach AWS. */
export interface ThreadAccess {
  readonly s3: AwsAccess;
  readonly logs: AwsAccess;
}

interface Watching {
  readonly range: Range;
  readonly signal: AbortSignal;
  /** Is told each object in S3 that is not read because of its key. */
  readonly onSkipped: (kind: SkippedByKey) => void;
}

/** An answer from AWS takes longer than what is in it: while one is read, four are on their way to each thread. */
const ON_THEIR_WAY = 4;

/**
 * @throws TrailbotError before anything is read: `input_unreadable` for a path that is not there, and when the log group is
 * not there or may not be read
 */
export async function findSources(places: Places, watching: Watching): Promise<Sources> {
  const { paths, access = {}, logGroup } = places;
  const missing = missingIn(paths);
  if (missing !== undefined) throw missingPath(missing);
  if (logGroup === undefined && !paths.some(isInS3)) return { names: walkAll(paths) };
  if (logGroup !== undefined) {
    const { createLogGroups } = await import('../aws/replay/log-group.ts');
    await createLogGroups(logGroup.access).look(logGroup.group, logGroup.span);
  }
  const given: ThreadAccess = { s3: access, logs: logGroup?.access ?? {} };
  const url = new URL('./replay-thread.ts', import.meta.url);
  return { names: listAll(places, watching), program: { url, given, filesAtOnce: 1 + ON_THEIR_WAY } };
}

/** Undefined where only listing all of it would tell, and where a path is not there. */
export function countSources({ paths, logGroup }: Places): number | undefined {
  if (paths.some(isInS3) || missingIn(paths) !== undefined) return undefined;
  let count = logGroup === undefined ? 0 : slicesIn(logGroup).length;
  for (const _ of walkAll(paths)) count += 1;
  return count;
}

function missingIn(paths: readonly string[]): string | undefined {
  return paths.find((path) => !isInS3(path) && isMissing(path));
}

function* walkAll(paths: readonly string[]): Generator<string> {
  for (const path of paths) yield* walkFiles(path);
}

async function* listAll(
  { paths, access = {}, logGroup }: Places,
  { range, signal, onSkipped }: Watching,
): AsyncGenerator<string> {
  const { createBucketClients } = await import('../aws/replay/bucket-clients.ts');
  const { listObjects } = await import('../aws/replay/list-objects.ts');
  const listing = { clients: createBucketClients(access), days: daysOf(range), onSkipped, signal };
  for (const path of paths) {
    if (isInS3(path)) yield* listObjects(path, listing);
    else yield* walkFiles(path);
  }
  if (logGroup !== undefined) yield* slicesIn(logGroup).map(nameSlice);
}

function slicesIn({ group, span }: NonNullable<Places['logGroup']>): readonly LogSlice[] {
  return slicesOf(group, span);
}
