import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadVariants } from '../../bot/entry/load-variants.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { changeVariant, loadVariant } from '../../bot/entry/replay-variants.ts';
import { runReplay } from '../../bot/entry/run-replay.ts';
import { generateRecords } from '../bench/generate-records.ts';
import { createReplayFolder, logFile, type ReplayFolder } from '../support/replay-folder.ts';

const CLI = fileURLToPath(new URL('../../bot/entry/cli.ts', import.meta.url));
const own = loadVariant(TEMPLATES);
const records = generateRecords(3_000);

let folder: ReplayFolder;
beforeAll(() => {
  folder = createReplayFolder();
  for (let n = 0; n < 12; n += 1) {
    const some = records.slice(n * 250, n * 250 + 250);
    const day = `archive/AWSLogs/123456789012/CloudTrail/us-east-1/2026/11/${String(n + 1).padStart(2, '0')}`;
    folder.write(`${day}/log.json.gz`, logFile(some));
    // What a trail delivers twice.
    if (n % 5 === 0) folder.write(`${day}/log-again.json.gz`, logFile(some));
  }
  folder.write('archive/lines.jsonl', records.slice(0, 100).join('\n'));
  folder.write('archive/digest.json', '{"digestPublicKeyFingerprint":"a1"}');
});
afterAll(() => folder.remove());

async function run(changes: Partial<Parameters<typeof runReplay>[0]> = {}) {
  const lines: string[] = [];
  const skipped: string[] = [];
  const replayed = await runReplay({
    paths: [`${folder.path}/archive`],
    own,
    range: {},
    uncovered: true,
    workers: 1,
    signal: new AbortController().signal,
    onSkipped: (line) => void skipped.push(line),
    onLine: (line) => void lines.push(line),
    onProgress: () => undefined,
    ...changes,
  });
  return { replayed, lines, skipped };
}

describe('a replay', () => {
  it('gives the same report and the same lines, byte for byte, with any number of threads', async () => {
    const [one, two, four] = [await run(), await run({ workers: 2 }), await run({ workers: 4 })];
    expect(one.replayed.now.report.pages).toBeGreaterThan(0);
    expect(one.lines.length).toBeGreaterThan(50);
    for (const other of [two, four]) {
      expect(JSON.stringify(other.replayed)).toBe(JSON.stringify(one.replayed));
      expect(other.lines.join('\n')).toBe(one.lines.join('\n'));
    }
  });

  it('counts an event once that stands in two files', async () => {
    const { replayed, lines } = await run();
    const ids = lines
      .map((line) => JSON.parse(line))
      .map(({ detection, eventID }) => `${detection} ${eventID}`);
    expect(new Set(ids).size).toBe(ids.length);
    expect(replayed.now.report.repeated).toBeGreaterThan(0);
    expect(replayed.now.report.events).toBe(3_000 + 3 * 250 + 100);
  });

  it('tells each match in a line, the review first and pages by their time', async () => {
    const { lines, replayed } = await run();
    const matches = lines.map((line) => JSON.parse(line));
    expect(Object.keys(matches[0])).toEqual([
      'detection',
      'eventID',
      'eventTime',
      'lane',
      'severity',
      'incident',
      'actor',
      'account',
    ]);
    const { pages, reviewed, incidents } = replayed.now.report;
    expect(matches.slice(0, reviewed).every(({ lane }) => lane === 'review')).toBe(true);
    const paged = matches.slice(reviewed);
    expect(paged).toHaveLength(pages);
    const times = paged.map(({ eventTime }) => eventTime);
    expect(times).toEqual(times.toSorted());
    expect(Math.max(...paged.map(({ incident }) => incident))).toBe(incidents);
  });

  it('skips digests without a word, and counts them', async () => {
    const { skipped, replayed } = await run();
    expect(skipped).toEqual([]);
    expect(replayed.skipped).toEqual([{ kind: 'digest', count: 1 }]);
  });

  it('gives what was read so far when it is stopped', async () => {
    const stop = new AbortController();
    const { replayed } = await run({
      signal: stop.signal,
      onProgress: ({ events }) => {
        if (events >= 500) stop.abort();
      },
    });
    expect(replayed.complete).toBe(false);
    expect(replayed.now.report.events).toBe(500);
  });

  it('tells what a changed detection would do, and what other settings would', async () => {
    const file = folder.write(
      'unauthorized-api-calls.yml',
      readFileSync(new URL('detections/unauthorized-api-calls.yml', TEMPLATES), 'utf8').replace(
        /^signal:.*\n(?: .*\n)*/m,
        '',
      ),
    );
    const { replayed } = await run({ changed: changeVariant(own, file) });
    const find = (side: typeof replayed.whatIf) =>
      side?.report.detections.find(({ id }) => id === 'unauthorized-api-calls');
    expect(find(replayed.now)).toMatchObject({ pages: 0 });
    expect(find(replayed.whatIf)?.pages).toBe(find(replayed.now)?.reviewed);
    expect(replayed.now).toEqual((await run()).replayed.now);

    const settings = folder.write(
      'settings.yml',
      readFileSync(new URL('settings.yml', TEMPLATES), 'utf8').replace(
        /^incidentQuietHours:.*/m,
        'incidentQuietHours: 1',
      ),
    );
    expect(changeVariant(own, settings).settings.incidentQuietHours).toBe(1);
  });

  it('names the first that it skips, and says how many more there are', async () => {
    for (let n = 0; n < 23; n += 1) folder.write(`odd/${n}.json`, 'odd');
    folder.write('odd/digest.json', '{"digestStartTime":"2026-11-22T14:00:00Z"}');
    const skipped: string[] = [];
    await run({ paths: [`${folder.path}/odd`], onSkipped: (line) => void skipped.push(line) });
    expect(skipped).toHaveLength(21);
    expect(skipped.at(-1)).toBe('skipped 3 more: the report counts them');
  });

  it('refuses a path that is not there', async () => {
    await expect(run({ paths: [`${folder.path}/nowhere`] })).rejects.toMatchObject({
      code: 'input_unreadable',
    });
  });
});

