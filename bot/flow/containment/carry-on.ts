// What follows from an approval: the function whose role may do it gets to work, and somebody watches that it does.
import type { Containment } from '../../domain/containment/containment.ts';
import { approve } from '../../domain/containment/request.ts';
import type { Job } from '../../domain/job.ts';
import type { AlertDeps } from '../alert-deps.ts';
import { authorise } from '../authorise.ts';
import type { JobDeps } from '../job-deps.ts';
import { decideOn } from './change-containment.ts';
import { decidingBy } from './decide-by-press.ts';
import { watchApproved, watchRelease } from './timers.ts';

/** Once more is no second one: the containing function does it once. */
export async function handOver(approved: Containment, { later, containQueue }: AlertDeps): Promise<void> {
  const task = { kind: 'apply', containmentId: approved.id, look: 0 } as const;
  await all(containQueue.add(task, 0), watchApproved(approved, { later }));
}

export async function handBack(approved: Containment, { later, releaseQueue }: AlertDeps): Promise<void> {
  const task = { kind: 'release', containmentId: approved.id, look: 0 } as const;
  await all(releaseQueue.add(task, 0), watchRelease(approved, { later }));
}

/** A queue that fails is no reason to leave the other one out: who watches says what was not handed over. */
async function all(...sending: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(sending)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/** At once, where one person is enough and who asked is an approver; else it waits for one. */
export async function approveAlone(asked: Containment, job: Job, deps: JobDeps): Promise<void> {
  const { id: containmentId } = asked;
  const work = { kind: 'approve-containment', containmentId, messageTs: '' } as const;
  if (await authorise({ ...job, work }, deps)) return;
  const by = { ...decidingBy(job, deps), jobId: `${job.id} alone` };
  const decided = await decideOn(
    containmentId,
    (latest) => approve(latest, by, deps.settings.containment),
    deps,
  );
  if (decided.ok) await handOver(decided.containment, deps);
  else deps.log.info('not approved at once', { id: containmentId, reason: decided.reason });
}
