// The daily look at the trail, over the sandbox: said when something is wrong, and not more often than it has to be.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../../bot/domain/health/health.ts';
import { reportOnTrail } from '../../../bot/flow/trail-report.ts';
import { type ScheduledStage, startScheduledStage } from '../../support/scheduled-stage.ts';
import { eventually, textOf } from '../../support/world.ts';

const CRITICAL = 'C0ALERTS01';
const FALLBACK = 'C0REVIEW01';

let stage: ScheduledStage;
beforeAll(async () => {
  stage = await startScheduledStage();
});
afterAll(() => stage.world.close());

describe('the daily look at the trail', () => {
  const place = { kind: 'trail', region: 'us-east-1', arn: undefined } as const;
  const fine: Finding = { check: 'trail-exists', title: 'It exists', state: 'ok', detail: 'Yes.', place };
  const broken: Finding = { ...fine, check: 'trail-logging', title: 'It is logging', state: 'broken' };
  const told = (finding: Finding, detail: string): Finding => ({
    ...finding,
    detail,
    remedy: `Mend ${detail}`,
  });
  const unknown: Finding = { ...fine, check: 'alarms', title: 'Alarms are on', state: 'unknown' };
  const warning: Finding = { ...fine, check: 'bucket-versioning', title: 'Versioned', state: 'warning' };

  let lastLook: Date;

  /** What one look said, and where. */
  async function look(findings: readonly Finding[], at = stage.nextDay()) {
    lastLook = at;
    const before = new Set(stage.world.slack.messages());
    await stage.run('check', at, { health: { check: async () => findings } });
    return stage.world.slack
      .messages()
      .filter((message) => !before.has(message))
      .map((message) => ({ channel: message.channel, text: textOf(message) }));
  }

  it('says nothing of a trail that is well, also when no alert could be timed lately', async () => {
    expect(await look([fine])).toEqual([]);
  });

  it('tells new trouble whole and once, then in a line each day with since when, then that it is over', async () => {
    const [first] = await look([told(broken, 'it was stopped.'), fine]);
    const day = lastLook.toISOString().slice(0, 10);
    expect(first?.channel).toBe(CRITICAL);
    expect(first?.text).toContain('The daily look at the trail: 1 thing is broken');
    expect(first?.text).toContain('🔴 It is logging: it was stopped.\nMend it was stopped.');

    const [second, ...more] = await look([told(broken, 'it was stopped a day ago.'), fine]);
    expect(more).toEqual([]);
    expect(second?.channel).toBe(CRITICAL);
    expect(second?.text).toMatch(
      new RegExp(`^🔴 The trail still cannot be trusted\\. Not well: “It is logging” \\(since ${day}[^\n]*$`),
    );

    const [third] = await look([told(broken, 'stopped.'), told(unknown, 'because AWS refused.')]);
    expect(third?.text).toContain('Alarms are on: unknown, because AWS refused.');
    expect(third?.text).toContain(`🔴 It is logging: as told before, since ${day}.`);

    expect(await look([fine])).toEqual([
      {
        channel: CRITICAL,
        text: '✅ The trail can be trusted again. Well now: “It is logging”, “Alarms are on”.',
      },
    ]);
    expect(await look([fine])).toEqual([]);
  });

  it('tells in the fallback channel what is only unknown', async () => {
    const [first] = await look([told(unknown, 'because AWS refused.')]);
    expect(first).toMatchObject({ channel: FALLBACK });
    const [second] = await look([told(unknown, 'because AWS refused.')]);
    expect(second?.channel).toBe(FALLBACK);
    expect(second?.text).toContain('It is still unknown whether the trail can be trusted');
    await look([fine]);
  });

  it('tells a warning once, and does not repeat it each day', async () => {
    const [first] = await look([told(warning, 'it is not.')]);
    expect(first?.channel).toBe(FALLBACK);
    expect(first?.text).toContain('Nothing is broken, 1 warning');
    expect(await look([told(warning, 'it is not.')])).toEqual([]);
    expect(await look([fine])).toEqual([]);
  });

  it('remembers what was wrong over a day on which nobody looked', async () => {
    await look([told(broken, 'it was stopped.')]);
    stage.nextDay();
    expect((await look([told(broken, 'it was stopped.')]))[0]?.text).toContain('The trail still cannot be');
    await look([fine]);
  });

  it('is written down each day, with what was wrong', async () => {
    await look([fine, told(broken, 'it was stopped.')]);
    const at = lastLook;
    const entries = await stage.deps.audit.list(`checks of ${at.toISOString().slice(0, 10)}`);
    expect(entries).toMatchObject([
      { deed: { kind: 'checked', troubles: [{ check: 'trail-logging', state: 'broken', since: at }] } },
    ]);
    expect(entries[0]?.userId).toBeUndefined();
    await look([fine]);
  });

  it('finds in the sandbox what was broken there', async () => {
    await stage.world.switchFault('logging-stopped', true);
    await stage.world.fireSchedule('check');
    const told = await eventually(stage.world, () =>
      stage.world.slack.messages('security-alerts').find((message) => textOf(message).includes('daily look')),
    );
    expect(textOf(told)).toContain('🔴 It is logging');
    await stage.world.switchFault('logging-stopped', false);
  });
});

describe('the look at where buttons are answered', () => {
  const answered = async (answersIn: readonly string[]) => {
    const report = await reportOnTrail({ ...stage.deps, settings: { ...stage.deps.settings, answersIn } });
    return report.findings.find(({ check }) => check === 'answers-in');
  };

  it('asks Slack what a channel is called that settings call by its id', async () => {
    expect(await answered(['C0ALERTS01', 'security-review'])).toMatchObject({ state: 'ok' });
    expect((await answered(['C0ALERTS01']))?.detail).toContain('#security-review is not in answersIn');
  });
});
