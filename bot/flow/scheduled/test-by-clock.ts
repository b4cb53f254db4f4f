// The weekly test: sends a harmless event down the whole way to Slack, and pages people when it does not arrive.
import { TrailbotError } from '../../domain/errors.ts';
import type { Hop } from '../../domain/health/health.ts';
import type { Scheduled } from '../../domain/scheduled.ts';
import { renderRefusal } from '../../render/refusal.ts';
import { type Paging, renderTestPage, renderWeeklyTest } from '../../render/scheduled-test.ts';
import { claimed } from '../claim.ts';
import type { JobDeps } from '../job-deps.ts';
import { followTest } from '../jobs/follow-test.ts';
import { planTestNow, WITHIN_MS } from '../jobs/test-chain.ts';
import { postOnce } from '../post.ts';
import { scheduledKey } from './scheduled-key.ts';

export async function testByClock(due: Scheduled, deps: JobDeps): Promise<void> {
  const { settings, audit, clock } = deps;
  const key = scheduledKey(due);
  const once = { key, since: due.at };
  const plan = planTestNow(undefined, deps);
  if ('refused' in plan) {
    const refusal = { ok: false, reason: plan.refused, hint: plan.hint, who: [], where: [] } as const;
    await postOnce(settings.fallbackChannel, renderRefusal(refusal), once, deps);
    return;
  }
  const { detection } = plan;
  // Nobody's deed: the record shows it as the bot's own.
  await audit.add({ id: key, at: clock.now(), deed: { kind: 'tested', detectionId: detection.id } });
  const hops = await followTest(plan, WITHIN_MS, deps);
  const failed = hops.find(({ tookMs }) => tookMs === undefined);
  // First the page: it may be Slack that is not reached.
  const paging = failed ? await page(failed, key, deps) : 'none';
  const route = failed ? settings.channels.critical : settings.fallbackChannel;
  await postOnce(route, renderWeeklyTest(detection, hops, paging), once, deps);
}

/** Once, also when Slack does not take the report and all of this is done again. */
async function page(failed: Hop, key: string, deps: JobDeps): Promise<Paging> {
  const { subject, text } = renderTestPage(failed);
  try {
    await claimed(
      `${key} page`,
      async () => undefined,
      () => deps.escalation.page(subject, text),
      deps,
    );
    return 'paged';
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    deps.log.error('nobody could be paged about the weekly test', { error });
    return 'failed';
  }
}
