import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { TrailbotError } from '../../bot/domain/errors.ts';
import { type Content, openLines, openPieces } from '../../bot/replay/open-content.ts';
import { generateRecords } from '../bench/generate-records.ts';
import { logFile } from '../support/replay-folder.ts';

const records = generateRecords(2_000);
const REFUSAL = new TrailbotError({
  code: 'input_unreadable',
  message: 'It was deleted meanwhile.',
  hint: 'Replay the rest.',
});
const REFUSED = { kind: 'unreadable', why: 'It was deleted meanwhile.' };

async function* cut(bytes: Buffer, size: number, failing = false): AsyncGenerator<Buffer> {
  for (let at = size; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  if (failing) throw REFUSAL;
}
const open = (bytes: Buffer, size = bytes.length, failing = false) =>
  openPieces(async () => ({
    first: bytes.subarray(0, size),
    ...(size < bytes.length && { rest: cut(bytes, size, failing) }),
  }));

/** All of it, whichever way it comes. */
async function all(content: Content): Promise<{ text: string; refused: unknown }> {
  if (content.kind === 'refused') return { text: '', refused: content.refused };
  if (content.kind === 'whole') return { text: content.bytes.toString(), refused: undefined };
  let text = '';
  let refused: unknown;
  for await (const block of content.blocks) {
    if (Buffer.isBuffer(block)) text += block.toString();
    else refused = block;
  }
  return { text, refused };
}

describe('what comes in pieces', () => {
  it.each([
    ['a log file', logFile(records)],
    ['a log file that is not zipped', gunzipSync(logFile(records))],
    ['records one a line', Buffer.from(records.join('\n'))],
    ['records one a line, zipped', gzipSync(records.join('\n'))],
  ])('is the same in one piece and in many: %s', async (_, bytes) => {
    const plain = bytes[0] === 0x1f ? gunzipSync(bytes).toString() : bytes.toString();
    for (const size of [bytes.length, 5_000, Math.ceil(bytes.length / 2)])
      expect(await all(await open(bytes, size))).toEqual({ text: plain, refused: undefined });
  });

  it('is the same where its gzip has several members, and comes a byte at a time', async () => {
    const zipped = Buffer.concat([gzipSync(`${records[0]}\n`), gzipSync(records.slice(1, 9).join('\n'))]);
    const expected = { text: records.slice(0, 9).join('\n'), refused: undefined };
    expect(await all(await open(zipped))).toEqual(expected);
    expect(await all(await open(zipped, 1))).toEqual(expected);
  });

  it('is the same in UTF-16 and with a byte order mark, in one piece and cut within a character', async () => {
    const text = `{"Records":[${records.join(',')}],"x":"\u{1f600}"}`;
    const plain = await all(await open(Buffer.from(text)));
    for (const bytes of [Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le')]) {
      for (const size of [bytes.length, 1_001]) expect(await all(await open(bytes, size))).toEqual(plain);
    }
  });

  it('is given record by record beyond a few MB, as one document and as several', async () => {
    const big = Array.from({ length: 4 }, () => records).flat();
    const files = [big.slice(0, 10), big.slice(10)].map((some) => `{"Records":[${some.join(',')}]}`);
    for (const text of [`{"Records":[${big.join(',')}]}`, files.join('')]) {
      for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`, 'utf16le')]) {
        const content = await open(bytes, 100_000);
        expect(content).toMatchObject({ kind: 'lines', form: 'items' });
        expect(await all(content)).toEqual({ text: `${big.join('\n')}\n`, refused: undefined });
      }
    }
  });

  it('is refused with its reason where it does not come at all', async () => {
    const content = await openPieces(() => Promise.reject(REFUSAL));
    expect(content).toEqual({ kind: 'refused', refused: REFUSED });
  });

  it('is read as far as it came where a document breaks off, zipped or not', async () => {
    for (const bytes of [logFile(records), gunzipSync(logFile(records))]) {
      const { text, refused } = await all(await open(bytes, 20_000, true));
      const lines = text.split('\n').slice(0, 1_000);
      expect(lines).toEqual(records.slice(0, 1_000));
      expect(refused).toEqual(REFUSED);
    }
  });

  it('is read as far as it came where records are one a line', async () => {
    const bytes = Buffer.from(records.join('\n'));
    const { text, refused } = await all(await open(bytes, 20_000, true));
    expect(text.split('\n').slice(0, 1_900)).toEqual(records.slice(0, 1_900));
    expect(refused).toEqual(REFUSED);
  });

  it('is refused where its gzip is damaged', async () => {
    const bytes = logFile(records).subarray(0, 3_000);
    expect((await all(await open(bytes))).refused).toMatchObject({ kind: 'damaged' });
    expect((await all(await open(bytes, 1_000))).refused).toMatchObject({ kind: 'damaged' });
  });

  it('does not hide a mistake of our own', async () => {
    await expect(openPieces(() => Promise.reject(new RangeError('oops')))).rejects.toThrow('oops');
  });
});

describe('what comes as lines', () => {
  it('is told with why the rest of it is missing', async () => {
    async function* blocks() {
      yield Buffer.from('{"a":1}\n');
      throw REFUSAL;
    }
    expect(await all(openLines(blocks()))).toEqual({ text: '{"a":1}\n', refused: REFUSED });
  });
});
