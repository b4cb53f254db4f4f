// The second person's yes: the containing function gets to work.
import { approve } from '../../domain/containment/request.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { handOver } from '../containment/carry-on.ts';
import { decideByPress } from '../containment/decide-by-press.ts';
import type { JobDeps } from '../job-deps.ts';

export function approveContainment(
  work: WorkOf<'approve-containment'>,
  job: Job,
  deps: JobDeps,
): Promise<Message | undefined> {
  const rules = deps.settings.containment;
  return decideByPress(
    work,
    job,
    deps,
    (latest, by) => approve(latest, by, rules),
    (approved) => handOver(approved, deps),
  );
}
