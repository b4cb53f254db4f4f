// Reads something of which it may be said that it could not be read.
import { TrailbotError } from '../domain/errors.ts';
import type { Reading } from '../domain/health/reading.ts';

/** What `call` gives, or why AWS or Slack did not. @throws what is a mistake of our own */
export async function readingOf<T>(call: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { value: await call() };
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    return { because: error.message, remedy: error.hint };
  }
}
