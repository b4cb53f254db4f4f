import { describe, expect, it } from 'vitest';
import { classifySource } from '../../../bot/domain/context/classify-source.ts';
import type { Finding } from '../../../bot/domain/replay/finding.ts';
import { numberIncidents } from '../../../bot/domain/replay/number-incidents.ts';
import { planQuiet } from '../../../bot/domain/replay/plan-quiet.ts';
import { finding } from '../../support/findings.ts';

const DAY = 86_400_000;
const RULES = { quietHours: 24 };
const deps = { settings: { networks: {} }, locate: (address: string) => classifySource(address, {}) };
const quiet = (pages: readonly Finding[]) => planQuiet(numberIncidents(pages, [], RULES), deps).quiet;
const daily = (changes: Partial<Finding> = {}) =>
  Array.from({ length: 6 }, (_, n) => finding({ at: (n * DAY) / 2, detectionId: 'iam-changes', ...changes }));

describe('what would quiet the noisiest', () => {
  it('is a suppression as the button makes it, with what it would have hidden', () => {
    expect(quiet(daily())).toEqual([
      {
        detectionId: 'iam-changes',
        actorName: 'alice',
        accountId: '123456789012',
        pages: 6,
        incidents: 1,
        severity: 'high',
        inCritical: 0,
        change: expect.stringContaining('pipeline'),
        advice: { ok: true, scope: 'alice', days: 30, hides: 6, onDays: 3, raised: 0 },
      },
    ]);
  });

  it('does not hide what a rule made worse', () => {
    const [worse, ...others] = daily();
    const [first] = quiet([...others, finding({ ...worse, raised: true })]);
    expect(first?.advice).toMatchObject({ ok: true, hides: 5, raised: 1 });
  });

  it('is limited to one network for root', () => {
    const rooted = { actorKind: 'root', actorKey: 'root/123456789012', actorName: 'root' } as const;
    const pages = [
      ...daily(rooted),
      finding({ ...rooted, detectionId: 'iam-changes', address: '203.0.113.9' }),
    ];
    expect(quiet(pages)[0]?.advice).toMatchObject({ ok: true, scope: 'root, from 192.0.2.0/24', hides: 6 });
  });

  it('is refused for what guards the trail, with what to do instead', () => {
    expect(quiet(daily({ detectionId: 'trail-blinded' }))[0]?.advice).toMatchObject({
      ok: false,
      reason: expect.stringContaining('cannot be silenced'),
      hint: expect.stringContaining('signal'),
    });
  });

  it('is not asked for by few pages, nor by those that nobody was told of', () => {
    expect(quiet([finding(), finding()])).toEqual([]);
    const counted = numberIncidents(
      daily(),
      [{ id: 'iam-changes', alarm: { threshold: 9, period: 60 } }],
      RULES,
    );
    expect(planQuiet(counted, deps)).toEqual({ quiet: [], offers: [] });
  });

  it('hides nothing of a critical message, and says so, after what may be hidden', () => {
    const attack = { actorKey: 'mallory', actorName: 'mallory' };
    const pages = [
      ...daily(),
      ...daily(attack),
      ...daily(attack),
      finding({ ...attack, detectionId: 'trail-stopped', severity: 'critical' }),
    ];
    const [offered, withheld, ...others] = quiet(pages);
    expect(offered).toMatchObject({ actorName: 'alice', inCritical: 0, advice: { ok: true } });
    expect(withheld).toMatchObject({
      actorName: 'mallory',
      detectionId: 'iam-changes',
      pages: 12,
      inCritical: 12,
      advice: { ok: false, reason: expect.stringContaining('critical message') },
    });
    expect(others).toEqual([]);
  });

  it('is told for the five noisiest, by detection and actor', () => {
    const actors = Array.from({ length: 7 }, (_, n) => ({ actorKey: `k${n}`, actorName: `n${n}` }));
    const pages = actors.flatMap((actor, n) => [...daily(actor), ...daily(actor).slice(0, n)]);
    expect(quiet(pages).map(({ actorName }) => actorName)).toEqual(['n6', 'n5', 'n4', 'n3', 'n2']);
  });
});
