import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import type { DeploymentSettings } from '../../../bot/domain/deployment/deployment-settings.ts';
import { type Estimate, estimate } from '../../../bot/domain/deployment/estimate.ts';
import { amount } from '../../../bot/domain/deployment/estimate-line.ts';
import { planDeployment } from '../../../bot/domain/deployment/plan-deployment.ts';
import { PRICES, type Price, priceOf } from '../../../bot/domain/deployment/prices.ts';
import { type Pieces, piecesOf, type Usage, usualUsage } from '../../../bot/domain/deployment/usage.ts';
import { TEMPLATES } from '../../../bot/entry/local-world.ts';

const { settings } = loadCatalog(TEMPLATES);
const PIECES: Pieces = {
  alarms: 110,
  metrics: 73,
  dashboards: 1,
  dashboardMetrics: 106,
  keys: 1,
  polledQueues: 5,
};
const NOTHING_THERE = { trail: false, logGroup: false, table: false };

function cost(
  deployment: Partial<DeploymentSettings> = {},
  usage: Partial<Usage> = {},
  pieces: Partial<Pieces> = {},
): Estimate {
  const plan = planDeployment({ ...settings, deployment: { ...settings.deployment, ...deployment } });
  const used = usualUsage(plan, { eventsPerMonth: 10_000_000, ...usage });
  return estimate(plan, used, { ...PIECES, ...pieces });
}

function usd({ lines }: Estimate, what: string): number | undefined {
  return lines.find((line) => line.what.startsWith(what))?.usd;
}

describe('estimate', () => {
  it('gives what the price lists give by hand, for ten million events a month', () => {
    // 10 M records of 1,974 + 26 bytes are 20 GB; their files, gzipped, 19.74 GB / 10.
    const it = cost(
      { logDays: 30, archiveDays: 365, emails: ['security@example.com'] },
      { recordBytes: 1_974, activeHours: 146, streamBatch: 100, incidents: 100, queries: 73, regions: 16 },
    );
    // 100,000 runs of the stream and 3,000 others write 0.103 GB: (20 + 0.103 - 5) x 0.50.
    expect(usd(it, 'CloudWatch Logs, what comes in')).toBe(7.55);
    // 20 GB x 0.15 x 30 days of 30.42 x 0.03
    expect(usd(it, 'CloudWatch Logs, what is kept')).toBe(0.09);
    // 73 queries over 1/30.42 of 20 GB: 48 GB x 0.005
    expect(usd(it, 'Logs Insights')).toBe(0.24);
    // 17,520 files of 113 kB stay in Standard, for 365 days and 365 more: 24 x 1.974 GB x 0.023; 11,680 digests of
    // 2 kB: 24 x 0.02336 GB x 0.023; 29,200 requests at 0.005 for 1,000.
    expect(usd(it, 'S3')).toBe(1.25);
    // (110 - 10) x 0.10
    expect(usd(it, 'Alarms')).toBe(10);
    // 73 x 146 / 730 = 14.6 metric months, 10 of them free: 4.6 x 0.30
    expect(usd(it, 'Metrics')).toBe(1.38);
    expect(usd(it, 'Dashboard')).toBe(3);
    expect(usd(it, 'KMS')).toBe(1);
    expect(usd(it, 'Lambda')).toBe(0);
    // 5 queues x 5 polls x 180 an hour x 730 hours = 3,285,000; less a million, at 0.40
    expect(usd(it, 'SQS')).toBe(0.91);
    expect(usd(it, 'SNS')).toBe(0);
    // 10,000 writes, 30,000 reads, 0.1 GB of backups
    expect(usd(it, 'DynamoDB')).toBe(0.03);
    expect(it.total).toBe(25.45);
  });

  it('adds up what it shows', () => {
    for (const eventsPerMonth of [1, 1_234_567, 100_000_000]) {
      const { lines, total } = cost({}, { eventsPerMonth });
      expect(total).toBeCloseTo(
        lines.reduce((sum, line) => sum + line.usd, 0),
        6,
      );
    }
  });

  it('charges for a second copy of the events, and only then', () => {
    expect(usd(cost(), 'CloudTrail, management')).toBe(0);
    expect(usd(cost({}, { otherTrails: 1 }), 'CloudTrail, management')).toBe(200);
    const existing = { ...NOTHING_THERE, trail: true };
    expect(usd(cost({ existing }, { otherTrails: 1 }), 'CloudTrail, management')).toBe(0);
  });

  it('charges for data events, in the log as well', () => {
    const recorded = cost({ dataEvents: { buckets: ['invoices'], functions: [] } });
    expect(usd(recorded, 'Data events')).toBe(10);
    expect(usd(recorded, 'CloudWatch Logs, what comes in')).toBeGreaterThan(
      2 * (usd(cost(), 'CloudWatch Logs, what comes in') ?? 0),
    );
    expect(usd(cost(), 'Data events')).toBeUndefined();
  });

  it('charges both kinds of CloudTrail Insights where they are on', () => {
    expect(usd(cost({ insights: true }), 'CloudTrail Insights')).toBe(70);
    expect(usd(cost(), 'CloudTrail Insights')).toBeUndefined();
  });

  it('charges nothing for what is there already', () => {
    const existing = { trail: true, logGroup: true, table: true };
    const beside = cost({ existing });
    // Only what the functions write to their own logs still comes in.
    expect(usd(beside, 'CloudWatch Logs, what comes in')).toBe(0);
    expect(usd(beside, 'CloudWatch Logs, what is kept')).toBe(0);
    expect(usd(beside, 'S3')).toBe(0);
    const besideTrail = cost({ existing: { ...NOTHING_THERE, trail: true } });
    expect(usd(besideTrail, 'CloudWatch Logs, what comes in')).toBeGreaterThan(0);
  });

  it('charges for runs beyond the free tier by arm64 prices', () => {
    const many = cost({}, { eventsPerMonth: 100_000_000, incidents: 0 });
    // 10 M runs of 0.1 GB-seconds: 9 x 0.20, and 600,000 GB-seconds
    expect(usd(many, 'Lambda')).toBe(9.8);
  });

  it('says what it costs where the account has used up everything that is free', () => {
    const { total, withoutFreeTier } = cost({}, { eventsPerMonth: 1_000_000 });
    // 10 alarms, 2 of the metrics' months, 1 M requests to queues, and what comes into the log.
    expect(withoutFreeTier - total).toBeGreaterThan(1 + 0.4);
    expect(withoutFreeTier - total).toBeLessThan(5);
  });

  it('asks for storage by class as soon as files are big enough to be moved', () => {
    const days = { archiveDays: 2_557 };
    const small = usd(cost(days, { eventsPerMonth: 12_000_000 }), 'S3') ?? 0;
    const big = usd(cost(days, { eventsPerMonth: 15_000_000 }), 'S3') ?? 0;
    expect(big).toBeLessThan(small);
    expect(usd(cost({ archiveDays: 120 }, { eventsPerMonth: 100_000_000 }), 'S3')).toBeLessThan(
      usd(cost(days, { eventsPerMonth: 100_000_000 }), 'S3') ?? 0,
    );
  });

  it('charges for a dashboard only when it shows more than 50 metrics, and says how many it shows', () => {
    const line = (dashboardMetrics: number) =>
      cost({}, {}, { dashboardMetrics }).lines.find(({ what }) => what === 'Dashboard');
    expect(line(50)).toMatchObject({ usd: 0, how: expect.stringContaining('1 with 50 metrics') });
    expect(line(51)).toMatchObject({ usd: 3, how: expect.stringContaining('1 with 51 metrics for 3.00') });
    const small = cost({}, {}, { dashboardMetrics: 50 });
    expect(small.withoutFreeTier).toBe(cost().withoutFreeTier);
  });

  it('counts no emails of alarms where a topic that is there already tells of them', () => {
    const topicArn = 'arn:aws:sns:us-east-1:123456789012:theirs';
    const emails = (existing: DeploymentSettings['existing']) =>
      cost({ emails: ['alex@example.com'], existing }, { incidents: 70 }).lines.find(
        ({ what }) => what === 'SNS and email',
      )?.how;
    expect(emails(NOTHING_THERE)).toContain('140 emails');
    expect(emails({ ...NOTHING_THERE, topicArn })).toContain('70 emails');
  });

  it('says what it takes for granted', () => {
    const said = cost({}, { eventsPerMonth: 2_500_000 }).assumptions.join(' ');
    expect(said).toContain('2,500,000 management events a month');
    expect(said).toContain('List prices of us-east-1');
    expect(said).toContain('free once an account');
  });
});

