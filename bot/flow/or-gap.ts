// Context that could not be read is a gap that people see, and never a reason to say nothing.
import type { Gap } from '../domain/context/context.ts';
import { TrailbotError } from '../domain/errors.ts';

/** What `reading` gives; undefined, and one gap more, when it failed in a way that has words. */
export async function orGap<T>(reading: Promise<T>, what: string, gaps: Gap[]): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    gaps.push({ what, reason: error.message, remedy: error.hint });
    return undefined;
  }
}
