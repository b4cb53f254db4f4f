// "Keep": a containment with a time limit lasts until somebody releases it.
import { keep } from '../../domain/containment/release.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { decideByPress } from '../containment/decide-by-press.ts';
import type { JobDeps } from '../job-deps.ts';

export function keepContained(
  work: WorkOf<'keep-contained'>,
  job: Job,
  deps: JobDeps,
): Promise<Message | undefined> {
  return decideByPress(work, job, deps, keep);
}
