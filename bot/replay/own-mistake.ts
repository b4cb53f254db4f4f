// The error for what no file should be able to cause.
import { TrailbotError } from '../domain/errors.ts';

/** @param message - one sentence that names the file. @returns `unexpected` */
export function ownMistake(message: string, cause: unknown): TrailbotError {
  return new TrailbotError({
    code: 'unexpected',
    message,
    hint: 'That is a mistake of Trailbot: run it again without this file, and report it, with the file if you may.',
    cause,
  });
}
