// Remembers for a minute what Slack answered, so that a burst of clicks asks it once.
import type { Clock } from '../ports/run.ts';

const KEPT_MS = 60_000;
const MOST = 500;

export type Remember = <T>(key: string, ask: () => Promise<T>) => Promise<T>;

/** Asks at most once at a time for a key. What failed is asked again. */
export function createMinuteMemory(clock: Clock = { now: () => new Date() }): Remember {
  const known = new Map<string, { until: number; answer: Promise<unknown> }>();
  return <T>(key: string, ask: () => Promise<T>) => {
    const now = clock.now().getTime();
    const found = known.get(key);
    if (found && found.until > now) return found.answer as Promise<T>;
    const answer = ask().catch((error: unknown) => {
      known.delete(key);
      throw error;
    });
    if (known.size >= MOST) known.clear();
    known.set(key, { until: now + KEPT_MS, answer });
    return answer;
  };
}
