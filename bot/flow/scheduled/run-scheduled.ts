// Does what the clock asks for: once for each time that it was due, and not when the next one is due already.
import { JOB_SECONDS } from '../../domain/job.ts';
import type { Scheduled, ScheduledTask } from '../../domain/scheduled.ts';
import { claimed } from '../claim.ts';
import type { JobDeps } from '../job-deps.ts';
import { checkTrail } from './check-trail.ts';
import { postReview } from './post-review.ts';
import { scheduledKey } from './scheduled-key.ts';
import { testByClock } from './test-by-clock.ts';

const DAY_MS = 86_400_000;

const RUNS: { readonly [task in ScheduledTask]: (due: Scheduled, deps: JobDeps) => Promise<void> } = {
  review: postReview,
  check: checkTrail,
  test: testByClock,
};

/** @throws what the queue should deliver again for: nobody waits for an answer that could say it. */
export async function runScheduled(due: Scheduled, deps: JobDeps): Promise<void> {
  const { task, id, at } = due;
  // From the dead letters, say: what it would have told, the next one tells.
  if (deps.clock.now().getTime() - at.getTime() > DAY_MS)
    return deps.log.warn('a day too late, and left to the next one', { task, id, at });
  await claimed(
    scheduledKey(due),
    async () => undefined,
    () => RUNS[task](due, deps),
    deps,
    JOB_SECONDS,
  );
}
