import { mkdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STDIN, walkFiles } from '../../bot/records/walk-files.ts';
import { createReplayFolder, type ReplayFolder } from '../support/replay-folder.ts';

describe('walking folders', () => {
  let folder: ReplayFolder;
  beforeAll(() => {
    folder = createReplayFolder();
    for (const name of ['b/2.json', 'b/10.json', 'a.json', 'c/d/e/f.json']) folder.write(name, '{}');
    symlinkSync(folder.path, join(folder.path, 'b', 'loop'));
  });
  afterAll(() => folder.remove());

  it('gives all files in the order of their names, and ends though a link leads back', () => {
    const names = [...walkFiles(folder.path)].map((file) => relative(folder.path, file));
    expect(names).toEqual(['a.json', 'b/10.json', 'b/2.json', 'c/d/e/f.json']);
  });

  it('follows a link into a folder, and walks each folder once', () => {
    const other = createReplayFolder();
    other.write('logs/1.json', '{}');
    mkdirSync(join(other.path, 'walked'));
    for (const name of ['one', 'two'])
      symlinkSync(join(other.path, 'logs'), join(other.path, 'walked', name));
    symlinkSync(join(other.path, 'nowhere'), join(other.path, 'walked', 'zero'));
    const walked = join(other.path, 'walked');
    // A link that leads nowhere is told by whoever opens it.
    expect([...walkFiles(walked)].map((file) => relative(walked, file))).toEqual(['one/1.json', 'zero']);
    other.remove();
  });

  it('gives a file as it is, and what is piped in', () => {
    const file = join(folder.path, 'a.json');
    expect([...walkFiles(file), ...walkFiles(STDIN)]).toEqual([file, '-']);
  });

  it('looks at a folder only when its turn comes', () => {
    const files = walkFiles(folder.path);
    expect(files.next().value).toBe(join(folder.path, 'a.json'));
    folder.write('c/late.json', '{}');
    expect([...files]).toContain(join(folder.path, 'c', 'late.json'));
  });

  it('says what is not there', () => {
    expect(() => [...walkFiles(join(folder.path, 'nowhere'))]).toThrow(/nowhere could not be read: ENOENT/);
  });
});
