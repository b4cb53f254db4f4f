// What a thread of a replay does: reads one file after the other, as it is told, and tells what it found.
import type { MessagePort } from 'node:worker_threads';
import type { Opener } from './open-content.ts';
import type { Ask, Part } from './part.ts';
import { createReader } from './read-parts.ts';

/** A file to read, or the answer that a part of one was taken in. */
export type ToWorker = { readonly file: string; readonly index: number } | { readonly taken: number };

/** A part of a file, or `done`: there is no other. */
export type FromWorker =
  | { readonly index: number; readonly part: Part }
  | { readonly index: number; readonly done: true };

/** Parts of a large file that lie ready for its turn; it must not run ahead of those before it any further. */
const PARTS_AHEAD = 16;

export interface WorkerStart {
  readonly ask: Ask;
  /** Shared: the index of the file in hand. Whoever finds the thread dead has no other way to know. */
  readonly inHand: Int32Array<SharedArrayBuffer>;
  /** The folder where Node keeps what it made of the code, where the process has one. */
  readonly compileCache?: string | undefined;
}

/** Serves for as long as the thread lives. */
export function serve(port: MessagePort, { ask, inHand }: WorkerStart, opener: Opener): void {
  const read = createReader(ask, opener.open);
  let current = -1;
  let ahead = 0;
  let goOn: (() => void) | undefined;
  let work = Promise.resolve();
  port.on('message', (message: ToWorker) => {
    if ('file' in message) {
      opener.expect?.(message.file);
      // What this rejects with ends the thread, and whoever started it is told.
      work = work.then(() => readOne(message));
    } else if (message.taken === current) {
      ahead -= 1;
      goOn?.();
    }
  });

  async function readOne({ file, index }: { readonly file: string; readonly index: number }): Promise<void> {
    current = index;
    Atomics.store(inHand, 0, index);
    ahead = 0;
    for await (const part of read(file)) await tell({ index, part });
    port.postMessage({ index, done: true } satisfies FromWorker);
  }

  async function tell(message: FromWorker): Promise<void> {
    port.postMessage(message);
    ahead += 1;
    while (ahead >= PARTS_AHEAD) {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    }
  }
}
