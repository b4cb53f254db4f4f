// The second person's yes to a release: the releasing function gets to work.
import { approveRelease as approve } from '../../domain/containment/release.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { handBack } from '../containment/carry-on.ts';
import { decideByPress } from '../containment/decide-by-press.ts';
import type { JobDeps } from '../job-deps.ts';

export function approveRelease(
  work: WorkOf<'approve-release'>,
  job: Job,
  deps: JobDeps,
): Promise<Message | undefined> {
  const { containment, people } = deps.settings;
  const rules = { ...containment, approvers: people.approvers };
  return decideByPress(
    work,
    job,
    deps,
    (latest, by) => approve(latest, by, rules),
    (approved) => handBack(approved, deps),
  );
}
