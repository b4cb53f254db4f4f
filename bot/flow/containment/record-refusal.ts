// What somebody asked for and did not get is in the audit record too: who tried, what, and why not.
import type { Job } from '../../domain/job.ts';
import { RIGHTS } from '../../domain/permission.ts';
import type { JobDeps } from '../job-deps.ts';

/** Once, however often the job is delivered. Before the person is told. */
export async function recordRefusal(
  job: Job,
  reason: string,
  deps: Pick<JobDeps, 'audit' | 'clock' | 'containments'>,
): Promise<void> {
  const { id, userId, work, replyTo } = job;
  const incidentId = await incidentOf(job, deps);
  await deps.audit.add({
    id: `${id} refused`,
    at: deps.clock.now(),
    userId,
    deed: { kind: 'refused', asked: askedFor(job), reason },
    ...(incidentId !== undefined && { incidentId }),
    ...(replyTo.kind !== 'home' && { channel: replyTo.channel }),
    ...('messageTs' in work && { messageTs: work.messageTs }),
  });
}

async function incidentOf(
  { work }: Job,
  { containments }: Pick<JobDeps, 'containments'>,
): Promise<string | undefined> {
  if ('containmentId' in work) return (await containments.get(work.containmentId))?.incidentId;
  return 'incidentId' in work ? work.incidentId : undefined;
}

/** Reading is for everybody: who may not read changes nothing that somebody would look for later. */
export function isRecorded({ work }: Pick<Job, 'work'>): boolean {
  const right = RIGHTS[work.kind];
  return right === 'respond' || right === 'approve';
}

function askedFor({ work }: Job): string {
  if ('containmentId' in work) return `${work.kind} ${work.containmentId}`;
  if ('whom' in work && work.whom !== '') return `${work.kind} ${work.whom}`;
  return work.kind;
}
