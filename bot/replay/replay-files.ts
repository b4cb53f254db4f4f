// Runs the detections over files on all cores, and hands out what they found in the files' order.
import { getCompileCacheDir } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TrailbotError } from '../domain/errors.ts';
import { ownMistake } from './own-mistake.ts';
import type { Ask, Part } from './part.ts';
import type { FromWorker, ToWorker, WorkerStart } from './serve.ts';

export interface ReplayOptions {
  /** When left out as many as there are cores, up to 4. */
  readonly workers?: number;
  /** Ends the replay early, with what was found so far. */
  readonly signal?: AbortSignal;
  /** Is told each part: file after file, each from its beginning. What it is told does not depend on `workers`. */
  readonly onPart: (part: Part, file: string) => void;
  readonly onFile?: (file: string) => void;
  /** What runs in a thread; when left out, what reads files alone. */
  readonly program?: ThreadProgram;
}

export interface ThreadProgram {
  readonly url: URL;
  /** Handed to each thread beside what every thread gets; of what can be sent to one. */
  readonly given?: object;
  /** How many files a thread knows of, that it reads included, so that it can have the next ones sent to it. */
  readonly filesAtOnce: number;
}

/** A file that was handed to a thread and whose turn to be told has not come, or is not over. */
interface Turn {
  readonly index: number;
  readonly file: string;
  readonly parts: Part[];
  readonly thread: Thread;
  done: boolean;
}

interface Thread {
  readonly worker: Worker;
  /** Files that it has to read, the one that it reads first. */
  readonly turns: Turn[];
  readonly inHand: Int32Array<SharedArrayBuffer>;
}

/** What a file leaves behind is cleared away soon: three times as much is a tenth faster, and takes 20 MB more for each thread. */
const YOUNG_MB = 12;
/** So many threads together stay below 300 MB. */
const MOST_WORKERS = 4;
/** One that it reads, one that lies ready. */
const PROGRAM: ThreadProgram = { url: new URL('./worker.ts', import.meta.url), filesAtOnce: 2 };
/** Files that are read before their turn are kept; a thread that is so far ahead waits for the slowest. */
const FILES_AHEAD = 64;

/**
 * @param files - their names, asked for one by one as threads are free for them
 * @returns whether all files were read
 * @throws TrailbotError `unexpected` that names the file when a thread dies of it
 */
export function replayFiles(
  files: Iterable<string> | AsyncIterable<string>,
  ask: Ask,
  { workers = usualWorkers(), signal, onPart, onFile, program = PROGRAM }: ReplayOptions,
): Promise<boolean> {
  const names = Symbol.asyncIterator in files ? files[Symbol.asyncIterator]() : files[Symbol.iterator]();
  const cached = getCompileCacheDir();
  // It is made for this version of Node, within the one that was asked for.
  const compileCache = cached === undefined ? undefined : dirname(cached);
  const turns: Turn[] = [];
  const threads: Thread[] = [];
  let count = 0;
  let handing = false;
  let allHanded = false;
  let over = false;

  return new Promise<boolean>((resolve, reject) => {
    const end = (finish: () => void) => {
      if (over) return;
      over = true;
      signal?.removeEventListener('abort', stop);
      void Promise.all(threads.map(({ worker }) => worker.terminate())).then(finish);
    };
    const fail = (error: unknown) => end(() => reject(error));
    const stop = () => end(() => resolve(false));
    const guarded = (run: () => void) => {
      if (over) return;
      try {
        run();
      } catch (error) {
        fail(error);
      }
    };

    /** A name may have to be waited for: there is one hand, and what becomes free meanwhile it finds by itself. */
    const handOut = async () => {
      if (handing || over) return;
      handing = true;
      for (let thread = nextFree(); thread !== undefined && !allHanded; thread = nextFree()) {
        const { value: file, done } = await names.next();
        if (over) return;
        if (done) allHanded = true;
        else give(thread, file);
      }
      handing = false;
      if (allHanded && turns.length === 0) end(() => resolve(true));
    };

    const nextFree = () => {
      if (turns.length >= FILES_AHEAD + workers) return undefined;
      const [first, ...others] = threads;
      const free = others.reduce(
        (least, one) => (one.turns.length < (least?.turns.length ?? 0) ? one : least),
        first,
      );
      return free !== undefined && free.turns.length < program.filesAtOnce ? free : undefined;
    };

    const give = (thread: Thread, file: string) => {
      const turn: Turn = { index: count, file, parts: [], thread, done: false };
      count += 1;
      turns.push(turn);
      thread.turns.push(turn);
      post(thread, { file, index: turn.index });
    };

    const takeIn = () => {
      for (let turn = turns[0]; turn !== undefined; turn = turns[0]) {
        for (let part = turn.parts.shift(); part !== undefined; part = turn.parts.shift()) {
          onPart(part, turn.file);
          if (over) return;
          if (!turn.done) post(turn.thread, { taken: turn.index });
        }
        if (!turn.done) return;
        turns.shift();
        onFile?.(turn.file);
        if (over) return;
      }
    };

    const hear = (thread: Thread, message: FromWorker) => {
      const turn = thread.turns.find((one) => one.index === message.index);
      if (turn === undefined) return;
      if ('part' in message) turn.parts.push(message.part);
      else {
        turn.done = true;
        thread.turns.shift();
      }
      takeIn();
      if (over) return;
      handOut().catch(fail);
    };

    if (signal?.aborted) return resolve(false);
    signal?.addEventListener('abort', stop, { once: true });
    guarded(() => {
      while (threads.length < Math.max(1, workers)) {
        const inHand = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)).fill(-1);
        const worker = new Worker(program.url, {
          workerData: { ...program.given, ask, inHand, compileCache } satisfies WorkerStart,
          execArgv: [],
          resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
        });
        const thread: Thread = { worker, turns: [], inHand };
        threads.push(thread);
        worker.on('message', (message: FromWorker) => guarded(() => hear(thread, message)));
        worker.on('error', (cause) => fail(died(thread, cause)));
        worker.on('exit', () => fail(died(thread, undefined)));
      }
      handOut().catch(fail);
    });
  });
}

function usualWorkers(): number {
  return Math.min(availableParallelism(), MOST_WORKERS);
}

function post({ worker }: Thread, message: ToWorker): void {
  worker.postMessage(message);
}

function died({ turns, inHand }: Thread, cause: unknown): TrailbotError {
  const index = Atomics.load(inHand, 0);
  // Before the first file is in hand the thread dies of itself.
  const file = turns.find((turn) => turn.index === index)?.file ?? turns[0]?.file ?? 'no file';
  const why = cause instanceof Error ? `: ${cause.message}` : '';
  return ownMistake(`The thread that read ${file} ended${why}.`, cause);
}
