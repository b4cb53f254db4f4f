import { execFile, execFileSync } from 'node:child_process';
import { appendFileSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { walkFiles } from '../../bot/records/walk-files.ts';
import type { Part } from '../../bot/replay/part.ts';
import { createReader } from '../../bot/replay/read-parts.ts';
import { replayFiles } from '../../bot/replay/replay-files.ts';
import { generateRecords } from '../bench/generate-records.ts';
import { createReplayFolder, logFile, type ReplayFolder } from '../support/replay-folder.ts';

const CLI = fileURLToPath(new URL('../../bot/entry/cli.ts', import.meta.url));
const { detections } = loadCatalog(TEMPLATES);
const ask = { catalogs: [detections], range: {}, uncovered: true };
const read = createReader(ask);
const records = generateRecords(50);
const [one = ''] = records;
const DEEP = 100_000;
const deep = (open: string, close: string) => open.repeat(DEEP) + close.repeat(DEEP);
const withField = (text: string, field: string) => `${text.slice(0, -1)},${field}}`;
const fileOf = (...texts: readonly string[]) => `{"Records":[${texts.join(',')}]}`;
const linesOf = (...texts: readonly string[]) => texts.join('\n');

let folder: ReplayFolder;
beforeAll(() => {
  folder = createReplayFolder();
});
afterAll(() => folder.remove());

interface Heard {
  readonly events: number;
  readonly skipped: readonly string[];
}

async function heardOf(parts: AsyncIterable<Part>): Promise<Heard> {
  let events = 0;
  const skipped: string[] = [];
  for await (const part of parts) {
    events += part.events;
    for (const [kind, count] of Object.entries(part.skippedCounts)) skipped.push(`${count} ${kind}`);
    for (const { where } of part.skipped) expect(where).toContain(folder.path);
  }
  return { events, skipped };
}

const heard = (content: string | Buffer, name = 'file') => heardOf(read(folder.write(name, content)));

describe('a file of anything at all', () => {
  it('never stops a replay, and tells that it was skipped where it holds no record', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.uint8Array({ maxLength: 400 }).map((some) => gzipSync(some)),
      fc.uint8Array({ maxLength: 200 }).map((some) => Buffer.concat([Buffer.from([0x1f, 0x8b]), some])),
      fc.uint8Array({ maxLength: 200 }).map((some) => Buffer.concat([Buffer.from('{"Records":['), some])),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (some) => {
        const { events, skipped } = await heard(Buffer.from(some));
        expect(events > 0 || skipped.length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  }, 20_000);

  it('tells of what is blank elsewhere, though not in JSON', async () => {
    for (const blank of ['\v', '\u00a0', '\u2028'])
      expect(await heard(blank)).toEqual({ events: 0, skipped: ['1 damaged'] });
  });

  it('never stops it with some bytes changed in a file that was good, as a log file, in lines and zipped', async () => {
    const some = records.slice(0, 3);
    const good = [fileOf(...some), linesOf(...some)].map((text) => Buffer.from(text));
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...good, ...good.map((bytes) => gzipSync(bytes))),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        async (bytes, changes) => {
          const changed = Buffer.from(bytes);
          for (const [at, byte] of changes) changed[at % changed.length] = byte;
          const { events, skipped } = await heard(changed);
          expect(events + skipped.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 400 },
    );
  }, 20_000);

  it('is damaged at every length of a gzip that is cut off', async () => {
    const whole = logFile(['{"eventSource":"iam.amazonaws.com"}', '{"eventName":"CreateUser"}']);
    const wrong: number[] = [];
    for (let length = 2; length < whole.length; length += 1) {
      const { events, skipped } = await heard(whole.subarray(0, length));
      if (events !== 0 || skipped.join() !== '1 damaged') wrong.push(length);
    }
    expect(wrong).toEqual([]);
    expect(await heard(whole)).toEqual({ events: 2, skipped: [] });
  }, 20_000);

  it('is read to the end where several gzips follow each other', async () => {
    const zipped = [linesOf(...records.slice(0, 2)), '\n', linesOf(...records.slice(2, 5))];
    const joined = Buffer.concat(zipped.map((text) => gzipSync(text)));
    expect(await heard(joined)).toEqual({ events: 5, skipped: [] });
  });
});

describe('a record that nobody would write', () => {
  it.each([
    ['a field as deep as nothing is', withField(one, `"x":${deep('{"a":', '}').replace('{"a":}', '{}')}`)],
    ['lists in each other', withField(one, `"x":${deep('[', ']')}`)],
    ['a number beyond all', withField(one, '"x":1e400,"y":-1e400')],
    ['a number of 400 digits', withField(one, `"x":${'9'.repeat(400)}`)],
    ['half of a surrogate', withField(one, '"x":"\\ud800","y":"\\udc00\\ud83d"')],
    ['NUL as text', withField(one, '"x":"\\u0000"')],
    ['5 MB', withField(one, `"x":"${'x'.repeat(5_000_000)}"`)],
    [
      '5 MB of fields',
      withField(one, Array.from({ length: 200_000 }, (_, n) => `"k${n}":{"a":[${n}]}`).join()),
    ],
  ])(
    'counts as one event, with %s',
    async (_, text) => {
      expect(await heard(fileOf(one, text, one))).toEqual({ events: 3, skipped: [] });
      expect(await heard(linesOf(one, text, one))).toEqual({ events: 3, skipped: [] });
    },
    10_000,
  );

  it('is judged though it is nested beyond measure, with and without an id', async () => {
    const root = one.replace(/"type":"[^"]*"/, '"type":"Root"');
    const nested = withField(root, `"requestParameters":${deep('[', ']')}`);
    const nameless = nested.replace(/"eventID":"[^"]*"/, '"eventID":""');
    for (const text of [nested, nameless]) {
      for (const file of [fileOf(one, text), linesOf(one, text)]) {
        const { events, skipped } = await heard(file);
        expect(events + skipped.length).toBe(2);
      }
    }
  }, 10_000);

  it('is damaged, or somebody else’s, where it is nothing but depth', async () => {
    for (const text of [deep('[', ']'), deep('{"a":', '}').replace('{"a":}', '{}'), '['.repeat(DEEP)]) {
      const { events, skipped } = await heard(text);
      expect(events).toBe(0);
      expect(skipped).toHaveLength(1);
    }
  }, 10_000);

  it('of 60 MB is one event all the same', async () => {
    const text = withField(one, `"x":"${'x'.repeat(60_000_000)}"`);
    expect(await heard(linesOf(one, text))).toEqual({ events: 2, skipped: [] });
    expect(await heard(fileOf(one, text))).toEqual({ events: 2, skipped: [] });
  }, 20_000);
});

describe('a text in another form', () => {
  const text = linesOf(...records.slice(0, 3));

  it.each([
    ['a byte order mark', Buffer.from(`\ufeff${fileOf(one, one)}`), 2],
    ['a byte order mark before lines', Buffer.from(`\ufeff${text}`), 3],
    ['UTF-16', Buffer.from(`\ufeff${fileOf(one, one)}`, 'utf16le'), 2],
    ['line breaks of Windows', Buffer.from(text.replaceAll('\n', '\r\n')), 3],
  ])('is read with %s', async (_, content, events) => {
    expect(await heard(content)).toEqual({ events, skipped: [] });
  });

  it('is read with invalid UTF-8 in a value, and tells of NULs in a line, at any place', async () => {
    const broken = Buffer.from(fileOf(one, withField(one, '"x":"?"')));
    broken[broken.lastIndexOf('?')] = 0xff;
    expect(await heard(broken)).toEqual({ events: 2, skipped: [] });
    const lines = Buffer.from(linesOf(one, '\0\0\0', one));
    expect(await heard(lines)).toEqual({ events: 2, skipped: ['1 damaged'] });
    expect(await heard(Buffer.alloc(10_000))).toEqual({ events: 0, skipped: ['1 damaged'] });
  });
});

describe('a folder of anything at all', () => {
  it('is read around a loop of links, a pipe that nobody writes, and links to nowhere', async () => {
    folder.write('odd/good.json', fileOf(one));
    folder.write('odd/sub/good.json.gz', logFile([one]));
    symlinkSync(join(folder.path, 'odd'), join(folder.path, 'odd/sub/loop'));
    symlinkSync(join(folder.path, 'odd/itself'), join(folder.path, 'odd/itself'));
    symlinkSync('/nowhere/at/all', join(folder.path, 'odd/dangling'));
    execFileSync('mkfifo', [join(folder.path, 'odd/pipe')]);
    let events = 0;
    const skipped: string[] = [];
    await replayFiles(walkFiles(join(folder.path, 'odd')), ask, {
      workers: 2,
      onPart: (part) => {
        events += part.events;
        skipped.push(...part.skipped.map(({ where, kind }) => `${where.split('/').at(-1)} ${kind}`));
      },
    });
    expect(events).toBe(2);
    expect(skipped).toEqual(['dangling unreadable', 'itself unreadable', 'pipe unreadable']);
  }, 15_000);

  it('is read though a file vanishes after it was listed', async () => {
    const names = ['a', 'b', 'c'].map((name) => folder.write(`gone/${name}.json`, fileOf(one)));
    function* walk() {
      for (const name of names) {
        if (name.endsWith('b.json')) rmSync(name);
        yield name;
      }
    }
    const heardParts: string[] = [];
    await replayFiles(walk(), ask, {
      workers: 1,
      onPart: ({ events, skipped }) => void heardParts.push(`${events} ${skipped.map(({ kind }) => kind)}`),
    });
    expect(heardParts).toEqual(['1 ', '0 unreadable', '1 ']);
  }, 15_000);

  it('is read though a large file grows, or shrinks, while it is read', async () => {
    const big = linesOf(...Array.from({ length: 700 }, () => withField(one, `"x":"${'x'.repeat(60_000)}"`)));
    for (const change of [
      (file: string) => appendFileSync(file, `\n${one}`),
      (file: string) => truncateSync(file, 20_000_000),
    ]) {
      const file = folder.write('large.jsonl', big);
      let events = 0;
      for await (const part of read(file)) {
        if (events === 0) change(file);
        events += part.events;
      }
      expect(events).toBeGreaterThan(300);
      expect(events).toBeLessThanOrEqual(701);
    }
  }, 20_000);

  it('of two thousand empty files gives a report that counts them', async () => {
    for (let n = 0; n < 2_000; n += 1) folder.write(`empty/${n % 20}/${n}.json.gz`, '');
    let count = 0;
    await replayFiles(walkFiles(join(folder.path, 'empty')), ask, {
      workers: 2,
      onPart: ({ skippedCounts }) => {
        count += skippedCounts.damaged ?? 0;
      },
    });
    expect(count).toBe(2_000);
  }, 20_000);
});

describe('npm run replay over all of this', () => {
  it('ends with a report, names what was skipped, and its exit code tells', async () => {
    const all = 'cli';
    folder.write(`${all}/good.json`, fileOf(one, one.replace(/"eventID":"[^"]*"/, '"eventID":"another"')));
    folder.write(`${all}/cut.json.gz`, logFile(records).subarray(0, 500));
    folder.write(`${all}/garbage.json.gz`, gzipSync(Buffer.from([0, 255, 1, 2, 3])));
    folder.write(`${all}/deep.json`, deep('[', ']'));
    folder.write(
      `${all}/deep-record.json`,
      fileOf(withField(one.replace(/"eventID":"[^"]*"/, '"eventID":""'), `"x":${deep('[', ']')}`)),
    );
    folder.write(`${all}/zeros`, Buffer.alloc(1_000));
    const { code, stdout, stderr } = await new Promise<{ code: unknown; stdout: string; stderr: string }>(
      (resolve) => {
        execFile(
          process.execPath,
          [CLI, 'replay', join(folder.path, all), '--json'],
          { timeout: 30_000, maxBuffer: 10_000_000 },
          (error, out, err) => resolve({ code: error?.code ?? 0, stdout: out, stderr: err }),
        );
      },
    );
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ complete: true });
    expect(JSON.parse(stdout).events).toBeGreaterThanOrEqual(2);
    for (const name of ['cut.json.gz', 'garbage.json.gz', 'zeros']) expect(stderr).toContain(name);
  }, 40_000);
});
