// Finds CloudTrail records in a file's bytes: gzip or not, one JSON document or one a line.
import { gunzipSync } from 'node:zlib';
import { isJsonObject, parseJson } from '../domain/read-json.ts';
import { collectRecords, type Parsed } from './records-in-json.ts';

/** CloudTrail's own files are a few MB. Beyond this a file is a mistake or a decompression bomb. */
export const LARGEST_BYTES = 512_000_000;

/** Adds to `found`; never throws on what a file may hold. */
export function collectFromBytes(name: string, content: Buffer, found: Parsed): void {
  const text = readText(content);
  if (typeof text !== 'string') {
    found.skipped.push({ where: name, why: text.why });
    return;
  }
  if (text.trim() === '') {
    found.skipped.push({ where: name, why: 'The file is empty.' });
    return;
  }
  const document = parseJson(text);
  if (document === undefined) collectLines(name, text, found);
  else collectRecords(document, name, found);
}

function collectLines(name: string, text: string, found: Parsed): void {
  const lines = text
    .split('\n')
    .map((line, index) => ({ value: parseJson(line), line, where: `${name}:${index + 1}` }));
  if (!lines.some(({ value }) => isJsonObject(value) || Array.isArray(value))) {
    found.skipped.push({ where: name, why: whyNotJson(text) });
    return;
  }
  for (const { value, line, where } of lines) {
    if (line.trim() === '') continue;
    if (value === undefined) found.skipped.push({ where, why: whyNotJson(line) });
    else collectRecords(value, where, found);
  }
}

/** Told by the outside only: the text may hold anything and is not repeated. */
function whyNotJson(text: string): string {
  const start = text.trimStart().slice(0, 1);
  const end = text.trimEnd().slice(-1);
  if (start === '{' && end !== '}') return 'Not JSON: it begins like a record and is cut off.';
  if (start === '[' && end !== ']') return 'Not JSON: it begins like a list and is cut off.';
  return 'Not JSON.';
}

function readText(content: Buffer): string | { readonly why: string } {
  const bytes = unzipped(content);
  if (!Buffer.isBuffer(bytes)) return bytes;
  if (bytes.length > LARGEST_BYTES) return { why: 'The file is larger than 512 MB.' };
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** What is gzip unzipped, everything else as it is; or why it cannot be unzipped. */
export function unzipped(content: Buffer): Buffer | { readonly why: string } {
  return isGzip(content) ? unzip(content) : content;
}

function isGzip(content: Buffer): boolean {
  return content[0] === 0x1f && content[1] === 0x8b;
}

function unzip(content: Buffer): Buffer | { readonly why: string } {
  try {
    return gunzipSync(content, { maxOutputLength: LARGEST_BYTES });
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return { why: tooLarge ? 'Unzipped it is larger than 512 MB.' : 'The gzip is damaged or cut off.' };
  }
}

/** Windows PowerShell writes what a command prints as UTF-16. A byte order mark is not part of the text. */
function encodingOf(bytes: Buffer): 'utf-8' | 'utf-16le' {
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
}
