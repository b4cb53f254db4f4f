import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { collectFromBytes } from '../../bot/records/records-in-bytes.ts';
import type { Parsed } from '../../bot/records/records-in-json.ts';
import { record } from '../support/records.ts';

function read(content: Buffer): Parsed {
  const found: Parsed = { records: [], skipped: [] };
  collectFromBytes('all', content, found);
  return found;
}

const logFile = (...ids: readonly string[]) => ({ Records: ids.map((eventID) => record({ eventID })) });
const idsIn = ({ records }: Parsed) => records.map(({ eventID }) => eventID);

describe('documents that follow each other', () => {
  it.each([
    ['directly', '', 0],
    ['with a line break', '\n', 0],
    ['pretty-printed', '\n', 2],
    ['pretty-printed, with Windows line ends', '\r\n', 2],
  ])('are read: %s', (_, between, indent) => {
    const texts = [logFile('1', '2'), record({ eventID: '3' }), logFile('4')].map((one) =>
      JSON.stringify(one, undefined, indent).replaceAll('\n', between === '\r\n' ? '\r\n' : '\n'),
    );
    const found = read(Buffer.from(texts.join(between)));
    expect(idsIn(found)).toEqual(['1', '2', '3', '4']);
    expect(found.skipped).toEqual([]);
  });

  it('are read from gzip files that were put together, as cat does', () => {
    const members = [logFile('1'), logFile('2')].map((one) => gzipSync(JSON.stringify(one)));
    expect(idsIn(read(Buffer.concat(members)))).toEqual(['1', '2']);
  });

  it('are told by their items, and damage to a file with one by the file', () => {
    const texts = [logFile('1', '2'), { hello: 1 }].map((it) => JSON.stringify(it));
    expect(read(Buffer.from(texts.join(''))).skipped).toMatchObject([{ where: 'all, item 3' }]);
    expect(read(Buffer.from('{"hello":1')).skipped).toMatchObject([{ where: 'all' }]);
  });

  it('lose none of those before one that is cut off', () => {
    const [one, other] = [logFile('1'), logFile('2')].map((it) => JSON.stringify(it));
    const found = read(Buffer.from(`${one}${one}${other?.slice(0, -30)}`));
    expect(idsIn(found)).toEqual(['1', '1']);
    expect(found.skipped).toMatchObject([{ kind: 'damaged' }]);
  });
});
