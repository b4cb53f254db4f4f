import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../../bot/records/file-trouble.ts';
import { generateRecords } from '../bench/generate-records.ts';
import { createReplayFolder, logFile, type ReplayFolder } from '../support/replay-folder.ts';

const CLI = fileURLToPath(new URL('../../bot/entry/cli.ts', import.meta.url));
const NOTHING = 'Stopped: no event was read until then, so there is no report.\n';
const PAGE = '<!doctype html>\n<p>of yesterday';

let folder: ReplayFolder;
beforeAll(() => {
  folder = createReplayFolder();
  folder.write('logs/a.json.gz', logFile(generateRecords(100)));
});
afterAll(() => folder.remove());

const at = (name: string) => join(folder.path, name);

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [CLI, 'replay', ...args]);
  const told = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => {
    told.stdout += text;
  });
  child.stderr.on('data', (text) => {
    told.stderr += text;
  });
  // Not before all that have its stderr are gone, the process that loads among them.
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, told, closed };
}

/** Opens for writing, as soon as somebody waits at the other end. */
async function whenRead(pipe: string): Promise<number> {
  for (;;) {
    try {
      return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if (codeOf(error) !== 'ENXIO') throw error;
      await setTimeout(20);
    }
  }
}

/** It loads for as long as nobody writes into the pipe. */
async function startLoading(name: string, ...args: readonly string[]) {
  const pipe = at(name);
  execFileSync('mkfifo', [pipe]);
  const started = start('--what-if', pipe, at('logs'), ...args);
  return { ...started, writer: await whenRead(pipe) };
}

function stop(child: ChildProcess): void {
  child.kill('SIGINT');
}

describe('Ctrl-C', () => {
  it('is answered while the templates are loaded, and ends the process that loads them', async () => {
    const page = folder.write('earlier.html', PAGE);
    const { child, told, closed, writer } = await startLoading('first.yml', '--html', page);
    stop(child);
    expect(await closed).toBe(130);
    expect(told).toEqual({ stdout: '', stderr: NOTHING });
    expect(() => writeSync(writer, 'x')).toThrow(/EPIPE/);
    closeSync(writer);
    expect(readFileSync(page, 'utf8')).toBe(PAGE);
  });

  it.each(['--json', '--jsonl'])(
    'leaves nothing that a script could take for a report with %s',
    async (flag) => {
      const { child, told, closed, writer } = await startLoading(
        `${flag}.yml`,
        flag,
        '--html',
        at('new.html'),
      );
      stop(child);
      expect(await closed).toBe(130);
      expect(told).toEqual({ stdout: '', stderr: NOTHING });
      expect(existsSync(at('new.html'))).toBe(false);
      closeSync(writer);
    },
  );

  it('keeps an earlier page where nothing was read yet', async () => {
    const page = folder.write('earlier.html', PAGE);
    const { child, told, closed } = start('--until', '2020-01-01', '--html', page, '-');
    const first = new Promise((resolve) => child.stderr.once('data', resolve));
    // It tells of a broken line when it has read that far.
    child.stdin.write(`${generateRecords(200).join('\n')}\noops\n`);
    await first;
    stop(child);
    expect(await closed).toBe(130);
    expect(told.stdout).toBe('');
    expect(told.stderr).toContain('Stopped: no event before 2020-01-01 00:00 UTC was read until then');
    expect(readFileSync(page, 'utf8')).toBe(PAGE);
  });
});

describe('the process that loads the templates', () => {
  it('ends without a word when whoever asked is gone', async () => {
    const { child, told, closed, writer } = await startLoading('orphan.yml');
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    closeSync(writer);
    await closed;
    expect(told).toEqual({ stdout: '', stderr: '' });
  });
});
