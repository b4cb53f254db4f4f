// Queues what a submitted form asks for, so that the form can stay open when that is not possible.
import type { Job } from '../../domain/job.ts';
import type { VIEWS } from '../../domain/naming.ts';
import type { IngressDeps } from '../ingress-deps.ts';

/** False when it could not be queued; why is in the log. */
export async function queueForm(
  view: (typeof VIEWS)[keyof typeof VIEWS],
  job: Job,
  { jobs, log }: Pick<IngressDeps, 'jobs' | 'log'>,
): Promise<boolean> {
  try {
    await jobs.add(job);
    return true;
  } catch (error) {
    log.error('a form could not be queued', { view, error });
    return false;
  }
}
