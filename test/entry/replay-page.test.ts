import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage } from '../../bot/entry/replay-page.ts';
import { generateRecords } from '../bench/generate-records.ts';
import { createReplayFolder, logFile, type ReplayFolder } from '../support/replay-folder.ts';

const CLI = fileURLToPath(new URL('../../bot/entry/cli.ts', import.meta.url));
const records = generateRecords(3_000);

let folder: ReplayFolder;
beforeAll(() => {
  folder = createReplayFolder();
  for (let n = 0; n < 12; n += 1)
    folder.write(`archive/${n}.json.gz`, logFile(records.slice(n * 250, n * 250 + 250)));
});
afterAll(() => folder.remove());

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}
function replay(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, 'replay', ...args], { maxBuffer: 1e8 }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}
const at = (name: string) => join(folder.path, name);

describe('the file of the page', () => {
  it.each([
    ['a folder', 'archive', /archive is a folder\./],
    ['in a folder that is not there', 'nowhere/report.html', /there is no folder .*nowhere\./],
    ['in what is no folder', 'archive/0.json.gz/report.html', /cannot be written: ENOTDIR\./],
    ['a file that is no page', 'archive/1.json.gz', /it is not replaced\./],
  ])('is refused at once where it is %s', (_, name, message) => {
    expect(() => openPage(at(name))).toThrow(
      expect.objectContaining({
        code: 'output_unwritable',
        message: expect.stringMatching(message),
        hint: expect.stringContaining('--html'),
      }),
    );
  });

  it.each([
    ['an empty file', ''],
    ['an earlier page', '<!doctype html>\n<p>'],
  ])('may be %s, which is left alone until there is a page', (_, content) => {
    const path = folder.write('earlier.html', content);
    openPage(path).giveUp();
    expect(readFileSync(path, 'utf8')).toBe(content);
  });
});

describe('npm run replay -- --html', () => {
  it('prints the report as usual, then where the page is', async () => {
    const { code, stdout } = await replay('--html', at('report.html'), at('archive'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^3,000 records/);
    expect(stdout.trimEnd().endsWith(`The report is in ${at('report.html')}`)).toBe(true);
    const page = readFileSync(at('report.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('CRITICAL: root signed in');
    expect(page.length).toBeLessThan(1_000_000);
  });

  it('writes the same page, byte for byte, with any number of threads', async () => {
    const written = ['1', '2', '4'].map(async (workers) => {
      await replay('--workers', workers, '--html', at(`with-${workers}.html`), at('archive'));
      return readFileSync(at(`with-${workers}.html`), 'utf8');
    });
    const [one, two, four] = await Promise.all(written);
    expect(one).toContain('</html>');
    expect(two).toBe(one);
    expect(four).toBe(one);
  });

  it('leaves the output to the JSON that was asked for', async () => {
    const { stdout, stderr } = await replay('--json', '--html', at('json.html'), at('archive'));
    expect(JSON.parse(stdout)).toMatchObject({ events: 3_000 });
    expect(stderr).toContain(at('json.html'));
    const lines = await replay('--jsonl', '--html', at('jsonl.html'), at('archive'));
    for (const line of lines.stdout.trimEnd().split('\n'))
      expect(JSON.parse(line)).toHaveProperty('detection');
    expect(readFileSync(at('jsonl.html'), 'utf8')).toBe(readFileSync(at('json.html'), 'utf8'));
  });

  it('says before it reads anything that the file cannot be written', async () => {
    mkdirSync(at('taken'), { recursive: true });
    const folderGiven = await replay('--html', at('taken'), at('archive'));
    expect(folderGiven).toMatchObject({ code: 1, stdout: '' });
    expect(folderGiven.stderr).toContain(`${at('taken')} is a folder.`);
    const nowhere = await replay('--html', at('nowhere/report.html'), at('archive'));
    expect(nowhere).toMatchObject({ code: 1, stdout: '' });
    expect(nowhere.stderr).toContain(`cannot be written: there is no folder ${at('nowhere')}`);
  });

  it('does not replace a file that is no page: it may be one that was to be read', async () => {
    const trail = at('archive/0.json.gz');
    const before = readFileSync(trail);
    const { code, stderr } = await replay('--html', trail, at('archive'));
    expect(code).toBe(1);
    expect(stderr).toContain('is no page: it is not replaced');
    expect(readFileSync(trail)).toEqual(before);
  });

  it('prints the report all the same when the page cannot be written any more', async () => {
    const file = folder.write('gone/report.html', '');
    rmSync(file);
    const args = [CLI, 'replay', '--html', file, '-'];
    const ended = new Promise<Ended>((resolve) => {
      const child = execFile(process.execPath, args, (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
      );
      const waiting = setInterval(() => {
        // It stands there before anything is read.
        if (!existsSync(file)) return;
        clearInterval(waiting);
        rmSync(at('gone'), { recursive: true });
        child.stdin?.end(records.slice(0, 300).join('\n'));
      }, 20);
    });
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(1);
    expect(stdout).toMatch(/^300 records/);
    expect(stderr).toContain(`there is no folder ${at('gone')}`);
  });

  it('leaves no empty file behind when it cannot read', async () => {
    const { code } = await replay('--html', at('none.html'), at('not-there'));
    expect(code).toBe(1);
    expect(existsSync(at('none.html'))).toBe(false);
  });

  it('does not read its own page, though it lies among the files', async () => {
    const inside = at('archive/report.html');
    await replay('--html', inside, at('archive'));
    const first = readFileSync(inside, 'utf8');
    const again = await replay('--html', inside, at('archive'));
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(inside, 'utf8')).toBe(first);
  });
});
