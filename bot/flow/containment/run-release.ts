// The releasing function: gives back what a containment changed, once that is approved.
import { HANDS_SECONDS, parseHandTask } from '../../domain/containment/hand-task.ts';
import { claimed } from '../claim.ts';
import { exclusively } from './exclusively.ts';
import { showUntold } from './follow-up.ts';
import { giveBack } from './give-back.ts';
import type { ReleaseDeps } from './hands-deps.ts';
import { unreadableTask } from './unreadable-task.ts';

/** @throws what the queue should deliver again for. */
export async function runRelease(body: string, deps: ReleaseDeps): Promise<void> {
  const task = parseHandTask(body);
  if (task?.kind !== 'release') throw unreadableTask();
  const { containmentId: id } = task;
  const containment = await deps.containments.get(id);
  const approvedAt = containment?.release?.approved?.at;
  if (!approvedAt) {
    deps.log.info('no release is approved (any more)', { id });
    // An earlier try may have stopped before it said why it failed.
    if (containment) await showUntold(containment, deps);
    return;
  }
  // One that failed can be asked for again: that is another one.
  await claimed(
    `release ${id} ${approvedAt.toISOString()}`,
    async () => undefined,
    () => exclusively(`hands on ${id}`, () => giveBack(id, approvedAt, deps), deps, HANDS_SECONDS),
    deps,
    HANDS_SECONDS,
  );
}
