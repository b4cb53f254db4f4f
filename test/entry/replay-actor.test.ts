import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { loadVariant } from '../../bot/entry/replay-variants.ts';
import { runReplay } from '../../bot/entry/run-replay.ts';
import { call, consoleLogin, iamUser } from '../support/records.ts';
import { createReplayFolder, logFile, type ReplayFolder } from '../support/replay-folder.ts';

const CLI = fileURLToPath(new URL('../../bot/entry/cli.ts', import.meta.url));
const BEGIN = Date.parse('2026-11-02T09:00:00Z');
const MINUTE = 60_000;
const own = loadVariant(TEMPLATES);

/** Bob first and again a day later, alice between them; each also does what no detection counts. */
const RECORDS = [
  by('bob', 0, call('cloudtrail', 'StopLogging', { name: 'main' })),
  by('alice', 5, call('cloudtrail', 'StopLogging', { name: 'main' })),
  by('alice', 6, call('iam', 'TagRole', { roleName: 'x' })),
  by('bob', 7, call('iam', 'TagUser', { userName: 'x' })),
  by('alice', 8, call('ec2', 'CreateSubnet')),
  // Who types a wrong name is nobody of ours: together they are enough for the alarm.
  ...[60, 61, 62, 63, 64].map((minute) =>
    at(minute, {
      ...consoleLogin({ errorMessage: 'No username found in supplied account' }),
      userIdentity: { type: 'IAMUser', accountId: '123456789012', userName: `guess-${minute % 2}` },
      responseElements: { ConsoleLogin: 'Failure' },
    }),
  ),
  by('bob', 1_500, call('cloudtrail', 'StopLogging', { name: 'main' })),
];

function at(minutes: number, record: object): string {
  const eventID = `${String(minutes).padStart(8, '0')}-0000-4000-8000-000000000000`;
  return JSON.stringify({ ...record, eventID, eventTime: new Date(BEGIN + minutes * MINUTE).toISOString() });
}

function by(userName: string, minutes: number, record: object): string {
  return at(minutes, { ...record, userIdentity: iamUser(userName) });
}

let folder: ReplayFolder;
beforeAll(() => {
  folder = createReplayFolder();
  for (const [n, record] of RECORDS.entries())
    folder.write(`archive/${n % 3}/${n}.json.gz`, logFile([record]));
});
afterAll(() => folder.remove());

async function run(changes: Partial<Parameters<typeof runReplay>[0]> = {}) {
  const lines: string[] = [];
  const replayed = await runReplay({
    paths: [`${folder.path}/archive`],
    own,
    range: {},
    uncovered: true,
    messages: true,
    workers: 1,
    signal: new AbortController().signal,
    onSkipped: () => undefined,
    onLine: (line) => void lines.push(line),
    onProgress: () => undefined,
    ...changes,
  });
  return { replayed, lines };
}

const incidentsIn = (lines: readonly string[]) =>
  [...new Set(lines.map((line) => JSON.parse(line).incident as number | null))].filter((n) => n !== null);

