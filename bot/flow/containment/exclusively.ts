// Lets one run at a time do something: another one that comes meanwhile is delivered again a moment later.
import { TrailbotError } from '../../domain/errors.ts';
import type { Log } from '../../ports/run.ts';
import type { Claims } from '../../ports/store.ts';

/**
 * Unlike `claimed`, it can be done again.
 * @param leaseSeconds longer than `act` can take.
 * @throws TrailbotError `conflict` while another run is at it.
 */
export async function exclusively<T>(
  key: string,
  act: () => Promise<T>,
  { claims, log }: { readonly claims: Claims; readonly log: Log },
  leaseSeconds?: number,
): Promise<T> {
  if ((await claims.begin(key, leaseSeconds)) !== 'won') {
    throw new TrailbotError({
      code: 'conflict',
      message: `Another run is working on ${key}.`,
      hint: 'Nothing to do: the queue delivers it again.',
    });
  }
  try {
    return await act();
  } finally {
    await claims
      .abandon(key)
      .catch((error: unknown) => log.warn('claim not given back: it ends by itself', { key, error }));
  }
}
