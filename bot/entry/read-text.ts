// Reads a file of text that somebody named on the command line.
import { readFileSync } from 'node:fs';
import { TrailbotError } from '../domain/errors.ts';

/**
 * @param refusal - what to do about it; `message` where more can be said than that it could not be read
 * @throws TrailbotError `input_unreadable`
 */
export function readText(
  path: string,
  { message = `${path} could not be read.`, hint }: { readonly message?: string; readonly hint: string },
): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TrailbotError({ code: 'input_unreadable', message, hint, cause });
  }
}
