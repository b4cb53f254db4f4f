// `/trail test`: sends a harmless event down the whole way to Slack, and says how far it came.
import { planTest } from '../../domain/health/test-record.ts';
import { JOB_WAIT_SECONDS, type Job, type WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { renderRefusal } from '../../render/refusal.ts';
import { renderTestReport } from '../../render/test-report.ts';
import type { JobDeps } from '../job-deps.ts';
import { writeDeed } from './deed-record.ts';
import { followTest } from './follow-test.ts';

/** Counting, the alarm and the message take a minute or two; who asked should not wait much longer than that. */
const WITHIN_MS = JOB_WAIT_SECONDS * 1_000;

export async function testChain(work: WorkOf<'test'>, job: Job, deps: JobDeps): Promise<Message> {
  const { catalog, settings, clock, newId } = deps;
  const accounts = Object.keys(settings.accounts);
  const plan = planTest(catalog, work.detectionId, {
    id: newId(),
    now: clock.now(),
    accountId: accounts.length === 1 ? accounts[0] : undefined,
  });
  if ('refused' in plan)
    return renderRefusal({ ok: false, reason: plan.refused, hint: plan.hint, who: [], where: [] });
  await writeDeed({ kind: 'tested', detectionId: plan.detection.id }, job, deps);
  return renderTestReport(plan.detection, await followTest(plan, WITHIN_MS, deps));
}
