// A thread for tests: answers for each file that it read nothing, and dies of a file whose name says so.
import { parentPort, workerData } from 'node:worker_threads';

parentPort?.on('message', ({ file, index }: { readonly file: string; readonly index: number }) => {
  Atomics.store(workerData.inHand, 0, index);
  if (file.includes('throws')) throw new Error('out of luck');
  if (file.includes('exits')) process.exit(3);
  const part = { events: 1, first: undefined, last: undefined, found: [], skipped: [], skippedCounts: {} };
  parentPort?.postMessage({ index, part });
  parentPort?.postMessage({ index, done: true });
});
