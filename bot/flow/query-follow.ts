// Waits for a query to end, tells how far it is meanwhile, and stops it when it takes too long.
import { JOB_WAIT_SECONDS } from '../domain/job.ts';
import { pollDelay } from '../domain/query/poll-delay.ts';
import type { QueryResult } from '../domain/query/query.ts';
import type { JobDeps } from './job-deps.ts';

export const BUDGET_MS = JOB_WAIT_SECONDS * 1_000;
const PROGRESS_EVERY_MS = 5_000;

export interface Followed {
  readonly result: QueryResult;
  readonly tookMs: number;
  /** It was stopped here, because it ran for {@link BUDGET_MS}. */
  readonly gaveUp: boolean;
}

/** @param progress is told about every five seconds. What it throws ends the waiting. */
export async function followQuery(
  executionId: string,
  startedAt: Date,
  { insights, clock, pause }: Pick<JobDeps, 'insights' | 'clock' | 'pause'>,
  progress: (elapsedMs: number, bytesScanned: number) => Promise<void>,
): Promise<Followed> {
  let toldAt = 0;
  let bytesScanned = 0;
  for (let looks = 0; ; looks += 1) {
    const result = await insights.results(executionId);
    // A query that was stopped may forget what it had read by then; AWS does not, and charges for it.
    bytesScanned = Math.max(bytesScanned, result.bytesScanned);
    const tookMs = clock.now().getTime() - startedAt.getTime();
    const followed = { result: { ...result, bytesScanned }, tookMs };
    if (hasEnded(result)) return { ...followed, gaveUp: false };
    if (tookMs >= BUDGET_MS && (await insights.stop(executionId))) return { ...followed, gaveUp: true };
    if (tookMs - toldAt >= PROGRESS_EVERY_MS) {
      toldAt = tookMs;
      await progress(tookMs, bytesScanned);
    }
    await pause(pollDelay(looks));
  }
}

function hasEnded({ state }: QueryResult): boolean {
  return state === 'complete' || state === 'failed' || state === 'cancelled' || state === 'timeout';
}
