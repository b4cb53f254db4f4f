// Sums up a stretch of activity in a few words.
import type { Activity } from '../domain/context/context.ts';

/** `no calls`, `1 call`, `at least 500 calls, 12 failed`. */
export function totals({ total, failed, truncated }: Activity): string {
  if (total === 0) return 'no calls';
  const counted = `${truncated ? 'at least ' : ''}${total} ${total === 1 ? 'call' : 'calls'}`;
  return failed > 0 ? `${counted}, ${failed} failed` : counted;
}
