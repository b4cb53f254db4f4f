import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateRecords } from '../bench/generate-records.ts';
import { createReplayFolder, logFile, type ReplayFolder } from '../support/replay-folder.ts';

const CLI = fileURLToPath(new URL('../../bot/entry/cli.ts', import.meta.url));
const records = generateRecords(600);

let folder: ReplayFolder;
beforeAll(() => {
  folder = createReplayFolder();
  folder.write('logs/a.json.gz', logFile(records));
  folder.write('empty/b.json', '[]');
});
afterAll(() => folder.remove());

async function replay(args: readonly string[], input = '') {
  const child = spawn(process.execPath, [CLI, 'replay', ...args], { cwd: folder.path });
  const code = new Promise((resolve) => child.once('close', resolve));
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}

describe('a replay without an event', () => {
  it('says of which time the files are where none is within the period, and ends well', async () => {
    const html = join(folder.path, 'none.html');
    const { code, stdout, stderr } = await replay(['--since', '2030-01-01', '--html', html, 'logs']);
    expect(code).toBe(0);
    expect(stdout).toBe('No record was read.\n');
    expect(stderr).toMatch(
      /^None of the files’ 600 records is from 2030-01-01 00:00 UTC on: they are from 2026-\S+ \S+ to 2026-\S+ \S+ UTC\.\n$/,
    );
    expect(existsSync(html)).toBe(false);
  });

  it.each([
    ['in the files', ['empty'], 'There is no record in what was given.\n'],
    ['in the files at any time', ['empty', '--since', '90d'], /^There is no record from .* UTC on in/],
    ['as JSON', ['empty', '--json'], 'There is no record in what was given.\n'],
  ])('ends with 2 where there is none %s', async (_, args, words) => {
    const { code, stderr } = await replay(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(words);
  });

  it('ends with 2 where what was piped in cannot be read again', async () => {
    const { code, stderr } = await replay(['-', '--until', '2020-01-01'], records.join('\n'));
    expect(code).toBe(2);
    expect(stderr).toBe('There is no record before 2020-01-01 00:00 UTC in what was given.\n');
  });

  it('is refused before anything is read where the period is none', async () => {
    const args = ['--since', '2026-11-10', '--until', '2026-11-01', 'logs'];
    const { code, stdout, stderr } = await replay(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^No time is within that: --since is 2026-11-10.*\nGive --until a later time/);
  });
});

describe('--actor', () => {
  it('is refused where it is empty', async () => {
    const { code, stderr } = await replay(['--actor', ' ', 'logs']);
    expect(code).toBe(1);
    expect(stderr).toContain('It is empty');
  });

  it('says that nobody is called so, and who has a name like it', async () => {
    const { code, stderr } = await replay(['--json', '--actor', 'alcie', 'logs']);
    expect(code).toBe(0);
    expect(stderr).toBe(
      'Nobody called “alcie” did anything that a detection counts. Names like it: alice in 123456789012.\n',
    );
  });

  it('takes the name as it prints it', async () => {
    const { stdout, stderr } = await replay(['--json', '--actor', 'alice in 123456789012', 'logs']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      ...JSON.parse((await replay(['--json', '--actor', 'alice', 'logs'])).stdout),
      only: expect.objectContaining({ actor: 'alice in 123456789012' }),
    });
  });
});

describe('npm run replay -- --help', () => {
  it('says how times are written and what the exit codes are, in 80 columns', async () => {
    const { stdout } = await replay(['--help']);
    const said = stdout.replaceAll(/\s+/g, ' ');
    for (const words of [
      '90d',
      '+01:00',
      'else UTC',
      'exit code is 2 when',
      '2 as well when there is no record',
      'A page is a match that is told at once',
    ])
      expect(said).toContain(words);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
