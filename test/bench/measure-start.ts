// Measures how long a start takes: the catalog alone, and the whole world on one machine until its first message.
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { compileCatalog } from '../../bot/domain/detection/compile-detection.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { FAST } from '../../bot/sandbox/pace.ts';
import { forkProgram } from './fork-program.ts';
import { repeat } from './repeat.ts';
import { median, type Row } from './row.ts';
import type { Started } from './start-process.ts';

/** As in a new process: nothing is warm yet. */
export function measureCatalogStart(): readonly Row[] {
  const [catalog, loading] = timed(() => loadCatalog(TEMPLATES));
  const text = JSON.stringify(catalog);
  const [, reading] = timed(() => JSON.parse(text));
  const [, compiling] = timed(() => compileCatalog(catalog.detections).detections);
  return [
    {
      name: `loadCatalog, ${catalog.detections.length} files, first time`,
      figure: loading,
      unit: 'ms',
      beside: `${reading.toFixed(1)} ms for JSON.parse of what it gives`,
    },
    {
      name: 'compileCatalog, first time',
      figure: compiling,
      unit: 'ms',
      beside: 'filters and index; each JMESPath when an event first asks for it',
    },
  ];
}

export async function measureWorldStart(samples: number): Promise<readonly Row[]> {
  const starts = await repeat(samples, startOnce);
  return [
    {
      name: 'npm start: ready',
      figure: median(starts.map(({ ready }) => ready)),
      unit: 'ms',
      beside: 'from nothing: Node, modules, sandbox, every alarm made over HTTP',
    },
    {
      name: 'npm start: first message in the channel',
      figure: median(starts.map(({ message }) => message)),
      unit: 'ms',
      beside: `${FAST.deliveryDelay()} ms of it is CloudTrail's delay, made short`,
    },
  ];
}

async function startOnce(): Promise<Started> {
  const program = forkProgram('start-process.ts');
  try {
    return (await program.next()) as Started;
  } finally {
    program.close();
  }
}

function timed<T>(work: () => T): readonly [T, number] {
  const start = performance.now();
  const result = work();
  return [result, performance.now() - start];
}
