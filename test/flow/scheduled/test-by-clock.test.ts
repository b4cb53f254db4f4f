// The weekly test, over the sandbox: told when it arrived, and pages people when it did not.
import { DeleteMetricFilterCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrailbotError } from '../../../bot/domain/errors.ts';
import { LOG_GROUP } from '../../../bot/domain/naming.ts';
import type { AuditEntry } from '../../../bot/domain/triage/audit-entry.ts';
import { runQueued } from '../../../bot/flow/queued.ts';
import { PATIENT } from '../../support/patience.ts';
import { type ScheduledStage, startScheduledStage } from '../../support/scheduled-stage.ts';

let stage: ScheduledStage;
beforeAll(async () => {
  stage = await startScheduledStage();
});
afterAll(() => stage.world.close());

describe('the weekly test', () => {
  it("says in the fallback channel how long each stretch took, and is written down as nobody's", async () => {
    const entries: AuditEntry[] = [];
    const audit = { ...stage.deps.audit, add: async (entry: AuditEntry) => void entries.push(entry) };
    const body = stage.body('test', new Date());
    await runQueued(body, { ...stage.deps, audit });
    const text = stage.shown('security-review').at(-1);
    expect(text).toMatch(/^✅ The test event came through in /);
    expect(text).toContain('This was the weekly test.');
    expect(stage.pages()).toEqual([]);
    expect(entries).toMatchObject([{ deed: { kind: 'tested', detectionId: 'cloudtrail-changes' } }]);
    expect(entries[0]).not.toHaveProperty('userId');
  });

  it('that did not come through is said where it is critical, and pages people once', async () => {
    await stage.world.clients.logs.send(
      new DeleteMetricFilterCommand({ logGroupName: LOG_GROUP, filterName: 'cloudtrail-changes' }),
    );
    await expect
      .poll(async () => (await stage.deps.alarms.state('cloudtrail-changes'))?.value, PATIENT)
      .toBe('OK');
    const scheduled = stage.body('test', new Date());
    // The five minutes that it waits pass in a moment.
    let waited = 0;
    const clock = { now: () => new Date(Date.now() + waited) };
    const pause = async () => {
      waited += 10_000;
      await new Promise((resolve) => setTimeout(resolve, 50));
    };
    const post = () => Promise.reject(new TrailbotError({ code: 'slack_failed', message: 'no', hint: '' }));
    const failing = { ...stage.deps, clock, pause, chat: { ...stage.deps.chat, post } };
    await expect(runQueued(scheduled, failing)).rejects.toMatchObject({ code: 'slack_failed' });
    expect(stage.pages()).toHaveLength(1);

    waited = 0;
    await runQueued(scheduled, { ...stage.deps, clock, pause });
    expect(stage.pages()).toHaveLength(1);
    expect(stage.pages()[0]).toMatch(/^Trailbot: The weekly test did not come through: Counted/);
    expect(stage.pages()[0]).toContain('alerts may not reach Slack');
    const text = stage.shown('security-alerts').at(-1);
    expect(text).toContain('The test event did not come through: Counted, and the alarm went off');
    expect(text).toContain('The escalation contacts were told');
  });
});

describe('a weekly test that there is no detection for', () => {
  it('says so in the fallback channel, and pages nobody', async () => {
    const deployment = { ...stage.deps.settings.deployment, withoutAlarm: ['cloudtrail-changes'] };
    const before = stage.pages().length;
    await stage.run('test', undefined, { settings: { ...stage.deps.settings, deployment } });
    expect(stage.shown('security-review').at(-1)).toContain('There is no detection to test with.');
    expect(stage.pages()).toHaveLength(before);
  });
});
