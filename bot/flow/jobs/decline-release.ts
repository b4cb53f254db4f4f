// An approver's no to a release, or the second thought of who asked for it: the containment lasts.
import { declineRelease as decline } from '../../domain/containment/release.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { decideByPress } from '../containment/decide-by-press.ts';
import { isApprover } from '../containment/is-approver.ts';
import type { JobDeps } from '../job-deps.ts';

export async function declineRelease(
  work: WorkOf<'decline-release'>,
  job: Job,
  deps: JobDeps,
): Promise<Message | undefined> {
  const mayApprove = await isApprover(work, job, deps);
  return decideByPress(work, job, deps, (latest, by) => decline(latest, by, mayApprove));
}
