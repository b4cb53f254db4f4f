// `/trail status`: whether the trail, and the way from it to this message, can be trusted.
import { TrailbotError } from '../../domain/errors.ts';
import { judgeLatency } from '../../domain/health/judge-latency.ts';
import type { Reading } from '../../domain/health/reading.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { renderStatus } from '../../render/status.ts';
import type { JobDeps } from '../job-deps.ts';

/** An account without an alert in a week has nothing that says how long one takes today. */
const LOOK_BACK_MS = 7 * 86_400_000;

export async function showStatus(_work: WorkOf<'status'>, _job: Job, deps: JobDeps): Promise<Message> {
  const at = deps.clock.now();
  const [findings, latest] = await Promise.all([deps.health.check(), readLatest(at, deps)]);
  return renderStatus({ at, findings: [...findings, judgeLatency(latest, deps.settings.trail)] });
}

async function readLatest(now: Date, { incidents }: JobDeps): Promise<Reading<readonly Incident[]>> {
  try {
    return { value: await incidents.listActive(new Date(now.getTime() - LOOK_BACK_MS)) };
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    return { because: error.message, remedy: error.hint };
  }
}
