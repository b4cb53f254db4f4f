// Does something once, however often the queue delivers it, and again when the first try did not finish.
import { TrailbotError } from '../domain/errors.ts';
import type { AlertDeps } from './alert-deps.ts';

/**
 * Claims `key` and prepares at the same time (one round trip, not two), then acts and completes the claim.
 * A failure gives the claim back and is thrown on, so that the queue delivers again.
 */
export async function claimed<T>(
  key: string,
  prepare: () => Promise<T>,
  act: (prepared: T) => Promise<void>,
  { claims, log }: Pick<AlertDeps, 'claims' | 'log'>,
  leaseSeconds?: number,
): Promise<void> {
  const [claim, prepared] = await Promise.allSettled([claims.begin(key, leaseSeconds), prepare()]);
  if (claim.status === 'rejected') throw claim.reason;
  if (claim.value === 'done') {
    log.info('delivered again, already done', { key });
    return;
  }
  if (claim.value === 'busy') {
    throw new TrailbotError({
      code: 'conflict',
      message: `Another run is working on ${key}.`,
      hint: 'Nothing to do: the queue delivers it again, and whichever run finishes first wins.',
    });
  }
  try {
    if (prepared.status === 'rejected') throw prepared.reason;
    await act(prepared.value);
  } catch (error) {
    await claims
      .abandon(key)
      .catch((reason: unknown) => log.warn('claim not given back', { key, error: reason }));
    throw error;
  }
  await claims.complete(key);
}
