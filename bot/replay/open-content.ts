// Opens what may hold records: at once where it is small or one log file, record by record where it is large.
import { createReadStream, fstatSync, readFileSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { TrailbotError } from '../domain/errors.ts';
import { codeOf } from '../records/file-trouble.ts';
import {
  beginsWithRecord,
  isGzip,
  isWide,
  type Refused,
  unzipped,
  withoutMark,
} from '../records/records-in-bytes.ts';
import { STDIN } from '../records/walk-files.ts';
import { byItem, byLine, type Chunks, endOfFirstLine, type Lines } from './line-blocks.ts';

export type Content =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  /** What goes wrong on the way comes last. */
  | ({ readonly kind: 'lines' } & Lines)
  | ({ readonly kind: 'refused' } & { readonly refused: Refused });

/** What a thread reads, by name: that of a file, or of whatever else whoever starts the thread knows to open. */
export interface Opener {
  /** Never rejects because of what is under that name: that is told as `refused`. */
  open(name: string): Promise<Content>;
  /** Told as soon as it is known that it will be opened, for what takes long to come. */
  expect?(name: string): void;
}

/** Of something that comes from afar, in the order of its bytes. */
export interface Pieces {
  readonly first: Buffer;
  /** Left out where the first is all. */
  readonly rest?: AsyncIterable<Buffer>;
}

/**
 * A file of this size is read at once, which is quicker: CloudTrail's own have a few MB. Zipped, a record is about a tenth of
 * its size.
 */
const AT_ONCE_BYTES = 32_000_000;
const ZIPPED_AT_ONCE_BYTES = 8_000_000;
const UNZIPPED_AT_ONCE_BYTES = 64_000_000;
const CHUNK_BYTES = 262_144;
/** Of a stream, so much may turn out to be a log file, or records one a line. */
const UNDECIDED_BYTES = 4_000_000;
/** Of a byte order mark; that of gzip is shorter. */
const LONGEST_MARK = 3;

/**
 * Unzipped where it is gzip. Never throws on what a file may hold.
 * @param path - of a file, or {@link STDIN}
 */
export async function openContent(path: string): Promise<Content> {
  try {
    if (path === STDIN) return await openStream(openStdin());
    const { size, isFile, isFolder } = aboutFile(path);
    if (isFolder) return refuse({ kind: 'unreadable', why: 'This folder cannot be listed.' });
    // Reading from a pipe or a device might never end.
    if (!isFile) return refuse({ kind: 'unreadable', why: 'Not a regular file.' });
    if (size > AT_ONCE_BYTES) return await openStream(createReadStream(path, { highWaterMark: CHUNK_BYTES }));
    const content = readFileSync(path);
    if (isGzip(content) && size > ZIPPED_AT_ONCE_BYTES)
      return await openStream(createReadStream(path, { highWaterMark: CHUNK_BYTES }));
    return await openBytes(content);
  } catch (error) {
    return refuse(refusedFor(error));
  }
}

/**
 * What comes in pieces. Never rejects: the message of a TrailbotError on the way is why it is not read.
 * @param fetch - begins to fetch it
 */
export async function openPieces(fetch: () => Promise<Pieces>): Promise<Content> {
  try {
    const { first, rest } = await fetch();
    if (rest !== undefined)
      return await openStream(Readable.from(joined(first, rest[Symbol.asyncIterator]())));
    return await openBytes(first);
  } catch (error) {
    return refuse(refusedFor(error));
  }
}

async function openBytes(content: Buffer): Promise<Content> {
  const bytes = unzipped(content, UNZIPPED_AT_ONCE_BYTES);
  if (bytes === undefined || (Buffer.isBuffer(bytes) && isWide(bytes)))
    return await openStream(Readable.from([content]));
  return Buffer.isBuffer(bytes) ? { kind: 'whole', bytes: withoutMark(bytes) } : refuse(bytes);
}

/** What comes as records one a line already. The message of a TrailbotError on the way is why the rest is not read. */
export function openLines(blocks: AsyncIterable<Buffer>): Content {
  return { kind: 'lines', form: 'lines', blocks: untilRefused(blocks) };
}

async function* untilRefused(blocks: AsyncIterable<Buffer>): AsyncGenerator<Buffer | Refused> {
  try {
    yield* blocks;
  } catch (error) {
    yield refusedFor(error);
  }
}

/** A read of a pipe as if it were a file cannot be given up, and would keep a thread alive until the pipe ends. */
function openStdin(): Readable {
  const about = fstatSync(0);
  if (about.isFIFO() || about.isSocket()) return new Socket({ fd: 0, readable: true, writable: false });
  return createReadStream('', { fd: 0, autoClose: false, highWaterMark: CHUNK_BYTES });
}

function aboutFile(path: string) {
  const about = statSync(path);
  return { size: about.size, isFile: about.isFile(), isFolder: about.isDirectory() };
}

function refuse(refused: Refused): Content {
  return { kind: 'refused', refused };
}

function refusedFor(error: unknown): Refused {
  if (error instanceof TrailbotError) return { kind: 'unreadable', why: error.message };
  const code = codeOf(error);
  if (code.startsWith('Z_')) return { kind: 'damaged', why: 'The gzip is damaged or cut off.' };
  return { kind: 'unreadable', why: `Could not be read: ${code}.` };
}

async function openStream(source: Readable): Promise<Content> {
  const chunks = chunksOf(source);
  let start: Buffer = Buffer.alloc(0);
  let undecided = true;
  while (start.length <= UNDECIDED_BYTES) {
    const { value: chunk } = await chunks.next();
    if (chunk === undefined) return { kind: 'whole', bytes: start };
    if (!Buffer.isBuffer(chunk)) return start.length > 0 ? byRecord(start, only(chunk)) : refuse(chunk);
    start = Buffer.concat([start, chunk]);
    if (!undecided) continue;
    const end = endOfFirstLine(start);
    if (end !== undefined && beginsWithRecord(start.toString('utf8', 0, end)))
      return { kind: 'lines', ...byLine(start, chunks) };
    undecided = end === undefined;
  }
  return byRecord(start, chunks);
}

function byRecord(start: Buffer, chunks: Chunks): Content {
  return { kind: 'lines', ...byItem(start, chunks) };
}

async function* only(refused: Refused): AsyncGenerator<Refused> {
  yield refused;
}

/** Unzipped, and as UTF-8; what goes wrong comes last. */
async function* chunksOf(source: Readable): AsyncGenerator<Buffer | Refused, undefined> {
  try {
    const given = await begin(source[Symbol.asyncIterator]());
    const { first, rest } = isGzip(given.first)
      ? await begin(unzip(joined(given.first, given.rest))[Symbol.asyncIterator]())
      : given;
    yield* isWide(first) ? narrow(joined(first, rest)) : joined(withoutMark(first), rest);
  } catch (error) {
    yield refusedFor(error);
  } finally {
    source.destroy();
  }
}

/** The first is long enough to tell what it is, unless there is no more. */
async function begin(chunks: AsyncIterator<Buffer>) {
  let first: Buffer = Buffer.alloc(0);
  while (first.length < LONGEST_MARK) {
    const { value } = await chunks.next();
    if (value === undefined) break;
    first = Buffer.concat([first, value]);
  }
  return { first, rest: chunks };
}

async function* joined(first: Buffer, others: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  for (let chunk: Buffer | undefined = first; chunk !== undefined; chunk = (await others.next()).value)
    yield chunk;
}

function unzip(zipped: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  return pipeline(zipped, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined);
}

async function* narrow(wide: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder('utf-16le');
  for await (const chunk of wide) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
