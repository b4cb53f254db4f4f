// What has a name of ours already: it is used when that is agreed, else the deployment stops with what deletes it.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../bot/catalog/load-catalog.ts';
import type { DeploymentSettings } from '../../bot/domain/deployment/deployment-settings.ts';
import { planDeployment } from '../../bot/domain/deployment/plan-deployment.ts';
import type { AccountLook, FoundLogGroup, FoundStack, FoundTrail } from '../../bot/ports/setup.ts';
import { adoptLeftovers } from '../../bot/setup/adopt-leftovers.ts';
import {
  ACCOUNT,
  accountOf,
  BUCKET,
  CALLER,
  failedStack,
  SETTINGS_TEXT,
  stackOf,
  terminalOf,
  trailOf,
} from '../support/deploy-stage.ts';

const SETTINGS = parseSettings('settings.yml', SETTINGS_TEXT);
const LOG_GROUP = SETTINGS.trail.logGroup;
const KEY_ID = '11111111-2222-3333-4444-555555555555';
const KEY_ARN = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${KEY_ID}`;
const GROUP: FoundLogGroup = { description: {}, filters: [], subscriptions: [], keyId: undefined };

interface Setting {
  readonly said?: Partial<DeploymentSettings>;
  readonly account?: Partial<AccountLook>;
  readonly trails?: readonly FoundTrail[];
  readonly stack?: FoundStack;
  readonly caller?: typeof CALLER;
}

async function adopt(
  { said, account, trails = [], stack, caller = CALLER }: Setting,
  confirm: readonly string[] = ['yes'],
) {
  const deployment = { ...SETTINGS.deployment, ...said };
  const plan = planDeployment({ ...SETTINGS, deployment });
  const where = {
    region: 'us-east-1',
    account: accountOf(account),
    caller,
    stack,
    trails: { value: trails },
  };
  const shown: string[] = [];
  const asked: string[] = [];
  const terminal = terminalOf({ confirm }, shown, asked);
  const { changes, checked } = await adoptLeftovers(plan, deployment, where, { terminal, dryRun: false });
  return {
    changes: Object.fromEntries(changes.map(({ path, value }) => [path.join('.'), value])),
    findings: checked.findings,
    refusals: checked.refusals.map(({ wrong, remedy }) => `${wrong} ${remedy}`),
    shown: shown.join('\n'),
    asked,
  };
}

describe('what an earlier deployment left', () => {
  it('is used as it is when that is agreed: trail, log group, topic', async () => {
    const { changes, findings, refusals } = await adopt({
      trails: [trailOf('company-security-audit-trail')],
      account: {
        logGroup: async () => GROUP,
        topic: async () => ({ keyId: undefined, policy: undefined }),
      },
    });
    expect(changes).toEqual({
      'deployment.existing.trail': true,
      'deployment.existing.logGroup': true,
      'deployment.existing.topicArn': `arn:aws:sns:us-east-1:${ACCOUNT}:security-alerts`,
    });
    expect(findings).toHaveLength(3);
    expect(refusals).toEqual([]);
  });

  it('is in the way when it is not, with what deletes it', async () => {
    const { changes, refusals } = await adopt({ account: { logGroup: async () => GROUP } }, ['no']);
    expect(changes).toEqual({});
    expect(refusals.join()).toContain('trail.logGroup');
    expect(refusals.join()).toContain(
      `aws logs delete-log-group --region us-east-1 --log-group-name ${LOG_GROUP}`,
    );
  });

  it.each<[string, Setting, string]>([
    [
      'a bucket of somebody else',
      { account: { bucket: async () => 'foreign' } },
      'deployment.existing.bucket',
    ],
    ['a table of something else', { account: { table: async () => ['id'] } }, 'other keys'],
    [
      'a trail of that name in another Region',
      { trails: [trailOf('company-security-audit-trail', { homeRegion: 'eu-west-1' })] },
      'trail.name',
    ],
  ])('is never %s', async (_, setting, told) => {
    const { changes, refusals } = await adopt(setting);
    expect(changes).toEqual({});
    expect(refusals.join()).toContain(told);
  });

  it('is asked for in the partition of the caller', async () => {
    const asked: string[] = [];
    const topic: AccountLook['topic'] = async (arn) => {
      asked.push(arn);
      return undefined;
    };
    const caller = { ...CALLER, arn: CALLER.arn.replace('arn:aws:', 'arn:aws-us-gov:') };
    await adopt({ account: { topic }, caller });
    expect(asked).toEqual([`arn:aws-us-gov:sns:us-east-1:${ACCOUNT}:security-alerts`]);
  });

  it('is not offered when settings.yml says what could not be done to it any more', async () => {
    const { changes, refusals, asked } = await adopt({
      said: { archiveDays: 365 },
      account: { bucket: async () => ({ policy: undefined }), logGroup: async () => GROUP },
    });
    expect(asked).toHaveLength(1);
    expect(changes).toEqual({ 'deployment.existing.logGroup': true });
    expect(refusals).toHaveLength(1);
    expect(refusals.join()).toMatch(/bucket .*cannot be used as it is: deployment\.archiveDays does nothing/);
    expect(refusals.join()).toContain('Empty, which deletes every version, then Delete');
    expect(refusals.join()).toContain('Leave archiveDays out');
  });
});

describe('what a first deployment that failed left', () => {
  const failed: Setting = {
    stack: failedStack([
      ['S3::Bucket', BUCKET],
      ['Logs::LogGroup', LOG_GROUP],
      ['DynamoDB::Table', 'trailbot'],
      ['KMS::Key', KEY_ID],
    ]),
    account: {
      bucket: async () => ({ policy: undefined }),
      logGroup: async () => GROUP,
      table: async () => ['pk', 'sk'],
      key: async () => ({ arn: KEY_ARN, state: 'Enabled', isAwsManaged: false, policy: '' }),
    },
  };

  it('is listed, and asked about once', async () => {
    const { shown, asked } = await adopt(failed);
    expect(shown).toContain('LEFT BY THE DEPLOYMENT THAT FAILED');
    for (const what of [`bucket ${BUCKET}`, `log group ${LOG_GROUP}`, 'table trailbot', `KMS key ${KEY_ID}`])
      expect(shown).toContain(`- ${what}`);
    expect(asked).toEqual([expect.stringContaining('Use all of these as they are? No stops here')]);
  });

  it('is used when that is agreed, the key too, and the plan says where it comes from', async () => {
    const { changes, findings, refusals } = await adopt(failed);
    expect(changes).toEqual({
      'deployment.existing.bucket': BUCKET,
      'deployment.existing.logGroup': true,
      'deployment.existing.table': true,
      'deployment.existing.kmsKeyArn': KEY_ARN,
    });
    expect(refusals).toEqual([]);
    expect(findings).toHaveLength(4);
    for (const finding of findings) expect(finding).toContain('was left by the deployment that failed');
    expect(findings.join()).toContain('take deployment.existing.bucket out of templates/settings.yml');
  });

  it('stops with the commands that delete each of them when it is not', async () => {
    const { changes, refusals } = await adopt(failed, ['no']);
    expect(changes).toEqual({});
    expect(refusals).toHaveLength(4);
    const all = refusals.join('\n');
    expect(all).toContain(`S3 console, bucket ${BUCKET}: Empty`);
    expect(all).toContain(`aws logs delete-log-group --region us-east-1 --log-group-name ${LOG_GROUP}`);
    expect(all).toContain('aws dynamodb delete-table --region us-east-1 --table-name trailbot');
    expect(all).toContain(`aws kms schedule-key-deletion --region us-east-1 --key-id ${KEY_ID}`);
  });

  it('is not told apart once it was deleted', async () => {
    const { shown, asked, changes } = await adopt({ stack: failedStack([['S3::Bucket', BUCKET]]) });
    expect([shown, asked, changes]).toEqual(['', [], {}]);
  });

  it('leaves a key alone that is about to be deleted', async () => {
    const key = async () => ({ arn: KEY_ARN, state: 'PendingDeletion', isAwsManaged: false, policy: '' });
    const { asked } = await adopt({ stack: failedStack([['KMS::Key', KEY_ID]]), account: { key } });
    expect(asked).toEqual([]);
  });

  it('is asked about apart from what others left', async () => {
    const { asked } = await adopt({ ...failed, stack: failedStack([['S3::Bucket', BUCKET]]) });
    expect(asked).toEqual([
      expect.stringContaining('Use it as it is? No stops here'),
      expect.stringContaining(`There is a log group ${LOG_GROUP} already`),
      expect.stringContaining('There is a table trailbot already'),
    ]);
  });

  it('is nothing that a deployment which works let go of', async () => {
    const left = [{ type: 'AWS::S3::Bucket', physicalId: BUCKET }];
    const { asked } = await adopt({ ...failed, stack: { ...stackOf(), left } });
    expect(asked[0]).toContain(`There is a bucket ${BUCKET} already`);
  });
});
