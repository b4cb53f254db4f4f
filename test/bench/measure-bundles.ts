// Measures what the first event after a pause waits for: how long each function's bundle takes to load, and its size.
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Catalog } from '../../bot/catalog/load-catalog.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../bot/domain/deployment/functions.ts';
import { makeBundle, writeBundles } from '../../infra/bundle/write-bundles.ts';
import { bareBundle } from './bare-bundles.ts';
import { forkProgram } from './fork-program.ts';
import { median, type Row, times } from './row.ts';

const MOST_KB = 200;
const INGRESS_MOST = 5;
const MOST = 1.3;

interface Measured {
  readonly name: FunctionName;
  readonly url: string;
  readonly bareUrl: string;
  readonly kilobytes: number;
  readonly taken: number[];
  readonly bareTaken: number[];
}

/** Each load in a new process; the bundles take turns, so that noise meets all alike. */
export async function measureBundles(catalog: Catalog, loads: number): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'trailbot-bench-'));
  try {
    const written = await writeBundles(catalog, folder);
    const bundles = await Promise.all(
      FUNCTION_NAMES.map((name) => prepare(name, written[name], catalog, folder)),
    );
    for (let load = 0; load < loads; load += 1)
      for (const { url, bareUrl, taken, bareTaken } of bundles) {
        bareTaken.push(await loadOnce(bareUrl));
        taken.push(await loadOnce(url));
      }
    return bundles.flatMap(rowsOf);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function prepare(name: FunctionName, own: string, catalog: Catalog, folder: string): Promise<Measured> {
  const { metafile } = await makeBundle(name, catalog);
  const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
  const bare = join(folder, `${name}-bare.mjs`);
  await writeFile(bare, await bareBundle(metafile));
  const index = join(own, 'index.mjs');
  return {
    name,
    url: pathToFileURL(index).href,
    bareUrl: pathToFileURL(bare).href,
    kilobytes: bytes / 1_000,
    taken: [],
    bareTaken: [],
  };
}

function rowsOf({ name, kilobytes, taken, bareTaken }: Measured): readonly Row[] {
  const isIngress = name === 'ingress';
  const [own, bare] = [median(taken), median(bareTaken)];
  const what = isIngress ? 'a bare HMAC handler' : "the SDK's clients alone";
  const most = isIngress ? INGRESS_MOST : MOST;
  return [
    {
      name: `${name}: size of the code`,
      figure: kilobytes,
      unit: 'kB',
      beside: isIngress ? `at most ${MOST_KB} kB` : '',
    },
    {
      name: `${name}: load time`,
      figure: own,
      unit: 'ms',
      beside: `${times(own, bare)} of ${what} (${bare.toFixed(1)} ms), at most ${most}×`,
    },
  ];
}

async function loadOnce(url: string): Promise<number> {
  const program = forkProgram('load-bundle.ts', [url]);
  try {
    return Number(await program.next());
  } finally {
    program.close();
  }
}
