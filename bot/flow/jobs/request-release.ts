// Asks for a release: it waits for a second person, as the containment did.
import { requestRelease as ask } from '../../domain/containment/release.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { answerWhere } from '../containment/answer-where.ts';
import { decideOn } from '../containment/change-containment.ts';
import { decidingBy, refuseDecision } from '../containment/decide-by-press.ts';
import { showSoon } from '../containment/show-soon.ts';
import { waitForRelease } from '../containment/timers.ts';
import type { JobDeps } from '../job-deps.ts';

export async function requestRelease(
  { containmentId, reason }: WorkOf<'request-release'>,
  job: Job,
  deps: JobDeps,
): Promise<Message | undefined> {
  const by = decidingBy(job, deps);
  const decided = await decideOn(containmentId, (latest) => ask(latest, by, reason), deps);
  if (!decided.ok) return refuseDecision(job, decided, deps);
  await showSoon(containmentId, deps);
  await waitForRelease(decided.containment, deps);
  return answerWhere(containmentId, job, deps);
}
