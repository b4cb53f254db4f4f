// Where somebody asked in another place than the containment's own thread, the line is said there as well.
import type { Job } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { renderHappening } from '../../render/containment/happening.ts';
import type { JobDeps } from '../job-deps.ts';

/** @returns the newest line; undefined in the thread that tells it already. */
export async function answerWhere(
  containmentId: string,
  { replyTo }: Job,
  { containments, settings }: JobDeps,
): Promise<Message | undefined> {
  const containment = await containments.get(containmentId);
  const newest = containment?.history.at(-1);
  if (!containment || !newest) return undefined;
  const { card } = containment;
  const isThere =
    replyTo.kind === 'thread' && replyTo.channel === card?.channel && replyTo.threadTs === card.threadTs;
  return isThere ? undefined : renderHappening(newest, containment, settings);
}
