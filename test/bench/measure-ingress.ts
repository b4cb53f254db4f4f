// Measures what Slack waits for when nobody clicked for a while: size and load time of the ingress's bundle.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import type { Catalog } from '../../bot/catalog/load-catalog.ts';
import { ingressBundle } from '../../infra/bundle/ingress-bundle.ts';
import { forkProgram } from './fork-program.ts';
import { median, type Row, times } from './row.ts';

const MOST_KB = 200;
const MOST_TIMES = 5;

const EMPTY = 'export const handler = async () => ({ statusCode: 200 });';
/** The least that tells Slack's requests from others. */
const BARE = `
  import { createHmac, timingSafeEqual } from 'node:crypto';
  export const handler = async ({ headers, body }) => {
    const given = Buffer.from(headers['x-slack-signature']);
    const text = 'v0:' + headers['x-slack-request-timestamp'] + ':' + body;
    const expected = Buffer.from('v0=' + createHmac('sha256', 'secret').update(text).digest('hex'));
    return { statusCode: timingSafeEqual(given, expected) ? 200 : 401 };
  };`;

/** Each load in a new process; the bundles take turns, so that noise meets all alike. */
export async function measureIngress(catalog: Catalog, loads: number): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'trailbot-bench-'));
  try {
    const ours = ingressBundle(catalog);
    const plain = (contents: string): BuildOptions => ({
      ...ours,
      entryPoints: [],
      plugins: [],
      stdin: { contents },
    });
    const bundles = await Promise.all(
      [plain(EMPTY), plain(BARE), ours].map(async (options, at) => {
        const outfile = join(folder, `${at}.mjs`);
        const { metafile } = await build({ ...options, metafile: true, outfile });
        const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
        return { url: pathToFileURL(outfile).href, kilobytes: bytes / 1_000, taken: [] as number[] };
      }),
    );
    for (let load = 0; load < loads; load += 1) {
      for (const { url, taken } of bundles) taken.push(await loadOnce(url));
    }
    const [empty = Number.NaN, bare = Number.NaN, ingress = Number.NaN] = bundles.map(({ taken }) =>
      median(taken),
    );
    return [
      {
        name: 'ingress: size of the bundle',
        figure: bundles.at(-1)?.kilobytes ?? Number.NaN,
        unit: 'kB',
        beside: `at most ${MOST_KB} kB`,
      },
      {
        name: 'ingress: load time',
        figure: ingress,
        unit: 'ms',
        beside: `${times(ingress, bare)} of a bare HMAC handler (${bare.toFixed(1)} ms), at most ${MOST_TIMES}×; an empty one ${empty.toFixed(1)} ms`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function loadOnce(url: string): Promise<number> {
  const program = forkProgram('load-bundle.ts', [url]);
  try {
    return Number(await program.next());
  } finally {
    program.close();
  }
}
