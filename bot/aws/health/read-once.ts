// Reads one thing for a check: what AWS answered, or why it did not, within the time that the whole check has.
import { TrailbotError } from '../../domain/errors.ts';
import type { Reading } from '../../domain/health/reading.ts';
import { callAws } from '../aws-error.ts';

/** @param action as IAM names it: what a person must allow when it is denied. */
export type ReadOnce = <T>(
  action: string,
  call: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
) => Promise<Reading<T>>;

/** All reads of one check share `milliseconds`: an answer with gaps now is worth more than a whole one later. */
export function createReadOnce(milliseconds: number): ReadOnce {
  const abortSignal = AbortSignal.timeout(milliseconds);
  return async (action, call) => {
    try {
      return { value: await callAws(action, () => call({ abortSignal })) };
    } catch (error) {
      if (!(error instanceof TrailbotError)) throw error;
      if (abortSignal.aborted)
        return {
          because: `${action} did not answer within ${milliseconds / 1_000} seconds.`,
          remedy: 'Ask again. If it stays so, look at the AWS Health Dashboard.',
        };
      return { because: error.message, remedy: error.hint };
    }
  };
}

/** Goes on with what was read; what was not read stays so. */
export async function andThen<A, B>(
  reading: Reading<A>,
  next: (value: A) => Promise<Reading<B>>,
): Promise<Reading<B>> {
  return 'value' in reading ? next(reading.value) : reading;
}

/** For what AWS says by an error of that name: there is none. */
export async function unlessMissing<T>(names: readonly string[], call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && names.includes(error.name)) return undefined;
    throw error;
  }
}

/** Follows `nextToken`, at most so many pages: an account with more than that has other troubles. */
export async function allPages<T>(
  page: (
    token: string | undefined,
  ) => Promise<{ readonly items: readonly T[]; readonly next: string | undefined }>,
): Promise<readonly T[]> {
  const found: T[] = [];
  let token: string | undefined;
  for (let read = 0; read < PAGES; read += 1) {
    const { items, next } = await page(token);
    found.push(...items);
    if (next === undefined) return found;
    token = next;
  }
  return found;
}
const PAGES = 20;