describe('a replay that shows one actor', () => {
  it('prints of everybody’s lines that one’s, as they are, whatever the number of threads', async () => {
    const everybody = await run();
    for (const actor of ['alice', 'bob', 'GUESS-1']) {
      const one = await run({ narrow: { actor } });
      const { key } = keyOf(everybody.lines, actor);
      expect(one.lines).toEqual(everybody.lines.filter((line) => JSON.parse(line).actor === key));
      expect(one.lines.length).toBeGreaterThan(0);
      for (const workers of [2, 4]) {
        const other = await run({ narrow: { actor }, workers });
        expect(JSON.stringify(other)).toBe(JSON.stringify(one));
      }
    }
    expect(incidentsIn(everybody.lines)).toEqual([1, 2, 3, 4, 5]);
    expect(incidentsIn((await run({ narrow: { actor: 'bob' } })).lines)).toEqual([1, 5]);
  });

  it('tells what an alarm told though that one alone is below the threshold', async () => {
    const { replayed } = await run({ narrow: { actor: 'guess-1' } });
    const { detections } = replayed.now.report;
    const counted = detections.find(({ id }) => id === 'console-login-unknown-user');
    expect(counted).toMatchObject({ matches: 2, pages: 2, belowThreshold: 0, incidents: 1 });
  });

  it('has the messages, the changes that nothing counts and the accounts of that one', async () => {
    const { now } = (await run({ narrow: { actor: 'alice' } })).replayed;
    expect(now.shown.map(({ id, actor }) => [id, actor?.name])).toEqual([['2', 'alice']]);
    expect(now.shown).toEqual((await run()).replayed.now.shown.filter(({ id }) => id === '2'));
    expect(now.report.uncovered.map(({ action }) => action)).not.toContain('iam.amazonaws.com:TagUser');
    expect(now.report.only?.outOf.incidents).toBe(5);
  });

  it('shows that one before and after a change, each among all of its side', async () => {
    const settings = { ...own.settings, incidentQuietHours: 48 };
    const { replayed, lines } = await run({ narrow: { actor: 'bob' }, changed: { ...own, settings } });
    expect(replayed.now).toEqual((await run({ narrow: { actor: 'bob' } })).replayed.now);
    expect(replayed.now.report).toMatchObject({ incidents: 2, only: { outOf: { incidents: 5 } } });
    expect(replayed.whatIf?.report).toMatchObject({ incidents: 1, only: { outOf: { incidents: 4 } } });
    expect(incidentsIn(lines)).toEqual([1]);
  });

  it('shows what one detection finds, with the numbers that all have, whatever the number of threads', async () => {
    const everybody = await run();
    for (const id of ['cloudtrail-changes', 'console-login-unknown-user']) {
      const narrow = { detections: [id] };
      const one = await run({ narrow, uncovered: false });
      expect(one.lines).toEqual(everybody.lines.filter((line) => JSON.parse(line).detection === id));
      expect(one.lines.length).toBeGreaterThan(2);
      expect(one.replayed.now.report.detections.map((row) => row.id)).toEqual([id]);
      expect(one.replayed.now.report.only?.outOf.incidents).toBe(5);
      expect(JSON.stringify(await run({ narrow, uncovered: false, workers: 2 }))).toBe(JSON.stringify(one));
    }
    const narrow = { actor: 'alice', detections: ['cloudtrail-changes'] };
    const { replayed, lines } = await run({ narrow, uncovered: false });
    expect(incidentsIn(lines)).toEqual([2]);
    expect(replayed.now.report).toMatchObject({ incidents: 1, only: { ...narrow, outOf: { incidents: 5 } } });
  });

  it('says on the terminal and in JSON which detections it shows', async () => {
    const archive = `${folder.path}/archive`;
    const text = await cli(['--detection', 'cloudtrail-changes', archive]);
    expect(text).toContain('Shown is what cloudtrail-changes finds. All was judged');
    expect(text).toMatch(/3 of 5 messages: 3 critical/);
    expect(text).not.toContain('Not covered');
    const both = await cli(['--json', '--detection', 'root-usage,cloudtrail-changes', archive]);
    expect(JSON.parse(both)).toMatchObject({
      incidents: 3,
      silent: ['root-usage'],
      only: { detections: ['cloudtrail-changes', 'root-usage'], outOf: { incidents: 5 } },
      uncovered: [],
    });
    expect(await cli(['--detection', 'root-usage', archive])).toContain(
      'None of these detections counts any of them.',
    );
  });

  it('says on the terminal and in JSON of how many the figures are', async () => {
    const report = await cli(['--actor', 'alice', `${folder.path}/archive`]);
    expect(report).toMatch(/^11 records, by everybody, .*1 of 5 messages: 1 critical/s);
    expect(report).toContain('Shown is what alice took part in.');
    const json = JSON.parse(await cli(['--json', '--actor', 'ALICE', `${folder.path}/archive`]));
    expect(json).toMatchObject({
      events: 11,
      incidents: 1,
      only: { actor: 'ALICE', outOf: { incidents: 5 } },
    });
    expect(json.uncovered.length).toBeGreaterThan(0);
    expect(await cli(['--actor', 'alcie', `${folder.path}/archive`])).toContain(
      'No detection counts anything by alcie. Write a name as the report without --actor tells it',
    );
  });
});

/** As `--jsonl` tells the actor of that name. */
function keyOf(lines: readonly string[], name: string): { readonly key: string } {
  const keys = lines.map((line) => String(JSON.parse(line).actor));
  const key = keys.find((one) => one.toLowerCase().endsWith(`/${name.toLowerCase()}`));
  return { key: key ?? 'nobody' };
}

function cli(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, stdout: string) => (error ? reject(error) : resolve(stdout));
    execFile(process.execPath, [CLI, 'replay', ...args], done);
  });
}