describe('piecesOf', () => {
  it('counts an alarm and a metric less for each detection that has none', () => {
    const planned = planDeployment(settings);
    const all = piecesOf(planned, 91);
    const fewer = piecesOf({ ...planned, withoutAlarm: ['root-usage'] }, 91);
    expect(all.alarms - fewer.alarms).toBe(1);
    expect(fewer.metrics).toBe(90);
  });

  it('counts no key where there is one', () => {
    const kmsKeyArn = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555';
    const planned = planDeployment(settings);
    expect(piecesOf(planned, 91).keys).toBe(1);
    expect(piecesOf({ ...planned, existing: { ...NOTHING_THERE, kmsKeyArn } }, 91).keys).toBe(0);
  });
});

describe('the prices', () => {
  it.each(Object.entries<Price>(PRICES))('say where %s is from', (_, { usd: each, per, source }) => {
    expect(each).toBeGreaterThan(0);
    expect(per).toBeGreaterThanOrEqual(1);
    expect(new URL(source).hostname).toBe('aws.amazon.com');
  });

  it('never become negative by what is free', () => {
    expect(priceOf('alarm', 3, true)).toBe(0);
    expect(priceOf('alarm', 3, false)).toBeCloseTo(0.3, 9);
  });
});

describe('amount', () => {
  it.each([
    [0, '0'],
    [0.0437, '0.04'],
    [3.456, '3.5'],
    [12.6, '13'],
    [1_234_567, '1,234,567'],
  ])('writes %d as %s', (number, text) => {
    expect(amount(number)).toBe(text);
  });
});
