// What a look at the account finds before anything is made: what is of use, what is in the way, and what to do about it.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../bot/catalog/load-catalog.ts';
import { archiveStatements } from '../../bot/domain/deployment/archive-rules.ts';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import { planDeployment } from '../../bot/domain/deployment/plan-deployment.ts';
import type { AccountLook, FoundLogGroup, FoundStack, FoundTrail } from '../../bot/ports/setup.ts';
import { checkAccount } from '../../bot/setup/check-account.ts';
import { checkPeople } from '../../bot/setup/check-people.ts';
import type { Checked } from '../../bot/setup/found-in-account.ts';
import {
  ACCOUNT,
  accountOf,
  CALLER,
  DETECTION,
  SETTINGS_TEXT,
  stackOf,
  trailOf,
} from '../support/deploy-stage.ts';

const SETTINGS = parseSettings('settings.yml', SETTINGS_TEXT);
const PLAN = planDeployment(SETTINGS);
const GROUP: FoundLogGroup = {
  description: { logGroupClass: 'STANDARD' },
  filters: [],
  subscriptions: [],
  keyId: undefined,
};

interface Setting {
  readonly plan?: Partial<DeploymentPlan>;
  readonly existing?: Partial<DeploymentPlan['existing']>;
  readonly account?: Partial<AccountLook>;
  readonly trails?: readonly FoundTrail[];
  readonly stack?: FoundStack;
}

function surroundings({ plan, existing, account, trails = [], stack }: Setting) {
  const whole = { ...PLAN, ...plan, existing: { ...PLAN.existing, ...existing } };
  const where = {
    region: 'us-east-1',
    account: accountOf(account),
    caller: CALLER,
    stack,
    trails: { value: trails },
  };
  return [whole, where] as const;
}

function check(setting: Setting): Promise<Checked> {
  const [plan, where] = surroundings(setting);
  return checkAccount(
    plan,
    where,
    { ...SETTINGS, people: { responders: ['U1'], approvers: ['U1'], actors: {} } },
    [DETECTION],
  );
}

async function refusal(setting: Setting): Promise<string> {
  const { refusals } = await check(setting);
  expect(refusals).toHaveLength(1);
  return refusals.map(({ wrong, remedy }) => `${wrong} ${remedy}`).join();
}

it('finds nothing in the way in an empty account', async () => {
  expect(await check({})).toEqual({ findings: [], refusals: [] });
});

describe('a log group that is there already', () => {
  const there = (group: FoundLogGroup | undefined): Setting => ({
    existing: { logGroup: true },
    account: { logGroup: async () => group },
  });
  const filters = (...names: readonly string[]) => names.map((filterName) => ({ filterName }));

  it('is fine with filters of others', async () => {
    const group = { ...GROUP, filters: filters('theirs'), subscriptions: filters('theirs') };
    expect((await check(there(group))).refusals).toEqual([]);
  });

  it('has to be there', async () => {
    expect(await refusal(there(undefined))).toContain('deployment.existing.logGroup');
  });

  it('is of no use in a class without metric filters', async () => {
    const description = { logGroupClass: 'INFREQUENT_ACCESS' };
    expect(await refusal(there({ ...GROUP, description }))).toContain('INFREQUENT_ACCESS');
  });

  it('keeps filters with names of ours, which are named', async () => {
    const group = { ...GROUP, filters: filters('root-usage', 'theirs') };
    expect(await refusal(there(group))).toMatch(
      /: root-usage\. They are left alone.*deployment\.withoutAlarm/,
    );
  });

  it('has room for 100 filters, those of the stack not counted twice', async () => {
    const theirs = filters(...Array.from({ length: 99 }, (_, index) => `theirs-${index}`));
    expect((await check(there({ ...GROUP, filters: theirs }))).refusals).toEqual([]);
    const full = { ...GROUP, filters: [...theirs, { filterName: 'one-more' }] };
    expect(await refusal(there(full))).toMatch(
      /has 100 metric filters, Trailbot makes 1.*with 1 filters under deployment\.withoutAlarm/,
    );
    const own = { ...GROUP, filters: [...theirs, { filterName: 'root-usage' }] };
    const stack = stackOf([['Logs::MetricFilter', 'root-usage']]);
    expect((await check({ ...there(own), stack })).refusals).toEqual([]);
  });

  it('has room for two subscriptions', async () => {
    const group = { ...GROUP, subscriptions: filters('one', 'two') };
    expect(await refusal(there(group))).toContain('2 subscription filters, which is the most: one, two.');
    const stack = stackOf([['Logs::SubscriptionFilter', 'two']]);
    expect((await check({ ...there(group), stack })).refusals).toEqual([]);
  });
});

describe('a trail that is there already', () => {
  const uses = (trail: FoundTrail, logGroup = 'their/trail'): Setting => ({
    plan: { trailName: 'theirs', logGroup },
    existing: { trail: true, logGroup: true },
    account: { logGroup: async () => GROUP },
    trails: [trail],
  });
  const { description } = trailOf('theirs');

  it('is fine when it records everything into the log group', async () => {
    expect(await check(uses(trailOf('theirs')))).toEqual({ findings: [], refusals: [] });
  });

  it.each([
    [
      'of one Region',
      { description: { ...description, IsMultiRegionTrail: false } },
      '--is-multi-region-trail',
    ],
    [
      'of writes only',
      {
        selectors: {
          value: { EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }] },
        },
      },
      'put-event-selectors',
    ],
    [
      'without validation',
      { description: { ...description, LogFileValidationEnabled: false } },
      'validation',
    ],
  ])('%s is told, with the command that changes it', async (_, changes, command) => {
    const { findings, refusals } = await check(uses(trailOf('theirs', changes)));
    expect(findings.join()).toContain(command);
    expect(refusals).toEqual([]);
  });

  it('that delivers elsewhere is told', async () => {
    const { findings } = await check(uses(trailOf('theirs'), 'other/group'));
    expect(findings.join()).toContain('delivers to their/trail, not to other/group');
  });

  it.each([
    ['is not there', trailOf('another'), 'deployment.existing.trail'],
    ['is another account’s', trailOf('theirs', { accountId: '210987654321' }), 'deployment.existing.trail'],
    [
      'is at home elsewhere',
      trailOf('theirs', { homeRegion: 'eu-west-1' }),
      'Set trail.homeRegion to eu-west-1.',
    ],
  ])('is refused when it %s', async (_, trail, remedy) => {
    expect(await refusal(uses(trail))).toContain(remedy);
  });
});

