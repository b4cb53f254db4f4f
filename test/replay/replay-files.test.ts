import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import type { Ask, Part } from '../../bot/replay/part.ts';
import { replayFiles } from '../../bot/replay/replay-files.ts';
import { generateRecords } from '../bench/generate-records.ts';
import { createReplayFolder, logFile, type ReplayFolder } from '../support/replay-folder.ts';

const DYING = new URL('./dying-thread.ts', import.meta.url);
const { detections } = loadCatalog(TEMPLATES);
const ask: Ask = { catalogs: [detections], range: {}, uncovered: true };
const records = generateRecords(2_000);

describe('files on several threads', () => {
  let folder: ReplayFolder;
  let files: readonly string[];
  beforeAll(() => {
    folder = createReplayFolder();
    // The first takes longest, so that the others are ready before their turn.
    const small = Array.from({ length: 10 }, (_, n) =>
      folder.write(`b-${n}.json.gz`, logFile(records.slice(n * 100, n * 100 + 100))),
    );
    files = [
      folder.write(
        'a.json',
        JSON.stringify({ Records: records.map((one) => JSON.parse(one)) }, undefined, 1),
      ),
      ...small,
    ];
  });
  afterAll(() => folder.remove());

  async function run(workers: number) {
    const heard: [string, Part][] = [];
    const done: string[] = [];
    const complete = await replayFiles(files, ask, {
      workers,
      onPart: (part, file) => void heard.push([file, part]),
      onFile: (file) => void done.push(file),
    });
    return { complete, heard, done };
  }

  it('are told in their own order, and the same by any number of threads', async () => {
    const [one, two, four] = [await run(1), await run(2), await run(4)];
    expect(one.done).toEqual(files);
    expect(one.heard.map(([file]) => file)).toEqual(files);
    expect(one.heard.reduce((sum, [, { events }]) => sum + events, 0)).toBe(3_000);
    expect(two).toEqual(one);
    expect(four).toEqual(one);
  });

  it('are as well no files at all', async () => {
    await expect(replayFiles([], ask, { workers: 2, onPart: () => undefined })).resolves.toBe(true);
  });

  it('stop when they are told to, after a file that was told whole', async () => {
    const stop = new AbortController();
    const done: string[] = [];
    const complete = await replayFiles(files, ask, {
      workers: 2,
      signal: stop.signal,
      onPart: () => undefined,
      onFile: (file) => {
        done.push(file);
        if (done.length === 2) stop.abort();
      },
    });
    expect(complete).toBe(false);
    expect(done).toEqual(files.slice(0, 2));
  });

  it.each(['throws', 'exits'])(
    'name the file when a thread %s over it, and do not wait for it',
    async (how) => {
      const run = replayFiles(['a', `b-${how}`, 'c', 'd'], ask, {
        workers: 1,
        onPart: () => undefined,
        program: { url: DYING, filesAtOnce: 2 },
      });
      await expect(run).rejects.toMatchObject({
        code: 'unexpected',
        message: expect.stringContaining(`b-${how} ended`),
        hint: expect.stringContaining('without this file'),
      });
    },
  );

  it('may be named one by one, and each is begun before the next has its name', async () => {
    let begun = 0;
    async function* walk() {
      for (const [n, file] of files.entries()) {
        if (n > 1) await vi.waitFor(() => expect(begun).toBeGreaterThan(0), { timeout: 30_000 });
        yield file;
      }
    }
    const done: string[] = [];
    const complete = await replayFiles(walk(), ask, {
      workers: 2,
      onPart: () => {
        begun += 1;
      },
      onFile: (file) => void done.push(file),
    });
    expect(complete).toBe(true);
    expect(done).toEqual(files);
  });

  it('are not asked for much further than they are read', async () => {
    let named = 0;
    let furthest = 0;
    let done = 0;
    async function* walk() {
      for (let n = 0; n < 300; n += 1) {
        named += 1;
        yield files[1] ?? '';
      }
    }
    await replayFiles(walk(), ask, {
      workers: 2,
      onPart: () => undefined,
      onFile: () => {
        done += 1;
        furthest = Math.max(furthest, named - done);
      },
    });
    expect([named, done]).toEqual([300, 300]);
    expect(furthest).toBeLessThan(100);
  });

  it('stop when they are told to, though a name is still waited for', async () => {
    const stop = new AbortController();
    async function* walk() {
      yield files[1] ?? '';
      await new Promise(() => undefined);
    }
    const complete = await replayFiles(walk(), ask, {
      workers: 2,
      signal: stop.signal,
      onPart: () => undefined,
      onFile: () => stop.abort(),
    });
    expect(complete).toBe(false);
  });

  it('say why a folder cannot be walked any further', async () => {
    function* walk() {
      yield files[1] ?? '';
      throw new RangeError('gone');
    }
    await expect(replayFiles(walk(), ask, { workers: 1, onPart: () => undefined })).rejects.toThrow('gone');
  });
});
