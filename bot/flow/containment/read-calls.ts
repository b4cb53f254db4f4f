// Reads calls from the trail's log group; a log that cannot be read is said, and stops nobody.
import { TrailbotError } from '../../domain/errors.ts';
import type { TrailEvent } from '../../domain/event/trail-event.ts';
import type { AlertDeps } from '../alert-deps.ts';
import { readEvent } from '../look.ts';

export interface Calls {
  readonly events: readonly TrailEvent[];
  /** Until when was read. */
  readonly upTo: Date;
  /** There was more than was read, or nothing could be. */
  readonly incomplete: boolean;
}

/** From `from` until now. */
export async function readCalls(
  pattern: string,
  from: Date,
  { trailLog, clock, log }: Pick<AlertDeps, 'trailLog' | 'clock' | 'log'>,
): Promise<Calls> {
  try {
    const { messages, truncated, upTo } = await trailLog.read({ pattern, from, to: clock.now() });
    return { events: messages.flatMap((one) => readEvent(one, log)), upTo, incomplete: truncated };
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    log.warn('calls could not be read from the trail', { code: error.code, error });
    return { events: [], upTo: from, incomplete: true };
  }
}
