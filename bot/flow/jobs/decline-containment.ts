// An approver's no, or the first one's second thought: nothing is changed.
import { decline } from '../../domain/containment/request.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { decideByPress } from '../containment/decide-by-press.ts';
import { isApprover } from '../containment/is-approver.ts';
import type { JobDeps } from '../job-deps.ts';

export async function declineContainment(
  work: WorkOf<'decline-containment'>,
  job: Job,
  deps: JobDeps,
): Promise<Message | undefined> {
  const mayApprove = await isApprover(work, job, deps);
  return decideByPress(work, job, deps, (latest, by) => decline(latest, by, mayApprove));
}
