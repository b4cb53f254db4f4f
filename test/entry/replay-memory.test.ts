// Most records match nothing and are never parsed. Where a detection is far too wide every one is, and each of them is a page.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, iamUser } from '../support/records.ts';
import { createReplayFolder, logFile, type ReplayFolder } from '../support/replay-folder.ts';

const CLI = fileURLToPath(new URL('../../bot/entry/cli.ts', import.meta.url));
const BEGIN = Date.parse('2026-11-02T09:00:00Z');
const FILES = 60;
const RECORDS_A_FILE = 1_000;
/** Tells the most that a process ever held, in kB, when it ends. */
const TELL_PEAK = `data:text/javascript,process.on('exit',()=>console.error('peak',process.resourceUsage().maxRSS))`;

let folder: ReplayFolder;
beforeAll(() => {
  folder = createReplayFolder();
  for (let file = 0; file < FILES; file += 1) {
    const records = Array.from({ length: RECORDS_A_FILE }, (_, n) => madeUser(file * RECORDS_A_FILE + n));
    folder.write(`archive/${file}.json.gz`, logFile(records));
  }
});
afterAll(() => folder.remove());

function madeUser(n: number): string {
  const eventTime = new Date(BEGIN + n * 1_000).toISOString();
  const eventID = `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
  const made = call('iam', 'CreateUser', { userName: `made-${n}` });
  return JSON.stringify({ ...made, userIdentity: iamUser(`user-${n % 300}`), eventTime, eventID });
}

describe('a replay in which every record is a page', () => {
  it.each([1, 2])('stays below 300 MB, --workers %i', async (workers) => {
    const args = ['--import', TELL_PEAK, CLI, 'replay', '--json', '--workers', `${workers}`];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      ...args,
      `${folder.path}/archive`,
    ]);
    const { pages, events } = JSON.parse(stdout);
    expect([events, pages]).toEqual([FILES * RECORDS_A_FILE, FILES * RECORDS_A_FILE]);
    const peaks = [...stderr.matchAll(/^peak (\d+)$/gm)].map(([, kilobytes]) => Number(kilobytes) / 1_000);
    expect(Math.max(...peaks)).toBeGreaterThan(50);
    expect(Math.max(...peaks)).toBeLessThan(270);
  });
});
