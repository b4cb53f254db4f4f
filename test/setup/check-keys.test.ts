// The keys of what is there already: whoever works with them has to be let in by their policy.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../bot/catalog/load-catalog.ts';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import {
  forAlarms,
  forCloudTrail,
  forLogs,
  forRoles,
  type KeyStatement,
} from '../../bot/domain/deployment/key-statements.ts';
import { planDeployment } from '../../bot/domain/deployment/plan-deployment.ts';
import { TrailbotError } from '../../bot/domain/errors.ts';
import type { AccountLook, FoundKey } from '../../bot/ports/setup.ts';
import { checkKeys, checkTopicKey } from '../../bot/setup/check-keys.ts';
import type { Checked } from '../../bot/setup/found-in-account.ts';
import { ACCOUNT, accountOf, CALLER, SETTINGS_TEXT } from '../support/deploy-stage.ts';

const PLAN = planDeployment(parseSettings('settings.yml', SETTINGS_TEXT));
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:theirs`;
const PLACE = {
  partition: 'aws',
  region: 'us-east-1',
  accountId: ACCOUNT,
  urlSuffix: 'amazonaws.com',
  trailName: PLAN.trailName,
  logGroup: PLAN.logGroup,
};
const ALL = [forAlarms(PLACE), forRoles(PLACE), forLogs(PLACE), ...forCloudTrail(PLACE)];

function keyOf(statements: readonly object[], changes: Partial<FoundKey> = {}): AccountLook['key'] {
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  return async () => ({ arn: KEY, state: 'Enabled', isAwsManaged: false, policy, ...changes });
}

function without(...sids: readonly string[]): readonly KeyStatement[] {
  return ALL.filter(({ Sid }) => !sids.includes(Sid));
}

function check(
  existing: Partial<DeploymentPlan['existing']>,
  account: Partial<AccountLook>,
  plan: Partial<DeploymentPlan> = {},
): Promise<Checked> {
  const whole = { ...PLAN, ...plan, existing: { ...PLAN.existing, ...existing } };
  return checkKeys({ plan: whole, caller: CALLER, stack: undefined }, accountOf(account));
}

function checkTopic(key: AccountLook['key'], keyId: string | undefined = KEY): Promise<Checked> {
  const place = { plan: PLAN, caller: CALLER, stack: undefined };
  return checkTopicKey(place, accountOf({ key }), TOPIC, keyId);
}

function texts({ refusals }: Checked): string {
  return refusals.map(({ wrong, remedy }) => `${wrong}\n${remedy}`).join('\n');
}

/** The statements that a remedy has after its words, as whoever pastes them gets them. */
function pasted(checked: Checked): unknown {
  const text = checked.refusals[0]?.remedy ?? '';
  return JSON.parse(text.slice(text.indexOf('\n')));
}

const NOTHING = { findings: [], refusals: [] };

describe('the key of a topic of their own', () => {
  it('is fine when its policy lets alarms use it', async () => {
    expect(await checkTopic(keyOf([forAlarms(PLACE)]))).toEqual(NOTHING);
  });

  it('is refused when it lets nobody but the account in, with the statement to paste', async () => {
    const owner = {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'kms:*',
      Resource: '*',
    };
    const checked = await checkTopic(keyOf([owner]));
    expect(texts(checked)).toContain('alarms change their state and reach nobody');
    expect(pasted(checked)).toEqual([forAlarms(PLACE)]);
    expect(await checkTopic(keyOf([owner, ...(pasted(checked) as object[])]))).toEqual(NOTHING);
  });

  it.each(['kms:Decrypt', 'kms:GenerateDataKey*'])('is refused when alarms may only %s', async (Action) => {
    expect((await checkTopic(keyOf([{ ...forAlarms(PLACE), Action }]))).refusals).toHaveLength(1);
  });

  it('is told when nobody can know from here whether its conditions hold', async () => {
    const Condition = { StringEquals: { 'kms:ViaService': 'sns.us-east-1.amazonaws.com' } };
    const { findings, refusals } = await checkTopic(keyOf([{ ...forAlarms(PLACE), Condition }]));
    expect(refusals).toEqual([]);
    expect(findings.join()).toContain(JSON.stringify([forAlarms(PLACE)]));
  });

  it('is refused when a Deny keeps alarms out', async () => {
    const deny = { Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };
    expect(texts(await checkTopic(keyOf([...ALL, deny])))).toContain('leave out cloudwatch.amazonaws.com');
  });

  it.each(['alias/aws/sns', `arn:aws:kms:us-east-1:${ACCOUNT}:alias/aws/sns`, '1234abcd'])(
    'is refused when AWS manages it: %s',
    async (keyId) => {
      const key = keyOf(ALL, { isAwsManaged: true });
      expect(texts(await checkTopic(key, keyId))).toContain('with which no alarm can publish');
    },
  );

  it.each(['Disabled', 'PendingDeletion'])('is refused when it is %s', async (state) => {
    expect(texts(await checkTopic(keyOf(ALL, { state })))).toContain(`not to be used (${state})`);
  });

  it('has to be there', async () => {
    expect(texts(await checkTopic(async () => undefined))).toContain('and there is none');
  });

  it('that nobody may look at is told, with what it needs', async () => {
    const message = 'AWS refused kms:GetKeyPolicy.';
    const { findings, refusals } = await checkTopic(async () => {
      throw new TrailbotError({ code: 'aws_denied', message, hint: 'Ask.' });
    });
    expect(refusals).toEqual([]);
    expect(findings.join()).toContain(message);
    expect(findings.join()).toContain(JSON.stringify([forAlarms(PLACE)]));
  });

  it.each([undefined, ''])('is not looked for when there is none: %j', async (keyId) => {
    const place = { plan: PLAN, caller: CALLER, stack: undefined };
    const account = accountOf({ key: keyOf([]) });
    expect(await checkTopicKey(place, account, TOPIC, keyId)).toEqual(NOTHING);
  });
});

describe('a key of their own for Trailbot', () => {
  const own = { kmsKeyArn: KEY };

  it('is fine with every statement', async () => {
    expect(await check(own, { key: keyOf(ALL) }, { encryption: 'kms' })).toEqual(NOTHING);
  });

  it.each([
    ['AlarmsNotifyEncryptedTopics', 'reach nobody'],
    ['PoliciesOfThisAccountCount', 'publish to wake people is lost'],
    ['LogsEncryptsLogGroups', 'CloudWatch Logs takes no events'],
    ['CloudTrailEncryptsLogFiles', 'CloudTrail cannot write log files'],
    ['CloudTrailLooksAtTheKey', 'CloudTrail cannot write log files'],
  ])('is refused without %s', async (sid, harm) => {
    const checked = await check(own, { key: keyOf(without(sid)) }, { encryption: 'kms' });
    expect(texts(checked)).toContain(harm);
    expect(pasted(checked)).toEqual(ALL.filter(({ Sid }) => Sid === sid));
  });

  it('needs nothing of logs and log files when these are not encrypted with it', async () => {
    const key = keyOf([forAlarms(PLACE), forRoles(PLACE)]);
    expect(await check(own, { key })).toEqual(NOTHING);
    const there = { ...own, trail: true, logGroup: true };
    expect(await check(there, { key }, { encryption: 'kms' })).toEqual(NOTHING);
  });

  it('lets the roles in by the statement that every key has at first', async () => {
    const AWS = `arn:aws:iam::${ACCOUNT}:root`;
    const usual = { Effect: 'Allow', Principal: { AWS }, Action: 'kms:*', Resource: '*' };
    expect(await check(own, { key: keyOf([usual, forAlarms(PLACE)]) })).toEqual(NOTHING);
  });

  it('is judged by the names that AWS has in China', async () => {
    const arn = CALLER.arn.replace('arn:aws:', 'arn:aws-cn:');
    const plan = {
      ...PLAN,
      region: 'cn-north-1',
      existing: { ...PLAN.existing, ...own },
      encryption: 'kms' as const,
    };
    const place = { plan, caller: { ...CALLER, arn }, stack: undefined };
    const checked = await checkKeys(place, accountOf({ key: keyOf([]) }));
    expect(texts(checked)).toContain('logs.cn-north-1.amazonaws.com.cn');
    expect(texts(checked)).toContain(`arn:aws-cn:iam::${ACCOUNT}:root`);
  });
});

describe('the key of a bucket of their own', () => {
  const there = { bucket: 'their-logs' };
  const bucketKey = (isBucketKey: boolean) => async () => ({ keyId: KEY, isBucketKey });

  it('is refused when CloudTrail may not use it, as a bucket key', async () => {
    const checked = await check(there, { bucketKey: bucketKey(true), key: keyOf([]) });
    expect(texts(checked)).toContain('Bucket their-logs');
    expect(pasted(checked)).toEqual(forCloudTrail(PLACE));
  });

  it('is only told otherwise: CloudTrail chooses its own encryption', async () => {
    const { findings, refusals } = await check(there, { bucketKey: bucketKey(false), key: keyOf([]) });
    expect(refusals).toEqual([]);
    expect(findings.join()).toContain('CloudTrail cannot write log files with it');
  });

  it('is fine when it may, and where there is none', async () => {
    expect(await check(there, { bucketKey: bucketKey(true), key: keyOf(ALL) })).toEqual(NOTHING);
    expect(await check(there, {})).toEqual(NOTHING);
  });

  it('is told when nobody may look what it is encrypted with', async () => {
    const bucketKeyDenied = async () => {
      throw new TrailbotError({ code: 'aws_denied', message: 'AWS refused it.', hint: 'Ask.' });
    };
    const { findings } = await check(there, { bucketKey: bucketKeyDenied });
    expect(findings.join()).toContain('What Bucket their-logs is encrypted with could not be looked at');
  });
});

describe('the key of a log group of their own', () => {
  const group = async () => ({ description: {}, filters: [], subscriptions: [], keyId: KEY });
  const there = { logGroup: true };

  it('is told when CloudWatch Logs may not use it, and refused when it is switched off', async () => {
    const lacking = await check(there, { logGroup: group, key: keyOf([]) });
    expect(lacking.refusals).toEqual([]);
    expect(lacking.findings.join()).toContain(`Log group ${PLAN.logGroup} uses key ${KEY}`);
    const off = await check(there, { logGroup: group, key: keyOf(ALL, { state: 'Disabled' }) });
    expect(texts(off)).toContain('not to be used (Disabled)');
  });

  it('is fine when it may', async () => {
    expect(await check(there, { logGroup: group, key: keyOf([forLogs(PLACE)]) })).toEqual(NOTHING);
  });
});
