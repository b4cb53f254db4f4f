import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { addIds, nothingToRead, sortWords } from '../../bot/entry/replay-words.ts';
import { generateRecords } from '../bench/generate-records.ts';
import { createReplayFolder, logFile, type ReplayFolder } from '../support/replay-folder.ts';

const CLI = fileURLToPath(new URL('../../bot/entry/cli.ts', import.meta.url));
const records = generateRecords(600);
const LIST = '- detection: console-login-failures\n';

let folder: ReplayFolder;
beforeAll(() => {
  folder = createReplayFolder();
  folder.write('logs/a.json.gz', logFile(records));
  folder.write('one.json', `{"Records":[${records.slice(0, 3).join(',')}]}`);
  folder.write('lines.jsonl', records.slice(0, 3).join('\n'));
  folder.write('digest.json.gz', gzipSync('{"digestPublicKeyFingerprint":"a1"}'));
  folder.write('list.yml', LIST);
  folder.write('list.json', JSON.stringify([{ detection: 'console-login-failures', actor: 'a' }]));
  folder.write('empty.json', '[]');
});
afterAll(() => folder.remove());

const at = (name: string) => join(folder.path, name);
const sort = (words: Partial<Parameters<typeof sortWords>[0]>) =>
  sortWords({ paths: [], detection: [], ...words }, TEMPLATES);

describe('the word behind --suppressions', () => {
  it.each(['logs', 'one.json', 'lines.jsonl', 'logs/a.json.gz', 'digest.json.gz'])(
    'is what is to be read where it is %s, and the deployed bot’s are meant',
    (name) => {
      expect(sort({ suppressions: at(name) })).toMatchObject({ paths: [at(name)], suppressions: true });
    },
  );

  it.each(['-', 's3://bucket/AWSLogs/'])('is what is to be read where it is %s', (word) => {
    expect(sort({ paths: ['x'], suppressions: word })).toMatchObject({
      paths: ['x', word],
      suppressions: true,
    });
  });

  it.each(['list.yml', 'list.json', 'empty.json', 'not-there.yml'])('is a list where it is %s', (name) => {
    const words = sort({ paths: [at('logs')], suppressions: at(name) });
    expect(words).toMatchObject({ paths: [at('logs')], suppressions: at(name) });
  });

  it('may be none', () => {
    expect(sort({ suppressions: true })).toMatchObject({ suppressions: true });
    expect(sort({})).not.toHaveProperty('suppressions');
  });
});

describe('the ids of --detection', () => {
  it('come one by one, or with commas', () => {
    expect(addIds('root-usage', ['a'])).toEqual(['a', 'root-usage']);
    expect(addIds('root-usage, iam-policy-changes,', [])).toEqual(['root-usage', 'iam-policy-changes']);
  });

  it('may go on behind the first without a comma', () => {
    const words = sort({ paths: [at('logs'), 'iam-policy-changes'], detection: ['root-usage'] });
    expect(words).toMatchObject({ paths: [at('logs')], detection: ['root-usage', 'iam-policy-changes'] });
  });

  it('are not looked for where the flag is not given', () => {
    expect(sort({ paths: ['root-usage'] })).toMatchObject({ paths: ['root-usage'], detection: [] });
  });

  it('are refused with a hint where a word is neither an id nor there, or both', () => {
    const refusal = (word: string) => () => sort({ paths: [word], detection: ['root-usage'] });
    expect(refusal('rot-usage')).toThrow(
      expect.objectContaining({
        code: 'input_unreadable',
        message: 'rot-usage is neither a detection nor a file or folder.',
        hint: expect.stringContaining('npm run catalog'),
      }),
    );
    // Tests run in the project's folder, in which bot/ is.
    expect(sort({ paths: ['bot'], detection: ['root-usage'] }).paths).toEqual(['bot']);
    const templates = new URL(`file://${folder.path}/templates/`);
    folder.write('templates/detections/bot.yml', '');
    expect(() => sortWords({ paths: ['bot'], detection: ['root-usage'] }, templates)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('./bot') }),
    );
  });
});

describe('npm run replay', () => {
  function replay(...args: readonly string[]) {
    return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, [CLI, 'replay', ...args], { cwd: folder.path }, (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
      );
    });
  }

  it.each([
    [['--detection', 'root-usage', 'iam-policy-changes', './logs', '--json']],
    [['--detection', 'root-usage,iam-policy-changes', './logs', '--json']],
    [['./logs', '--json', '--detection', 'root-usage', 'iam-policy-changes']],
    [['./logs', '--detection', 'root-usage', '--json', '--detection', 'iam-policy-changes']],
    [['--detection', 'root-usage', './logs', 'iam-policy-changes', '--json']],
  ])('runs the detections that were asked for: %j', async (args) => {
    const { code, stdout } = await replay(...args);
    expect(code).toBe(0);
    const { events, silent, detections } = JSON.parse(stdout);
    expect(events).toBe(600);
    const ids = [...silent, ...detections.map(({ id }: { id: string }) => id)];
    expect(ids.toSorted()).toEqual(['iam-policy-changes', 'root-usage']);
  });

  it.each([
    [['--suppressions', 'list.yml', 'logs', '--json']],
    [['logs', '--json', '--suppressions', 'list.yml']],
    [['--json', '--suppressions', 'list.yml', './logs']],
  ])('hides what the list says: %j', async (args) => {
    const { code, stdout } = await replay(...args);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ events: 600, suppressions: [{ id: 'entry-1' }] });
  });

  it.each([
    [['--suppressions', 'list.yml'], 'npm run replay -- ./AWSLogs --suppressions list.yml'],
    [['--html', 'logs'], 'npm run replay -- logs --html report.html'],
    [[], 'npm run replay -- ./AWSLogs'],
  ])('says how to write it where nothing is left to read: %j', async (args, hint) => {
    const { code, stdout, stderr } = await replay(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^There is nothing to read/);
    expect(stderr).toContain(hint);
  });

  it('does not offer an earlier page as what is to be read', () => {
    const page = folder.write('report.html', '<!doctype html>');
    expect(nothingToRead(undefined, page).hint).toContain('--log-group');
  });

  it('says what stands for what is piped in, and does not claim that anything is', () => {
    const { message, hint } = nothingToRead(undefined);
    expect(message).toBe('There is nothing to read.');
    expect(hint).toContain('- for what is piped in');
  });
});
