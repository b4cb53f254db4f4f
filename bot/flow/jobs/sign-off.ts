// "Sign off": a person has looked at the review; PCI DSS 10.4.1 asks for that once a day, by name.
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { reviewSince } from '../../domain/review/review-range.ts';
import { renderReviewMoved, renderSignedOff, renderSignedOffBefore } from '../../render/review-signed.ts';
import type { JobDeps } from '../job-deps.ts';
import { writeDeed } from './deed-record.ts';

/** Signs exactly what was shown: counted again, because something may have come late, or been signed off by others. */
export async function signOff(
  { until, count }: WorkOf<'sign-off'>,
  job: Job,
  deps: JobDeps,
): Promise<Message> {
  const { reviews, clock } = deps;
  const { userId } = job;
  const last = await reviews.lastSignOff();
  if (last && last.until >= until) {
    const isThisOne = last.userId === userId && last.until.getTime() === until.getTime();
    return isThisOne ? renderSignedOff(last) : renderSignedOffBefore(last);
  }
  const since = reviewSince(last?.until, until);
  const events = await reviews.list(since, until);
  if (events.length !== count || until > clock.now()) return renderReviewMoved(count, events.length);
  // Written down first: two who sign at the same moment have both looked, and a crash in between loses nothing.
  await writeDeed({ kind: 'signed-off', from: since, to: until, count }, job, deps);
  await reviews.signOff({ userId, at: clock.now(), until, count });
  return renderSignedOff({ userId, until, count }, since);
}
