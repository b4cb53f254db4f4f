// What comes down the job queue: what a person asked for in Slack, or what is due by the clock.
import { parseScheduled } from '../domain/scheduled.ts';
import { runJob } from './job.ts';
import type { JobDeps } from './job-deps.ts';
import { runScheduled } from './scheduled/run-scheduled.ts';

/** @throws what the queue should deliver again for */
export async function runQueued(body: string, deps: JobDeps): Promise<void> {
  const due = parseScheduled(body);
  await (due ? runScheduled(due, deps) : runJob(body, deps));
}
