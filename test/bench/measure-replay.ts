// Measures a replay over an archive as S3 holds it, beside what merely reading the archive costs.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { forkProgram } from './fork-program.ts';
import { generateArchive } from './generate-archive.ts';
import { repeat } from './repeat.ts';
import type { ReplayTaken } from './replay-process.ts';
import { median, type Row, times } from './row.ts';
import { takeDuckDb } from './take-duckdb.ts';

const SELECT = '.Records[] | select(.errorCode == "AccessDenied" or .userIdentity.type == "Root") | .eventID';

/** @param count - of records. Each way is a process of its own, the ways take turns, and the median counts. */
export async function measureReplay(count: number, rounds: number): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'trailbot-archive-'));
  try {
    const bytes = generateArchive(folder, count);
    const all = await repeat(rounds, async () => ({
      gunzip: await take('gunzip', folder),
      parse: await take('parse', folder),
      one: await take('replay-1', folder),
      two: await take('replay-2', folder),
    }));
    const [gunzip, parse, one, two] = (['gunzip', 'parse', 'one', 'two'] as const).map((way) =>
      sumUp(all.map((round) => round[way])),
    );
    if (!gunzip || !parse || !one || !two) throw new RangeError('nothing was measured');
    const jq = await takeJq(folder);
    const duckdb = await takeDuckDb(folder);
    const rate = (ms: number) => count / (ms / 1_000);
    const cpu = (taken: ReplayTaken) =>
      `${times(taken.cpuMs, gunzip.cpuMs)} the processor time of bare gunzip`;
    const memory = ({ peakBytes }: ReplayTaken) => `${Math.round(peakBytes / 1e6)} MB at most`;
    return [
      {
        name: 'archive: bare gunzip',
        figure: rate(gunzip.wallMs),
        unit: 'records/s',
        beside: `${Math.round(bytes / count)} bytes a record; the least that reading costs`,
      },
      {
        name: 'archive: gunzip + JSON.parse',
        figure: rate(parse.wallMs),
        unit: 'records/s',
        beside: cpu(parse),
      },
      ...(jq === undefined
        ? []
        : [
            {
              name: 'archive: gzip -dc | jq, one select',
              figure: rate(jq),
              unit: 'records/s',
              beside: `two processes; ${times(jq, one.wallMs)} the time of the replay on one thread`,
            },
          ]),
      ...(duckdb === undefined
        ? []
        : [
            {
              name: 'archive: DuckDB, all filters in SQL, 1 thread',
              figure: rate(duckdb.wallMs),
              unit: 'records/s',
              beside: `finds ${duckdb.counted} records; ${times(duckdb.wallMs, one.wallMs)} the time of the replay on one thread`,
            },
          ]),
      {
        name: 'replay, all detections, 1 thread',
        figure: rate(one.wallMs),
        unit: 'records/s',
        beside: `${cpu(one)}, ${times(one.cpuMs, parse.cpuMs)} that of JSON.parse; ${memory(one)}`,
      },
      {
        name: 'replay, all detections, 2 threads',
        figure: rate(two.wallMs),
        unit: 'records/s',
        beside: `${times(one.wallMs, two.wallMs)} as fast as on one; ${memory(two)}`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function take(way: string, folder: string): Promise<ReplayTaken> {
  const program = forkProgram('replay-process.ts', [way, folder]);
  try {
    return (await program.next()) as ReplayTaken;
  } finally {
    program.close();
  }
}

function sumUp(rounds: readonly ReplayTaken[]): ReplayTaken {
  return {
    wallMs: median(rounds.map(({ wallMs }) => wallMs)),
    cpuMs: median(rounds.map(({ cpuMs }) => cpuMs)),
    peakBytes: Math.max(...rounds.map(({ peakBytes }) => peakBytes)),
  };
}

/** @returns milliseconds; undefined where jq is not installed */
async function takeJq(folder: string): Promise<number | undefined> {
  const run = promisify(execFile);
  const start = performance.now();
  try {
    const script = 'find "$1" -name "*.gz" -print0 | xargs -0 gzip -dc | jq -r "$2"';
    await run('sh', ['-c', `command -v jq >/dev/null || exit 127; ${script}`, 'sh', folder, SELECT], {
      maxBuffer: 200_000_000,
    });
    return performance.now() - start;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 127) return undefined;
    throw error;
  }
}