it('refuses a sixth trail, and names those that are there', async () => {
  const trails = ['a', 'b', 'c', 'd', 'e'].map((name) => trailOf(name));
  expect(await refusal({ trails })).toContain('a, b, c, d, e');
});

describe('a bucket that is there already', () => {
  const there = (policy: string | undefined): Setting => ({
    existing: { bucket: 'their-logs' },
    account: { bucket: async () => ({ policy }) },
  });

  it('is refused with the statements to add, in this trail’s name', async () => {
    expect(await refusal(there(undefined))).toContain(
      `"aws:SourceArn": "arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/company-security-audit-trail"`,
    );
  });

  it('is fine once they are added', async () => {
    const place = {
      bucketArn: 'arn:aws:s3:::their-logs',
      accountId: ACCOUNT,
      trailArn: `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/company-security-audit-trail`,
    };
    const policy = JSON.stringify({ Statement: archiveStatements(place) });
    expect(await check(there(policy))).toEqual({ findings: [], refusals: [] });
  });

  it('that nobody may look at is told, and has to be there', async () => {
    const foreign = await check({ ...there(''), account: { bucket: async () => 'foreign' } });
    expect(foreign.findings.join()).toContain('its policy has to let CloudTrail write');
    expect(await refusal({ ...there(''), account: {} })).toContain('deployment.existing.bucket');
  });
});

it.each([undefined, ['id']])('refuses a table without the keys of ours: %j', async (keys) => {
  expect(await refusal({ existing: { table: true }, account: { table: async () => keys } })).toContain(
    'deployment.existing.table',
  );
});

it('refuses a key of their own whose policy leaves alarms out', async () => {
  const kmsKeyArn = `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
  const key = async () => ({ arn: kmsKeyArn, state: 'Enabled', isAwsManaged: false, policy: '{}' });
  expect(await refusal({ existing: { kmsKeyArn }, account: { key } })).toContain(
    '"AlarmsNotifyEncryptedTopics"',
  );
});

it('refuses a topic of their own that is not there', async () => {
  const topicArn = `arn:aws:sns:us-east-1:${ACCOUNT}:theirs`;
  expect(await refusal({ existing: { topicArn } })).toContain('deployment.existing.topicArn');
});

describe('names that are taken', () => {
  it('are refused: alarms, the roles of another Region, the escalation topic', async () => {
    expect(await refusal({ account: { alarms: async (names) => names.slice(0, 1) } })).toContain(
      'root-usage',
    );
    expect(await refusal({ account: { hasRole: async () => true } })).toContain('trail.homeRegion');
    const topic = async (arn: string) =>
      arn.endsWith(':trailbot-escalations') ? { keyId: undefined, policy: undefined } : undefined;
    expect(await refusal({ account: { topic } })).toContain('trailbot-escalations');
  });

  it('are not asked for when they are the stack’s, or those of a detection without an alarm', async () => {
    const asked: string[] = [];
    const account = {
      alarms: async (names: readonly string[]) => {
        asked.push(...names);
        return [];
      },
    };
    await check({ account, stack: stackOf([['CloudWatch::Alarm', 'trailbot-alerts-dlq-not-empty']]) });
    expect(asked).toContain('root-usage');
    expect(asked).not.toContain('trailbot-alerts-dlq-not-empty');
    asked.length = 0;
    // Its metric filter is called the same, and is no alarm.
    await check({ account, stack: stackOf([['Logs::MetricFilter', 'root-usage']]) });
    expect(asked).toContain('root-usage');
    asked.length = 0;
    await check({ account, plan: { withoutAlarm: ['root-usage'] } });
    expect(asked).not.toContain('root-usage');
    expect(asked).toContain('trailbot-alerts-dlq-not-empty');
  });
});

describe('settings that are still the example', () => {
  it('are told by their keys', () => {
    const told = checkPeople(SETTINGS, '210987654321').findings.join('\n');
    expect(told).toContain('people.responders, people.approvers, people.onCall');
    expect(told).toContain('accounts in settings.yml has no name for 210987654321');
    expect(told).toContain('arn:aws:iam::123456789012:user/break-glass is of another account');
  });

  it('are not told of settings that were filled in', () => {
    const people = { responders: ['U012345678'], approvers: ['S012345678'], actors: {} };
    expect(checkPeople({ ...SETTINGS, people }, ACCOUNT).findings).toEqual([]);
    expect(
      checkPeople({ ...SETTINGS, people: { ...people, approvers: [] } }, ACCOUNT).findings.join(),
    ).toContain('under people.approvers');
  });

  it('protect members of other accounts in which the bot acts', () => {
    const containment = { ...SETTINGS.containment, memberAccounts: { [ACCOUNT]: 'an-id' } };
    const people = { responders: ['U012345678'], approvers: ['U012345678'], actors: {} };
    const accounts = { '210987654321': 'other' };
    expect(checkPeople({ ...SETTINGS, people, accounts, containment }, '210987654321').findings).toEqual([]);
  });
});
