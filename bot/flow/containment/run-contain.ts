// The containing function: carries an approved containment out, looks whether it holds, and looks again.
import { HANDS_SECONDS, parseHandTask } from '../../domain/containment/hand-task.ts';
import { claimed } from '../claim.ts';
import { apply } from './apply.ts';
import { exclusively } from './exclusively.ts';
import type { ContainDeps } from './hands-deps.ts';
import { unreadableTask } from './unreadable-task.ts';
import { verify } from './verify.ts';

/** @throws what the queue should deliver again for. */
export async function runContain(body: string, deps: ContainDeps): Promise<void> {
  const task = parseHandTask(body);
  if (!task || task.kind === 'release') throw unreadableTask();
  const { kind, containmentId: id, look, round } = task;
  await claimed(
    `${kind} ${id} ${look}${round === undefined ? '' : ` round ${round}`}`,
    async () => undefined,
    // The releasing function may be at it as well.
    () =>
      exclusively(
        `hands on ${id}`,
        () => (kind === 'apply' ? apply(id, deps) : verify(task, deps)),
        deps,
        HANDS_SECONDS,
      ),
    deps,
    HANDS_SECONDS,
  );
}
