// Says that another run was first: each save comes right after what its maker had read.
import { TrailbotError } from '../domain/errors.ts';

/** @param what - with its id, and begins the sentence */
export function storedFirst(what: string, cause: unknown): TrailbotError {
  return new TrailbotError({
    code: 'conflict',
    message: `${what} was stored by another run first.`,
    hint: 'Read it again and apply the change to what is there now.',
    cause,
  });
}
