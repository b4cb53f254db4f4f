// A process that reads an archive in one way, and says how long it took and how much memory. Started by measure-replay.ts.
import '../../bot/entry/compile-cache.ts';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { walkFiles } from '../../bot/records/walk-files.ts';

export interface ReplayTaken {
  readonly wallMs: number;
  /** Of the processor, all threads together. */
  readonly cpuMs: number;
  readonly peakBytes: number;
}

const [how = '', folder = ''] = process.argv.slice(2);
process.once('disconnect', () => process.exit());

const ways: Readonly<Record<string, () => Promise<() => unknown>>> = {
  gunzip: async () => () => {
    for (const file of walkFiles(folder)) gunzipSync(readFileSync(file));
  },
  parse: async () => () => {
    for (const file of walkFiles(folder)) JSON.parse(gunzipSync(readFileSync(file)).toString());
  },
  'replay-1': () => replayWith(1),
  'replay-2': () => replayWith(2),
};

/** Loads what the command loads, and nothing else: it is in memory too. */
async function replayWith(workers: number): Promise<() => unknown> {
  const { loadVariants } = await import('../../bot/entry/load-variants.ts');
  const { runReplay } = await import('../../bot/entry/run-replay.ts');
  const { spareMemory } = await import('../../bot/entry/spare-memory.ts');
  spareMemory();
  const templates = new URL('../../templates/', import.meta.url).href;
  const variants = await loadVariants({ templates, ids: [] });
  return () =>
    runReplay({
      ...variants,
      paths: [folder],
      range: {},
      uncovered: true,
      workers,
      signal: new AbortController().signal,
      onSkipped: () => undefined,
      onProgress: () => undefined,
    });
}

const run = await ways[how]?.();
if (run === undefined) throw new RangeError(`There is no way ${how}.`);
const start = performance.now();
const before = process.cpuUsage();
await run();
const { user, system } = process.cpuUsage(before);
const taken: ReplayTaken = {
  wallMs: performance.now() - start,
  cpuMs: (user + system) / 1_000,
  peakBytes: process.resourceUsage().maxRSS * 1_024,
};
process.send?.(taken);
