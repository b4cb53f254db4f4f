// Runs the detections over files in the thread that asks: with one worker, a thread of its own would only have to start.
import { setImmediate } from 'node:timers/promises';
import { ownMistake } from './own-mistake.ts';
import type { Ask } from './part.ts';
import { createReader } from './read-parts.ts';
import type { ReplayOptions } from './replay-files.ts';

/**
 * @returns whether all files were read
 * @throws TrailbotError `unexpected` that names the file, for what is a mistake of ours
 */
export async function replayHere(
  files: Iterable<string> | AsyncIterable<string>,
  ask: Ask,
  { signal, onPart, onFile }: Pick<ReplayOptions, 'signal' | 'onPart' | 'onFile'>,
): Promise<boolean> {
  const read = createReader(ask);
  for await (const file of files) {
    const parts = read(file);
    for (let part = await next(parts, file); part !== undefined; part = await next(parts, file)) {
      onPart(part, file);
      // Without a pause nobody would hear of Ctrl-C.
      await setImmediate();
      if (signal?.aborted) return false;
    }
    onFile?.(file);
  }
  return signal?.aborted !== true;
}

async function next<T>(parts: AsyncGenerator<T>, file: string): Promise<T | undefined> {
  try {
    const { value, done } = await parts.next();
    return done ? undefined : value;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'for no known reason';
    throw ownMistake(`Reading ${file} ended: ${why}.`, cause);
  }
}
