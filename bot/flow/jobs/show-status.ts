// `/trail status`: whether the trail, and the way from it to this message, can be trusted.
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { renderStatus } from '../../render/status.ts';
import type { JobDeps } from '../job-deps.ts';
import { reportOnTrail } from '../trail-report.ts';

export async function showStatus(_work: WorkOf<'status'>, _job: Job, deps: JobDeps): Promise<Message> {
  return renderStatus(await reportOnTrail(deps));
}
