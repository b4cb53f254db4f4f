// Finds CloudTrail records in a file's bytes: gzip or not, one JSON document or one a line.
import { gunzipSync } from 'node:zlib';
import { isJsonObject, parseJson } from '../domain/read-json.ts';
import { placesIn } from './places.ts';
import { collectRecords, listIn, type Parsed, type Skipped } from './records-in-json.ts';
import { createRecordSplitter } from './split-records.ts';

/** Why a content gives nothing. */
export type Refused = Omit<Skipped, 'where'>;

/** CloudTrail's own files are a few MB. Beyond this a file is a mistake or a decompression bomb. */
export const LARGEST_BYTES = 512_000_000;

/** Adds to `found`; never throws on what a file may hold. */
export function collectFromBytes(name: string, content: Buffer, found: Parsed): void {
  const text = readText(content);
  if (typeof text !== 'string') {
    found.skipped.push({ where: name, ...text });
    return;
  }
  if (text.trim() === '') {
    found.skipped.push({ kind: 'damaged', where: name, why: 'The file is empty.' });
    return;
  }
  const document = parseJson(text);
  if (document !== undefined) collectRecords(document, name, found);
  else if (beginsWithRecord(text)) collectLines(text, placesIn(name, 'lines', 0, text), found);
  else collectDocuments(name, text, found);
}

/** Whether the first line that is not blank is a record: then so are the others, and their numbers are of use. */
export function beginsWithRecord(text: string): boolean {
  const [line = ''] = text.trimStart().split('\n', 1);
  const value = parseJson(line);
  return isJsonObject(value) && listIn(value) === undefined;
}

function collectDocuments(name: string, text: string, found: Parsed): void {
  const splitter = createRecordSplitter();
  let items = 0;
  for (const block of [...splitter.push(Buffer.from(text)), ...splitter.end()]) {
    const places = placesIn(name, 'items', items, block);
    if (Buffer.isBuffer(block)) items += collectLines(block.toString().slice(0, -1), places, found);
    else {
      items += 1;
      found.skipped.push({ where: places(1), ...block });
    }
  }
}

/** @returns how many lines there are */
function collectLines(text: string, where: (line: number) => string, found: Parsed): number {
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) collectLine(line, where(index + 1), found);
  return lines.length;
}

/** Adds to `found` what one line holds; nothing where it is blank. */
export function collectLine(line: string, where: string, found: Parsed): void {
  // Of a byte order mark as well, where files were put together.
  const text = line.trim();
  if (text === '' && BLANK_LINE.test(line)) return;
  const value = parseJson(text);
  if (value !== undefined) collectRecords(value, where, found);
  else found.skipped.push({ kind: 'damaged', where, why: whyNotJson(line) });
}

/** Of what JSON takes for blank; {@link String.trim} takes more away. */
const BLANK_LINE = /^[\ufeff \t\r\n]*$/;

/** The first line of what Logs Insights and the Event history let somebody download. */
const CSV = /^\s*"?(?:@timestamp|@message|Event (?:name|time|ID|source)|User name)"?,/i;
const CSV_WHY =
  'A CSV, which holds no whole records: in Logs Insights or the Event history, download it as JSON.';

/** Told by the outside only: the text may hold anything and is not repeated. */
function whyNotJson(text: string): string {
  if (CSV.test(text.slice(0, 300))) return CSV_WHY;
  const start = text.trimStart().slice(0, 1);
  const end = text.trimEnd().slice(-1);
  if (start === '{' && end !== '}') return 'Not JSON: it begins like a record and is cut off.';
  if (start === '[' && end !== ']') return 'Not JSON: it begins like a list and is cut off.';
  return 'Not JSON.';
}

function readText(content: Buffer): string | Refused {
  const bytes = unzipped(content, LARGEST_BYTES);
  if (bytes === undefined || (Buffer.isBuffer(bytes) && bytes.length > LARGEST_BYTES))
    return { kind: 'unreadable', why: 'It is larger than 512 MB.' };
  if (!Buffer.isBuffer(bytes)) return bytes;
  return new TextDecoder(isWide(bytes) ? 'utf-16le' : 'utf-8').decode(bytes);
}

/**
 * What is gzip unzipped, everything else as it is; or why it cannot be unzipped.
 * @param most - so many bytes. @returns undefined for gzip that unzips to more
 */
export function unzipped(content: Buffer, most: number): Buffer | Refused | undefined {
  return isGzip(content) ? unzip(content, most) : content;
}

export function isGzip(content: Buffer): boolean {
  return content[0] === 0x1f && content[1] === 0x8b;
}

function unzip(content: Buffer, most: number): Buffer | Refused | undefined {
  try {
    return gunzipSync(content, { maxOutputLength: most, chunkSize: sizeHint(content) });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') return undefined;
    return { kind: 'damaged', why: 'The gzip is damaged or cut off.' };
  }
}

const LEAST_CHUNK = 64;
const MOST_CHUNK = 16_000_000;

/**
 * The size that the gzip says to have unzipped (its last four bytes, RFC 1952), and one byte to see that it is the end:
 * one buffer of the right size is quicker than many that are put together. It may be wrong, and then costs time alone.
 */
function sizeHint(content: Buffer): number {
  const said = content.length < 18 ? 0 : content.readUInt32LE(content.length - 4);
  return Math.min(Math.max(said + 1, LEAST_CHUNK), MOST_CHUNK);
}

const MARK = Buffer.from('\ufeff');

/** A byte order mark is not part of the text. */
export function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, MARK.length).equals(MARK) ? bytes.subarray(MARK.length) : bytes;
}

/** Whether it is UTF-16: Windows PowerShell writes so what a command prints. */
export function isWide(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe;
}
