// `/trail review`: all that came since the last sign-off without an alert.
import { TrailbotError } from '../../domain/errors.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { reviewRange } from '../../domain/review/review-range.ts';
import { summariseReview } from '../../domain/review/summarise-review.ts';
import type { Suppression } from '../../domain/suppression/suppression.ts';
import { type ReviewView, renderReview } from '../../render/review.ts';
import type { JobDeps } from '../job-deps.ts';

export async function showReview(_work: WorkOf<'review'>, _job: Job, deps: JobDeps): Promise<Message> {
  return renderReview(await readReview(deps));
}

/** What is to be reviewed now. */
export async function readReview(deps: JobDeps): Promise<ReviewView> {
  const { reviews, clock, catalog } = deps;
  const signedOff = await reviews.lastSignOff();
  const range = reviewRange(signedOff?.until, clock.now());
  const [events, suppressions] = await Promise.all([
    reviews.list(range.since, range.until),
    activeSuppressions(deps),
  ]);
  const titles = new Map(catalog.detections.map(({ detection }) => [detection.id, detection.title]));
  const titleOf = (id: string) => titles.get(id) ?? id;
  return { range, signedOff, summary: summariseReview(events), suppressions, titleOf };
}

/** Only words are missing where they cannot be read. */
async function activeSuppressions({ suppressions, log }: JobDeps): Promise<readonly Suppression[]> {
  try {
    return await suppressions.active();
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    log.warn('what is expected could not be read', { code: error.code, error });
    return [];
  }
}
