// A thread of a replay that reads files alone: of them nothing has to be loaded but what reads files.
import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerStart } from './serve.ts';

const start: WorkerStart = workerData;
// A thread does not take it over from the process, and what is imported above it is loaded before.
if (start.compileCache !== undefined) enableCompileCache(start.compileCache);
const { openContent } = await import('./open-content.ts');
const { serve } = await import('./serve.ts');
if (parentPort !== null) serve(parentPort, start, { open: openContent });
