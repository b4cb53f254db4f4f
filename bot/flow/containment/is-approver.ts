// Whether somebody who decides about a containment could approve it as well.
import type { Job, WorkOf } from '../../domain/job.ts';
import { authorise } from '../authorise.ts';
import type { JobDeps } from '../job-deps.ts';

type Decline = WorkOf<'decline-containment' | 'decline-release'>;

/** Nobody is one because Slack could not be asked. */
export async function isApprover({ containmentId }: Decline, job: Job, deps: JobDeps): Promise<boolean> {
  const work = { kind: 'approve-containment', containmentId, messageTs: '' } as const;
  return (await authorise({ ...job, work }, deps)) === undefined;
}
