import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listIn } from '../../bot/records/records-in-json.ts';
import { createRecordSplitter } from '../../bot/records/split-records.ts';
import { record } from '../support/records.ts';

/** In pieces of this size. */
function split(text: string | Buffer, size = 1_000_000) {
  const bytes = Buffer.from(text);
  const count = Math.ceil(bytes.length / size);
  return splitPieces(Array.from({ length: count }, (_, n) => bytes.subarray(n * size, (n + 1) * size)));
}
function splitPieces(pieces: readonly Buffer[]): { lines: readonly string[]; refused: unknown[] } {
  const splitter = createRecordSplitter();
  const all = [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
  const blocks = all.filter((one) => Buffer.isBuffer(one));
  return {
    lines: Buffer.concat(blocks).toString().split('\n').slice(0, -1),
    refused: all.filter((one) => !Buffer.isBuffer(one)),
  };
}
const idsIn = (text: string | Buffer, size?: number) =>
  split(text, size)
    .lines.filter((line) => line !== '')
    .map((line) => {
      try {
        return JSON.parse(line).eventID;
      } catch {
        return line;
      }
    });
const one = (eventID: string) => ({ eventVersion: '1.11', ...record({ eventID }) });
const file = (...ids: readonly string[]) => ({ Records: ids.map(one) });
const text = (value: unknown, indent = 0) => JSON.stringify(value, undefined, indent);

describe('splitting a stream into records', () => {
  it.each([
    ['a log file', text(file('a', 'b', 'c'))],
    ['log files directly behind each other', text(file('a')) + text(file('b', 'c'))],
    ['log files on lines', `${text(file('a', 'b'))}\n${text(file())}\n${text(file('c'))}\n`],
    ['log files on lines, or not', `${text(file('a'))}\n${text(file('b'))}${text(file('c'))}`],
    ['records on lines', ['a', 'b', 'c'].map((id) => text(one(id))).join('\r\n')],
    ['records directly behind each other', ['a', 'b', 'c'].map((id) => text(one(id))).join('')],
    ['records, pretty-printed', ['a', 'b', 'c'].map((id) => text(one(id), 2)).join('\n')],
    ['log files, pretty-printed', [file('a'), file('b', 'c')].map((it) => text(it, 2)).join('')],
    ['a list', text(['a', 'b', 'c'].map(one))],
    [
      'a list behind other fields',
      `{"x":{"Records":[1]},"y":[2],"Records":${text(['a', 'b', 'c'].map(one))},"z":[3]}`,
    ],
    ['byte order marks', `\ufeff${text(file('a'))}\ufeff${text(file('b', 'c'))}`],
  ])('gives each a line, in pieces of any size: %s', (_, content) => {
    for (const size of [1, 2, 3, 7, 64, 1_000_000]) expect(idsIn(content, size)).toEqual(['a', 'b', 'c']);
  });

  it('gives exactly what a parser gives of the same document, cut at any byte', () => {
    const value = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.constant('\u2028"\\{"[,'));
    const list = fc.array(value, { maxLength: 4 });
    const fields = fc.uniqueArray(
      fc.tuple(
        fc.constantFrom('Records', 'Events', 'events', 'logEvents', 'records', 'a"b', '\u00e9', 'z'),
        fc.oneof(value, list),
      ),
      { selector: ([key]) => key, maxLength: 5 },
    );
    const document = fc.oneof(fields.map(Object.fromEntries), list);
    const space = fc.constantFrom(undefined, 1, '\t', '  ');
    fc.assert(
      fc.property(fc.array(document, { maxLength: 3 }), space, fc.nat(), fc.nat(), (all, indent, a, b) => {
        const texts = all.map((one) => JSON.stringify(one, undefined, indent).replaceAll('\n', '\r\n'));
        const bytes = Buffer.from(texts.join(''));
        const cuts = [0, a % (bytes.length + 1), b % (bytes.length + 1), bytes.length].toSorted(
          (x, y) => x - y,
        );
        const expected = texts.flatMap((one) => {
          const value = JSON.parse(one);
          return listIn(value) ?? [value];
        });
        const pieces = cuts.map((cut, n) => bytes.subarray(cuts[n - 1] ?? 0, cut));
        expect(splitPieces(pieces).lines.map((line) => JSON.parse(line))).toEqual(expected);
        for (const size of [1, 5])
          expect(split(bytes, size).lines.map((line) => JSON.parse(line))).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  it('gives each record as soon as it has ended, and holds no more than the one that has not', () => {
    const splitter = createRecordSplitter();
    const [a, b] = ['a', 'b'].map((id) => text(one(id)));
    const push = (piece: string) => splitter.push(Buffer.from(piece)).map(String);
    expect(push(`{"x":{},"Records":[${a?.slice(0, -9)}`)).toEqual([]);
    expect(push(`${a?.slice(-9)},${b}`)).toEqual([`${a}\n${b}\n`]);
    expect(push(']} {"Records":[')).toEqual([]);
    expect(splitter.end().map(String)).toEqual(['[\n']);
  });

  it('takes a record for one, whatever lists it holds', () => {
    const odd = { ...one('a'), Records: [1], requestParameters: { Records: [one('x')] }, events: [2] };
    for (const indent of [0, 2]) {
      for (const size of [1, 1_000_000]) {
        expect(split(text(odd, indent), size).lines.map((line) => JSON.parse(line))).toEqual([odd]);
        const listed = split(text({ Records: [odd, odd] }, indent), size).lines;
        expect(listed.map((line) => JSON.parse(line))).toEqual([odd, odd]);
      }
    }
  });

  const cut = text(file('b', 'x'));
  it.each([
    ['in a text', -20],
    ['at a comma', text(file('b')).length - 2 - cut.length],
    ['between fields', cut.indexOf('"eventSource"', 300) - cut.length],
    ['in a key', cut.indexOf('ventSource"', 300) - cut.length],
    ['before the end', -1],
    ['before the end of the list', -2],
  ])('loses of a document that is cut off %s only what is cut', (_, end) => {
    const damaged = cut.slice(0, end);
    for (const next of [
      text(file('c', 'd')),
      text(file('c', 'd'), 2),
      [one('c'), one('d')].map((it) => text(it)).join('\n'),
    ]) {
      for (const size of [1, 10, 1_000_000]) {
        for (const between of ['', '\n']) {
          const ids = idsIn(`${text(file('a'))}${damaged}${between}${next}`, size);
          expect(ids.filter((id) => /^[a-d]$/.test(id))).toEqual(['a', 'b', 'c', 'd']);
          expect(ids.filter((id) => !/^[a-dx]$/.test(id))).toHaveLength(1);
        }
      }
    }
  });

  it('tells what is cut off at the end, and gives what came before', () => {
    expect(idsIn(cut.slice(0, -50))).toEqual(['b', '{']);
    expect(idsIn(text(file('a', 'b')).slice(0, -2))).toEqual(['a', 'b', '[']);
    expect(idsIn(text(file('a', 'b')).slice(0, -1))).toEqual(['a', 'b', '{']);
  });

  it('finds the records behind something else', () => {
    expect(idsIn(`Dear all,\n${text(one('a'))}\noops\n${text(one('b'))}`)).toEqual([
      'Dear all,',
      'a',
      '{?}',
      'b',
    ]);
    expect(idsIn(`88"},${text(one('a'))},${text(one('b'))}]}${text(file('c'))}`)).toEqual([
      `88"},${text(one('a')).slice(0, 295)}`,
      'a',
      'b',
      'c',
    ]);
  });

  it('finds a record in a line of text, whichever of its fields is the first', () => {
    const usual = one('b');
    const sorted = Object.fromEntries(Object.entries({ additionalEventData: {}, ...usual }).sort());
    for (const record of [usual, sorted, { eventID: 'b', ...usual }]) {
      const printed = `EVENTS\t3841\t1763800000000\t${text(one('a'))}\tmain\nEVENTS\t3842\t1763800000001\t${text(record)}\tmain`;
      for (const size of [1, 7, 1_000_000])
        expect(idsIn(printed, size).filter((id) => id === 'a' || id === 'b')).toEqual(['a', 'b']);
    }
  });

  it('leaves out a record of more than 64 MB, and goes on', () => {
    const long = `{"Records":[${text(one('a'))},{"x":"${'x'.repeat(65_000_000)}"},${text(one('b'))}]}`;
    const { lines, refused } = split(long);
    expect(lines.map((line) => JSON.parse(line).eventID)).toEqual(['a', 'b']);
    expect(refused).toEqual([{ kind: 'damaged', why: expect.stringContaining('64 MB') }]);
  });

  it('leaves out a record that is nested so deep that parsing it would take all memory', () => {
    const deep = (depth: number) => `{"x":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    const content = `{"Records":[${text(one('a'))},${deep(1_000_000)},${deep(100_000)},${text(one('b'))}]}`;
    for (const size of [65_536, 10_000_000]) {
      const { lines, refused } = split(content, size);
      expect(lines).toEqual([text(one('a')), deep(100_000), text(one('b'))]);
      expect(refused).toEqual([{ kind: 'damaged', why: expect.stringContaining('nested') }]);
    }
  });

  it('tells of nothing at all that it is empty', () => {
    for (const nothing of ['', ' \r\n\t ', '\ufeff'])
      expect(split(nothing, 1)).toEqual({
        lines: [],
        refused: [{ kind: 'damaged', why: 'The file is empty.' }],
      });
    expect(split('{"Records":[]}', 1)).toEqual({ lines: [], refused: [] });
  });

  it('tells what is no JSON once, by its first line, however it comes', () => {
    const csv = `@timestamp,@message\n${'2026-11-22,"{""eventVersion"":""1.11""}"\n'.repeat(20)}`;
    for (const size of [1, 7, 1_000_000]) expect(split(csv, size).lines).toEqual(['@timestamp,@message']);
  });

  it('tells what stands behind a document', () => {
    expect(split(`${text(file('a'))} oops`).lines).toEqual([text(one('a')), 'oops']);
    expect(split(`${text(file('a'))}]`).lines).toEqual([text(one('a')), ']']);
  });

  it('ends a number, true, false or null where a blank stands behind it', () => {
    for (const size of [1, 2, 1_000_000]) expect(split('[null  \u0000', size).lines).toEqual(['null', '{?}']);
  });

  it('gives the same of anything, wherever it is cut', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        '"',
        '\\',
        ',',
        ':',
        '\n',
        ' ',
        'null',
        '"Records":[',
        '{"eventVersion":"',
        text(file('a')),
      ),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.nat(20), (pieces, size) => {
        const content = pieces.join('');
        expect(split(content, size + 1)).toEqual(split(content));
      }),
      { numRuns: 2_000 },
    );
  });
});
