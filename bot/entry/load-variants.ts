// Reads the templates in a process of its own: what reading YAML needs for a moment is more than a replay needs for long.
import { fork } from 'node:child_process';
import { type ErrorDetails, TrailbotError } from '../domain/errors.ts';
import type { Expected } from '../domain/replay/hide-expected.ts';
import type { Variant } from '../domain/replay/replayed.ts';
import type { SuppressionsAsked } from './load-suppressions.ts';

export interface VariantsAsked {
  /** The templates folder, as a URL. */
  readonly templates: string;
  /** Of detections that are to be shown; all when it is empty. */
  readonly ids: readonly string[];
  /** A changed file. */
  readonly whatIf?: string;
  /** Those of the bot are looked for in the trail's Region where none is said. */
  readonly suppressions?: SuppressionsAsked;
}

export interface Variants {
  readonly own: Variant;
  readonly changed?: Variant;
  /** Ids of the detections that are shown; all when it is left out. */
  readonly shown?: readonly string[];
  /** What people called expected or muted, where it was asked for. */
  readonly expected?: readonly Expected[];
}

/** An error's code and hint do not cross from process to process by themselves. */
export type VariantsAnswer =
  | { readonly variants: Variants }
  | { readonly refused: Omit<ErrorDetails, 'cause'> };

/**
 * @param signal - ends the process that reads them
 * @throws TrailbotError `catalog_invalid`, `settings_invalid`, `input_unreadable`, or what AWS refuses; the signal's reason
 * once that is given
 */
export function loadVariants(asked: VariantsAsked, signal?: AbortSignal): Promise<Variants> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = fork(new URL('./load-variants-process.ts', import.meta.url), {
      serialization: 'advanced',
      execArgv: [],
    });
    const stop = () => {
      reject(signal?.reason);
      child.kill();
    };
    signal?.addEventListener('abort', stop, { once: true });
    child.once('error', reject);
    child.once('exit', (code) => reject(endedWithoutAnswer(code)));
    child.once('message', (answer: VariantsAnswer) => {
      signal?.removeEventListener('abort', stop);
      child.disconnect();
      if ('refused' in answer) reject(new TrailbotError(answer.refused));
      else resolve(answer.variants);
    });
    child.send(asked, (error) => error && reject(error));
  });
}

function endedWithoutAnswer(code: number | null): TrailbotError {
  return new TrailbotError({
    code: 'unexpected',
    message: `The templates could not be read: the process that reads them ended with ${code ?? 'a signal'}.`,
    hint: 'Run `npm run catalog`: it reads them too, and tells more.',
  });
}
