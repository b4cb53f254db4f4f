// Stops a computation that takes too long: a regular expression of a query can backtrack for years.
import { createContext, Script } from 'node:vm';

const CALL = new Script('run()');

/** What `run` gives; undefined when it was not done in time. The process stands still while it runs, so keep it short. */
export function withinTime<T>(milliseconds: number, run: () => T): T | undefined {
  try {
    return CALL.runInContext(createContext({ run }), { timeout: milliseconds }) as T;
  } catch (error) {
    if (isTimeout(error)) return undefined;
    throw error;
  }
}

/** Not told by `instanceof`: the error belongs to the context, which has an `Error` of its own. */
function isTimeout(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
