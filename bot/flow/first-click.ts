// Tells a double click from two clicks.
import type { Job } from '../domain/job.ts';
import type { JobDeps } from './job-deps.ts';

/**
 * False for what the same person asked for ten seconds ago at most, by the same button of the same message. The same job
 * delivered again is no second click, and two people may press one button at the same time.
 */
export async function isFirstClick(
  { id, userId, clickKey }: Job,
  { clicks }: Pick<JobDeps, 'clicks'>,
): Promise<boolean> {
  return clickKey === undefined || clicks.first(`${userId} ${clickKey}`, id);
}
