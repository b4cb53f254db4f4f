// `/trail test`: sends a harmless event down the whole way to Slack, and says how far it came.
import { planTest, type TestPlan, type TestRefusal } from '../../domain/health/test-record.ts';
import { JOB_WAIT_SECONDS, type Job, type WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { renderRefusal } from '../../render/refusal.ts';
import { renderTestReport } from '../../render/test-report.ts';
import type { JobDeps } from '../job-deps.ts';
import { writeDeed } from './deed-record.ts';
import { followTest } from './follow-test.ts';

/** Counting, the alarm and the message take a minute or two; who asked should not wait much longer than that. */
export const WITHIN_MS = JOB_WAIT_SECONDS * 1_000;

export async function testChain(work: WorkOf<'test'>, job: Job, deps: JobDeps): Promise<Message> {
  const plan = planTestNow(work.detectionId, deps);
  if ('refused' in plan)
    return renderRefusal({ ok: false, reason: plan.refused, hint: plan.hint, who: [], where: [] });
  await writeDeed({ kind: 'tested', detectionId: plan.detection.id }, job, deps);
  return renderTestReport(plan.detection, await followTest(plan, WITHIN_MS, deps));
}

/** @param wanted a detection's id; undefined takes one that has an alarm. */
export function planTestNow(
  wanted: string | undefined,
  { catalog, settings, clock, newId }: JobDeps,
): TestPlan | TestRefusal {
  const accounts = Object.keys(settings.accounts);
  const { withoutAlarm } = settings.deployment;
  const ringing = catalog.detections.filter(({ detection }) => !withoutAlarm.includes(detection.id));
  return planTest(wanted === undefined ? { ...catalog, detections: ringing } : catalog, wanted, {
    id: newId(),
    now: clock.now(),
    accountId: accounts.length === 1 ? accounts[0] : undefined,
  });
}
