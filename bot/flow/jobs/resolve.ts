// "Resolve…": how it ended, and what there is to say about it.
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import type { JobDeps } from '../job-deps.ts';
import { decide } from '../triage-incident.ts';

export function resolve(work: WorkOf<'resolve'>, job: Job, deps: JobDeps): Promise<Message | undefined> {
  const { verdict, note } = work;
  return decide(work, job, { kind: 'resolved', verdict, note: note.trim() }, deps);
}
