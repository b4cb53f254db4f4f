// "Acknowledge": somebody has it in hand.
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import type { JobDeps } from '../job-deps.ts';
import { decide } from '../triage-incident.ts';

export function acknowledge(
  work: WorkOf<'acknowledge'>,
  job: Job,
  deps: JobDeps,
): Promise<Message | undefined> {
  return decide(work, job, { kind: 'acknowledged' }, deps);
}
