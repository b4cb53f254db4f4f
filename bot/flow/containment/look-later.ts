// Plans the looks at a containment: some soon after it was carried out, the last one an hour later.
import type { Containment } from '../../domain/containment/containment.ts';
import type { HandTask } from '../../domain/containment/hand-task.ts';
import type { HandQueue } from '../../ports/aws.ts';

/** Seconds from one look to the next: 30 seconds, 2, 10, 25, 40 and 55 minutes after. A queue delays by 900 at most. */
const LOOKS = [30, 90, 480, 900, 900, 900];

/** Nothing after the last look. */
export async function lookLater(look: Omit<HandTask, 'kind'>, queue: HandQueue): Promise<void> {
  const seconds = LOOKS[look.look];
  if (seconds !== undefined) await queue.add({ kind: 'verify', ...look }, seconds);
}

/**
 * From the start again when a release failed that nobody was told of yet: what was looked at may have ended meanwhile.
 * Bears being done twice: looks of one round are taken once.
 */
export async function lookAgain(
  { id: containmentId, state, history, card }: Containment,
  queue: HandQueue,
): Promise<void> {
  const isNew = history.slice(card?.shown ?? 0).some(({ kind }) => kind === 'release-failed');
  if (state !== 'contained' || !isNew) return;
  const round = history.filter(({ kind }) => kind === 'release-failed').length;
  await lookLater({ containmentId, look: 0, round }, queue);
}
