import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import type { DeploymentPlan } from '../../../bot/domain/deployment/deployment-plan.ts';
import {
  type DeploymentSettings,
  type ExistingResources,
  PRESETS,
  type Preset,
} from '../../../bot/domain/deployment/deployment-settings.ts';
import { LOG_DAYS, offeredLogDays } from '../../../bot/domain/deployment/log-days.ts';
import { planDeployment } from '../../../bot/domain/deployment/plan-deployment.ts';
import { TrailbotError } from '../../../bot/domain/errors.ts';
import { TEMPLATES } from '../../../bot/entry/local-world.ts';

const { settings } = loadCatalog(TEMPLATES);
const THERE: ExistingResources = { trail: true, logGroup: true, table: false };
const NOTHING_THERE: ExistingResources = { trail: false, logGroup: false, table: false };

function plan(deployment: Partial<DeploymentSettings> = {}, homeRegion = 'eu-west-1'): DeploymentPlan {
  const trail = { ...settings.trail, homeRegion };
  return planDeployment({ ...settings, trail, deployment: { ...settings.deployment, ...deployment } });
}

function refusal(deployment: Partial<DeploymentSettings>): TrailbotError {
  try {
    plan(deployment);
  } catch (error) {
    if (error instanceof TrailbotError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

function idsOf({ reasons }: DeploymentPlan, preset: Preset): readonly string[] {
  return reasons.flatMap(({ serves }) => serves.filter((each) => each.preset === preset).map(({ id }) => id));
}

const byHand = (made: DeploymentPlan) => made.byHand.map(({ what }) => what).join('\n');

describe('planDeployment without presets', () => {
  it('keeps the log for 30 days and the archive for seven years, and gives no reasons', () => {
    expect(plan()).toMatchObject({ logDays: 30, archiveDays: 2_557, reasons: [], byHand: [] });
  });

  it('takes what is said', () => {
    const said = { logDays: 7, archiveDays: 120, objectLockDays: 120, emails: ['security@example.com'] };
    expect(plan(said)).toMatchObject(said);
  });

  it('posts the review at nine in the fallback channel when the settings do not say', () => {
    const { dailyReview: _, ...silent } = settings;
    expect(planDeployment(silent).review).toEqual({
      at: '09:00',
      channel: settings.fallbackChannel,
      timeZone: settings.workingHours.timeZone,
    });
  });
});

describe('planDeployment with presets', () => {
  it.each([
    [['soc2'], 365, 30],
    [['pci'], 365, 90],
    [['hipaa'], 2_192, 30],
    [['gdpr'], 365, 30],
    [['gdpr', 'hipaa'], 2_192, 30],
    [['hipaa', 'pci'], 2_192, 90],
    [PRESETS, 2_192, 90],
  ] as const)('keeps what the strictest of %j asks for', (presets, archiveDays, logDays) => {
    expect(plan({ presets })).toMatchObject({ archiveDays, logDays });
  });

  it('lets more be kept than a preset asks for', () => {
    expect(plan({ presets: ['pci'], archiveDays: 1_000, logDays: 120 })).toMatchObject({
      archiveDays: 1_000,
      logDays: 120,
    });
  });

  it.each([
    [{ presets: ['hipaa', 'pci'], archiveDays: 365 }, 'archiveDays is 365', 'hipaa (164.316(b)(2)(i)) asks'],
    [{ presets: ['pci'], logDays: 60 }, 'logDays is 60', 'pci (10.5.1) asks for 90'],
    [
      { presets: ['pci', 'soc2'], archiveDays: 180 },
      'archiveDays is 180',
      'soc2 (CC7.3) and pci (10.5.1) ask for 365',
    ],
  ] as const)('refuses less than a preset asks for, and names both: %j', (deployment, said, asked) => {
    const { code, message, hint } = refusal(deployment);
    expect(code).toBe('settings_invalid');
    expect(message).toContain(said);
    expect(message).toContain(asked);
    expect(hint).toMatch(/leave it out; or take .* out of presets/);
  });

  it('tells everything that is wrong at once', () => {
    const { message } = refusal({ presets: ['pci'], archiveDays: 91, logDays: 30, objectLockDays: 400 });
    expect(message).toContain('3 things');
    for (const key of ['archiveDays is 91', 'logDays is 30', 'objectLockDays is 400']) {
      expect(message).toContain(key);
    }
  });

  it('gives each requirement under what serves it', () => {
    const { reasons } = plan({ presets: ['pci'] });
    const kept = reasons.find(({ what }) => what === 'Log files are kept for 365 days');
    expect(kept?.serves).toEqual([
      { preset: 'pci', id: '10.5.1', asks: 'audit logs are kept for at least 12 months' },
    ]);
    expect(idsOf(plan({ presets: PRESETS }), 'pci')).toEqual(
      expect.arrayContaining(['10.2.1', '10.3.2', '10.3.4', '10.4.1', '10.5.1', '10.7.2']),
    );
    expect(idsOf(plan({ presets: PRESETS }), 'hipaa')).toEqual(
      expect.arrayContaining(['164.312(b)', '164.312(c)(1)', '164.308(a)(1)(ii)(D)', '164.316(b)(2)(i)']),
    );
  });

  it('speaks for no preset that was not chosen', () => {
    const made = plan({ presets: ['soc2'] });
    expect(made.reasons.flatMap(({ serves }) => serves.map(({ preset }) => preset))).not.toContain('pci');
    expect(made.byHand.every(({ presets }) => presets.every((preset) => preset === 'soc2'))).toBe(true);
  });

  it('claims nothing of a trail, bucket or log group that it leaves alone', () => {
    const made = plan({ presets: PRESETS, existing: THERE });
    const whats = made.reasons.map(({ what }) => what).join('\n');
    expect(whats).not.toMatch(/kept for|management event|are signed|versions|searched/);
    expect(byHand(made)).toContain('have it keep them for 2192 days at least');
    expect(byHand(made)).toContain('have it keep 90 days at least');
    expect(byHand(made)).toContain('validates its log files');
  });

  it('calls data events recorded only when buckets are named, and asks for names otherwise', () => {
    expect(byHand(plan({ presets: ['pci'] }))).toContain('Name the buckets with cardholder data');
    const named = plan({ presets: ['pci'], dataEvents: { buckets: ['cards'], functions: [] } });
    expect(idsOf(named, 'pci')).toContain('10.2.1.1');
    expect(byHand(named)).toContain('every bucket with cardholder data is under');
    expect(idsOf(plan({ presets: ['pci'] }), 'pci')).not.toContain('10.2.1.1');
  });

  it('offers Object Lock until it is on', () => {
    const offer = 'Decide on deployment.objectLockDays';
    expect(byHand(plan({ presets: ['soc2'] }))).toContain(offer);
    const locked = plan({ presets: ['soc2'], objectLockDays: 365 });
    expect(byHand(locked)).not.toContain(offer);
    expect(idsOf(locked, 'soc2')).toContain('CC6.1');
    expect(locked.reasons.map(({ what }) => what).join()).toContain('for 365 days');
  });

  it('asks for an address for emails only while there is none', () => {
    expect(byHand(plan({ presets: ['pci'] }))).toContain('deployment.emails');
    expect(byHand(plan({ presets: ['pci'], emails: ['a@example.com'] }))).not.toContain('deployment.emails');
  });
});

describe('planDeployment with the GDPR', () => {
  it('wants a reason and an end for what another preset asks for', () => {
    expect(byHand(plan({ presets: ['gdpr', 'hipaa'] }))).toMatch(
      /kept for 2192 days.*: HIPAA asks for that many at least, GDPR asks for a reason and an end \(5\(1\)\(e\)/,
    );
  });

  it.each(['us-east-1', 'eu-west-2', 'eu-central-2'])('warns of a transfer to %s', (region) => {
    expect(byHand(plan({ presets: ['gdpr'] }, region))).toContain(`${region} is outside the EU`);
    expect(byHand(plan({ presets: ['pci'] }, region))).not.toContain('outside the EU');
  });

  it.each(['eu-west-1', 'eu-central-1', 'eu-south-2', 'eusc-de-east-1'])('is content with %s', (region) => {
    expect(byHand(plan({ presets: ['gdpr'] }, region))).not.toContain('is outside the EU');
  });
});

describe('planDeployment with what is there already', () => {
  it.each([
    [{ dataEvents: { buckets: ['cards'], functions: [] } }, 'dataEvents.buckets'],
    [{ dataEvents: { buckets: [], functions: ['*'] } }, 'dataEvents.functions'],
    [{ insights: true }, 'insights'],
    [{ organizationId: 'o-exampleorgid' }, 'organizationId'],
    [{ encryption: 'kms' }, 'encryption'],
    [{ objectLockDays: 90 }, 'objectLockDays'],
    [{ archiveDays: 400 }, 'archiveDays'],
    [{ logDays: 90 }, 'logDays'],
    [{ existing: { ...THERE, bucket: 'logs' } }, 'existing.bucket'],
  ] as const)('refuses what would do nothing: %j', (deployment, key) => {
    const { message, hint } = refusal({ existing: THERE, ...deployment });
    expect(message).toContain(`${key} does nothing together with existing.`);
    expect(hint).toContain(`Leave ${key} out`);
  });

  it.each([{ objectLockDays: 90 }, { archiveDays: 400 }])('refuses %j for a bucket that is there', (said) => {
    const existing = { ...NOTHING_THERE, bucket: 'example-logs' };
    expect(refusal({ existing, ...said }).message).toContain('together with existing.bucket');
  });

  it.each([
    [
      'topicArn',
      'arn:aws:sns:us-east-1:123456789012:theirs',
      'in us-east-1, and Trailbot is deployed into eu-west-1.',
      'trail.homeRegion',
    ],
    [
      'kmsKeyArn',
      'arn:aws:kms:us-east-1:123456789012:key/1',
      'in us-east-1, and Trailbot is deployed into eu-west-1.',
      'trail.homeRegion',
    ],
    [
      'topicArn',
      'arn:aws:sns:eu-west-1:210987654321:theirs',
      'in eu-west-1 of account 210987654321, and Trailbot is deployed into eu-west-1 of account 123456789012.',
      'deployment.accountId',
    ],
    [
      'kmsKeyArn',
      'arn:aws:kms:eu-west-1:210987654321:key/1',
      'in eu-west-1 of account 210987654321, and Trailbot is deployed into eu-west-1 of account 123456789012.',
      'deployment.accountId',
    ],
  ])('refuses a %s of another Region or account: %s', (key, arn, where, correct) => {
    const existing = { ...NOTHING_THERE, [key]: arn };
    const { code, message, hint } = refusal({ accountId: '123456789012', existing });
    expect(code).toBe('settings_invalid');
    expect(message).toContain(`existing.${key} is ${where}`);
    expect(hint).toContain(`leave existing.${key} out`);
    expect(hint).toContain(`correct ${correct}.`);
  });

  it('takes topic and key of its own Region and account, and any account while none is said', () => {
    const arns = (accountId: string) => ({
      ...NOTHING_THERE,
      topicArn: `arn:aws:sns:eu-west-1:${accountId}:theirs`,
      kmsKeyArn: `arn:aws:kms:eu-west-1:${accountId}:key/1`,
    });
    const existing = arns('123456789012');
    expect(plan({ accountId: '123456789012', existing }).existing).toEqual(existing);
    expect(plan({ existing: arns('210987654321') }).existing).toEqual(arns('210987654321'));
  });

  it('takes an organization and a key for the log group that is made beside an existing trail', () => {
    const existing = { ...NOTHING_THERE, trail: true };
    const said = { existing, organizationId: 'o-exampleorgid', encryption: 'kms', logDays: 90 } as const;
    expect(plan(said)).toMatchObject(said);
  });

  it('refuses a lock that outlasts the archive', () => {
    const { message, hint } = refusal({ objectLockDays: 3_000 });
    expect(message).toContain('objectLockDays is 3000, and log files are deleted after 2557 days');
    expect(hint).toContain('archiveDays to 3000 or more');
    expect(plan({ objectLockDays: 2_557 }).objectLockDays).toBe(2_557);
  });
});

describe('offeredLogDays', () => {
  it('gives what CloudWatch Logs offers, never less than was asked for', () => {
    for (const days of LOG_DAYS) expect(offeredLogDays(days)).toBe(days);
    expect([31, 91, 366, 2_191].map(offeredLogDays)).toEqual([60, 120, 400, 2_192]);
  });

  it('gives the most there is for more than that', () => {
    expect(offeredLogDays(5_000)).toBe(3_653);
  });
});
