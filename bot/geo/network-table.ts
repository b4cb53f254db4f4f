// Looks addresses up in a CSV file of networks, on disk as it is: nothing is loaded, and nothing is kept in memory.
import { fstatSync, openSync, readSync } from 'node:fs';
import ipaddr from 'ipaddr.js';

export interface Network {
  readonly asn: number;
  readonly name: string;
}
export type FindNetwork = (address: string) => Network | undefined;

/** Longer than any line: two IPv6 addresses, a number, and an organisation's name. */
const LONGEST_LINE = 1_024;
const LINE_END = 0x0a;

interface Line {
  readonly begin: number;
  /** Where the next line begins. */
  readonly next: number;
  readonly text: string;
}

/**
 * `path` is a file of `first,last,asn,name` lines of one address family, sorted by `first`, as `@ip-location-db/asn` and
 * DB-IP write it. A sorted file is an index already: about twenty short reads find a line among 400,000.
 * @throws the file system's error when the file cannot be opened or read.
 */
export function openNetworks(path: string): FindNetwork {
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  const window = Buffer.alloc(2 * LONGEST_LINE);
  return (address) => {
    const wanted = ipaddr.parse(address).toByteArray();
    const line = lastLineFrom(wanted, size, (at) => readLine(file, window, at));
    return line && parseNetwork(line.text, wanted);
  };
}

/** The last line whose first address is not after the wanted one. */
function lastLineFrom(wanted: number[], size: number, read: (at: number) => Line): Line | undefined {
  let [low, high] = [0, size];
  let found: Line | undefined;
  while (low < high) {
    const line = read(Math.floor((low + high) / 2));
    const [first = ''] = line.text.split(',', 1);
    if (first !== '' && compare(ipaddr.parse(first).toByteArray(), wanted) <= 0) {
      found = line;
      low = line.next;
    } else {
      high = line.begin;
    }
  }
  return found;
}

/** The line that the byte at `at` belongs to. */
function readLine(file: number, window: Buffer, at: number): Line {
  const start = Math.max(0, at - LONGEST_LINE);
  const length = readSync(file, window, 0, window.length, start);
  const read = window.subarray(0, length);
  const begin = at === 0 ? 0 : read.lastIndexOf(LINE_END, at - start - 1) + 1;
  const end = read.indexOf(LINE_END, at - start);
  const stop = end === -1 ? length : end;
  return { begin: start + begin, next: start + stop + 1, text: read.toString('utf8', begin, stop).trimEnd() };
}

function parseNetwork(line: string, wanted: number[]): Network | undefined {
  const [, last = '', asn = '', ...name] = line.split(',');
  if (compare(ipaddr.parse(last).toByteArray(), wanted) < 0) return undefined;
  return { asn: Number(asn), name: unquote(name.join(',')) };
}

function unquote(field: string): string {
  return field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
}

function compare(a: number[], b: number[]): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
