// `/trail mutes`: all that is quiet now.
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { renderMutes } from '../../render/mutes.ts';
import type { JobDeps } from '../job-deps.ts';

export async function listMutes(_work: WorkOf<'mutes'>, _job: Job, deps: JobDeps): Promise<Message> {
  return renderMutes(await deps.suppressions.active());
}