describe('the templates for a replay', () => {
  it('come from another process as they are read here', async () => {
    expect(await loadVariants({ templates: TEMPLATES.href, ids: [] })).toEqual({
      own: loadVariant(TEMPLATES),
    });
  });

  it('come with the detections that are to be shown, a changed one among them', async () => {
    const asked = { templates: TEMPLATES.href, ids: ['root-usage'] };
    expect(await loadVariants(asked)).toMatchObject({ own, shown: ['root-usage'] });
    const file = fileURLToPath(new URL('detections/iam-changes.yml', TEMPLATES));
    const { changed, shown } = await loadVariants({ ...asked, whatIf: file });
    expect(changed?.detections).toHaveLength(own.detections.length);
    expect(shown).toEqual(['iam-changes', 'root-usage']);
  });

  it.each([
    ['an unknown id', { ids: ['rot-usage'] }, 'input_unreadable', 'root-usage'],
    ['a file that is not there', { ids: [], whatIf: '/nowhere.yml' }, 'input_unreadable', '--what-if'],
  ])('are refused for %s, with code and hint', async (_, asked, code, hint) => {
    await expect(loadVariants({ templates: TEMPLATES.href, ...asked })).rejects.toMatchObject({
      name: 'TrailbotError',
      code,
      hint: expect.stringContaining(hint),
    });
  });
});

describe('npm run replay', () => {
  function cli(args: readonly string[], input = '', cwd = folder.path) {
    return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      const child = execFile(process.execPath, [CLI, 'replay', ...args], { cwd }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, stdout, stderr }),
      );
      child.stdin?.end(input);
    });
  }

  it('reads what is piped in', async () => {
    const { code, stdout } = await cli(['--json', '-'], records.slice(0, 300).join('\n'));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ events: 300, complete: true });
  });

  it('takes a file that is called - for a file where its folder is read', async () => {
    const cwd = dirname(folder.write('odd/-', records.slice(0, 20).join('\n')));
    const { stdout } = await cli(['--json', '.'], '', cwd);
    expect(JSON.parse(stdout)).toMatchObject({ events: 20 });
  });

  it('ends with 2 when something was damaged, names it, and reads the rest', async () => {
    const damaged = folder.write('damaged.json.gz', logFile(records).subarray(0, 2_000));
    const { code, stdout, stderr } = await cli([damaged, `${folder.path}/archive/lines.jsonl`]);
    expect(code).toBe(2);
    expect(stderr).toContain(`skipped ${damaged}: The gzip is damaged or cut off.`);
    expect(stdout).toContain('100 records');
    expect(stdout).toContain('1 damaged');
  });

  it('ends well when it skipped digests and JSON of others', async () => {
    const foreign = folder.write('foreign.json', '{"name":"x"}');
    const { code, stdout } = await cli([
      foreign,
      `${folder.path}/archive/digest.json`,
      `${folder.path}/archive/lines.jsonl`,
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('1 digest file, 1 that is not CloudTrail’s');
  });

  it('gives the report so far when Ctrl-C comes, though the input goes on', async () => {
    const child = execFile(process.execPath, [CLI, 'replay', '--json', '-'], { maxBuffer: 10_000_000 });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    let stdout = '';
    child.stdout?.on('data', (text) => {
      stdout += text;
    });
    // It tells of a broken line when it has read that far.
    const read = new Promise((resolve) => child.stderr?.once('data', resolve));
    child.stdin?.write(`${records.slice(0, 200).join('\n')}\noops\n`);
    await read;
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ events: 200, complete: false });
  });
});
