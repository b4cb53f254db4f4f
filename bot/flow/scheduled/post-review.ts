// The daily review: what `/trail review` shows, in its channel, with the button that signs it off there.
import type { Scheduled } from '../../domain/scheduled.ts';
import { renderReview } from '../../render/review.ts';
import type { JobDeps } from '../job-deps.ts';
import { readReview } from '../jobs/show-review.ts';
import { postOnce } from '../post.ts';
import { scheduledKey } from './scheduled-key.ts';

/** Back to the last review: a day, the hour that some days have more, and the minutes before it at which a review ends. */
const LAST_ONE_MS = (25 * 60 + 10) * 60_000;

export async function postReview(due: Scheduled, deps: JobDeps): Promise<void> {
  const { dailyReview, fallbackChannel } = deps.settings;
  const view = await readReview(deps);
  const lastOne = due.at.getTime() - LAST_ONE_MS;
  const missed = view.signedOff !== undefined && view.range.since.getTime() < lastOne;
  await postOnce(
    dailyReview?.channel ?? fallbackChannel,
    renderReview({ ...view, daily: { missed } }),
    { key: scheduledKey(due), since: due.at },
    deps,
  );
}
