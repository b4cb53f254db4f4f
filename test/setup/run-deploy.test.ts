// The stories of `npm run deploy`, over an account, a CDK and a settings file in memory.
import { describe, expect, it } from 'vitest';
import { TrailbotError } from '../../bot/domain/errors.ts';
import type { FoundStack } from '../../bot/ports/setup.ts';
import { runDeploy } from '../../bot/setup/run-deploy.ts';
import {
  ACCOUNT,
  ANSWERS,
  accountOf,
  BUCKET,
  CALLER,
  DEPLOY,
  DEPLOYED,
  DRY,
  deployStage,
  failedStack,
  OPTIONS,
  REQUEST_URL,
  SETTINGS_TEXT,
  stackOf,
  template,
  trailOf,
} from '../support/deploy-stage.ts';

const FLAGS = {
  account: ACCOUNT,
  region: 'eu-west-1',
  emails: ['alex@example.com'],
  trail: 'new',
  channel: 'aws-alerts',
  presets: ['soc2'],
};

describe('npm run deploy in a fresh account', () => {
  it('asks in order, writes the answers, shows the plan and its cost, deploys, and says what is next', async () => {
    const stage = deployStage(ANSWERS);
    expect(await runDeploy(OPTIONS, stage.deps)).toBe(true);
    expect(stage.asked).toEqual([
      '--account',
      '--region',
      '--email',
      '--channel',
      '--presets',
      `? Deploy this into account ${ACCOUNT}, us-east-1?`,
    ]);
    expect(stage.done).toEqual(['write', 'synth kept', DEPLOY]);
    expect(stage.settings().deployment).toMatchObject({
      accountId: ACCOUNT,
      emails: ['alex@example.com', 'sam@example.com'],
    });
    const all = stage.said.join('\n');
    expect(all).toContain('WHAT WILL BE MADE');
    expect(all).toContain('Together, a month');
    expect(all).toContain(`You are  ${CALLER.arn}`);
    const last = stage.said.slice(-5).join('\n');
    expect(last).toContain(REQUEST_URL);
    expect(last).toContain('https://api.slack.com/apps?new_app=1&manifest_yaml=');
    expect(last).toContain(encodeURIComponent(REQUEST_URL));
    expect(last).toContain('alex@example.com, sam@example.com');
    expect(last).toContain(`put-bucket-versioning --bucket ${BUCKET}`);
    expect(last).toContain('npm run connect');
  });

  it('shows the plan before it asks whether to go on', async () => {
    const stage = deployStage(ANSWERS);
    const { confirm } = stage.deps.terminal;
    let shown = '';
    const terminal = {
      ...stage.deps.terminal,
      confirm: (message: string) => {
        shown = stage.said.join('\n');
        return confirm(message);
      },
    };
    await runDeploy(OPTIONS, { ...stage.deps, terminal });
    expect(shown).toContain('WHAT IT COSTS');
  });

  it('makes nothing when the person does not agree', async () => {
    const stage = deployStage({ ...ANSWERS, confirm: ['no'] });
    expect(await runDeploy(OPTIONS, stage.deps)).toBe(true);
    expect(stage.done).toEqual(['write', 'synth kept']);
    expect(stage.said.at(-1)).toBe('Nothing was deployed.');
  });

  it('asks nothing that a flag says', async () => {
    const stage = deployStage({ confirm: ['yes'] });
    expect(await runDeploy({ ...OPTIONS, ...FLAGS, ingressConcurrency: 0 }, stage.deps)).toBe(true);
    expect(stage.asked).toEqual([`? Deploy this into account ${ACCOUNT}, eu-west-1?`]);
    expect(stage.settings()).toMatchObject({
      trail: { homeRegion: 'eu-west-1' },
      channels: { critical: 'aws-alerts', high: 'aws-alerts', medium: 'aws-alerts', low: 'aws-alerts' },
      fallbackChannel: 'aws-alerts',
      answersIn: ['aws-alerts', 'security-review'],
      deployment: { accountId: ACCOUNT, presets: ['soc2'], existing: { trail: false } },
    });
    expect(stage.done.at(-1)).toBe('deploy {"IngressConcurrency":"0"}');
    expect(new Set(stage.regions)).toEqual(new Set(['eu-west-1']));
  });

  it.each([
    ['--account', { ...ANSWERS, '--account': undefined }],
    ['--email', { ...ANSWERS, '--email': undefined }],
    ['--yes', { ...ANSWERS, confirm: [] }],
  ])('names %s when nobody can be asked', async (flag, answers) => {
    const stage = deployStage(answers);
    const running = runDeploy(OPTIONS, stage.deps);
    await expect(running).rejects.toMatchObject({
      code: 'terminal_missing',
      hint: expect.stringContaining(flag),
    });
    expect(stage.done).not.toContain(DEPLOY);
  });

  it.each([
    [{ region: 'nowhere' }, '--region nowhere'],
    [{ account: '12' }, '--account 12'],
    [{ emails: ['alex'] }, '--email alex'],
    [{ presets: ['iso'] }, '--presets iso'],
    [{ channel: '#alerts' }, '--channel #alerts'],
  ])('refuses the flag %j', async (flag, named) => {
    const stage = deployStage(ANSWERS);
    await expect(runDeploy({ ...OPTIONS, ...flag }, stage.deps)).rejects.toMatchObject({
      code: 'settings_invalid',
      message: expect.stringContaining(named),
    });
    expect(stage.done).toEqual([]);
  });

  it('says that nobody may press a button while settings.yml names the example members', async () => {
    const stage = deployStage(ANSWERS);
    await runDeploy(OPTIONS, stage.deps);
    expect(stage.said.join(' ').replaceAll(/\s+/g, ' ')).toContain(
      "people.responders, people.approvers, people.onCall in settings.yml name the sandbox's example members",
    );
  });
});

describe('npm run deploy without the right credentials', () => {
  const nobody = accountOf({ caller: async () => undefined });

  it('stops before it asks anything', async () => {
    const stage = deployStage(ANSWERS, nobody);
    await expect(runDeploy(OPTIONS, stage.deps)).rejects.toMatchObject({ code: 'config_missing' });
    expect([stage.asked, stage.done]).toEqual([[], []]);
  });

  it('shows what it can in a dry run, and says what was not looked at and what is not said', async () => {
    const stage = deployStage({}, nobody);
    expect(await runDeploy(DRY, stage.deps)).toBe(true);
    const all = stage.said.join(' ').replaceAll(/\s+/g, ' ');
    expect(all).toContain('Without AWS credentials nothing in the account was looked at');
    expect(all).toContain('Not said yet: the account (--account).');
    expect(all).toContain('Not said yet: who is told by email (--email).');
    expect(all).toContain('WHAT WILL BE MADE');
    expect(stage.done).toEqual(['synth']);
  });

  it('takes the flags in such a dry run as they are', async () => {
    const stage = deployStage({}, nobody);
    const texts: string[] = [];
    const synth = stage.deps.cdk.synth;
    const cdk = {
      ...stage.deps.cdk,
      synth: (text: string, keep: boolean) => {
        texts.push(text);
        return synth(text, keep);
      },
    };
    await runDeploy({ ...DRY, ...FLAGS, trail: 'their-trail' }, { ...stage.deps, cdk });
    expect(texts.join()).toContain('name: their-trail');
    expect(texts.join()).toContain(`accountId: '${ACCOUNT}'`);
    expect(stage.text()).toBe(SETTINGS_TEXT);
  });

  it('does nothing to an account that settings.yml does not name', async () => {
    const text = DEPLOYED.replaceAll(`accountId: '${ACCOUNT}'`, "accountId: '210987654321'");
    const stage = deployStage(ANSWERS, accountOf(), { text });
    await expect(runDeploy(OPTIONS, stage.deps)).rejects.toMatchObject({
      code: 'deployment_refused',
      message: expect.stringMatching(/123456789012.*210987654321/),
      hint: expect.stringContaining('AWS_PROFILE'),
    });
    expect(stage.done).toEqual([]);
  });
});

describe('npm run deploy where the CDK was never set up', () => {
  const bare = accountOf({ bootstrapVersion: async () => undefined });
  const BOOTSTRAP = `bootstrap ${ACCOUNT} us-east-1`;

  it('prints the command, runs it when asked to, and goes on', async () => {
    const stage = deployStage(ANSWERS, bare);
    expect(await runDeploy(OPTIONS, stage.deps)).toBe(true);
    expect(stage.done).toEqual(['write', BOOTSTRAP, 'synth kept', DEPLOY]);
    expect(stage.said.join('\n')).toContain(`npx cdk bootstrap aws://${ACCOUNT}/us-east-1`);
  });

  it('deploys nothing when it may not', async () => {
    const stage = deployStage({ ...ANSWERS, confirm: ['no'] }, bare);
    expect(await runDeploy(OPTIONS, stage.deps)).toBe(false);
    expect(stage.done).toEqual(['write']);
  });

  it('deploys nothing when it fails', async () => {
    const stage = deployStage(ANSWERS, bare, { cdk: { bootstrap: async () => false } });
    await expect(runDeploy(OPTIONS, stage.deps)).rejects.toMatchObject({
      hint: expect.stringContaining('npx cdk bootstrap'),
    });
    expect(stage.done).not.toContain(DEPLOY);
  });

  it('is only told about in a dry run', async () => {
    const stage = deployStage(ANSWERS, bare);
    await runDeploy(DRY, stage.deps);
    expect(stage.said.join(' ')).toContain('has not been set up');
    expect(stage.done).toEqual(['synth']);
  });

  it('takes one that is too old for none', async () => {
    const stage = deployStage(ANSWERS, accountOf({ bootstrapVersion: async () => 5 }));
    await runDeploy(OPTIONS, stage.deps);
    expect(stage.done).toContain(BOOTSTRAP);
  });
});

describe('npm run deploy where there is a trail', () => {
  it('suggests it, and takes its log group and its Region with it', async () => {
    const account = accountOf({ trails: async () => [trailOf('their-trail', { homeRegion: 'eu-west-1' })] });
    const group = { description: {}, filters: [], subscriptions: [], keyId: undefined };
    const stage = deployStage(
      { ...ANSWERS, '--trail': 'suggested' },
      { ...account, logGroup: async (name) => (name === 'their/trail' ? group : undefined) },
    );
    expect(await runDeploy(OPTIONS, stage.deps)).toBe(true);
    expect(stage.asked).toContain('--trail');
    expect(stage.settings()).toMatchObject({
      trail: { name: 'their-trail', logGroup: 'their/trail', homeRegion: 'eu-west-1' },
      deployment: { existing: { trail: true, logGroup: true } },
    });
    expect(stage.regions.at(-1)).toBe('eu-west-1');
  });

  it('makes another when that is chosen, and says and counts what the second copy costs', async () => {
    const account = accountOf({ trails: async () => [trailOf('their-trail')] });
    const stage = deployStage({ ...ANSWERS, '--trail': ['new'] }, account);
    await runDeploy(OPTIONS, stage.deps);
    expect(stage.settings().deployment.existing.trail).toBe(false);
    const all = stage.said.join(' ').replaceAll(/\s+/g, ' ');
    expect(all).toContain('There is a trail already: their-trail.');
    expect(all).toContain('another trail records them already');
  });

  it('prints the command that makes it deliver to the new log group', async () => {
    const { description } = trailOf('their-trail');
    const { CloudWatchLogsLogGroupArn: _, ...without } = description;
    const account = accountOf({ trails: async () => [trailOf('their-trail', { description: without })] });
    const outputs = {
      RequestUrl: REQUEST_URL,
      UpdateTrailCommand: 'aws cloudtrail update-trail --name their-trail',
    };
    const stage = deployStage({ ...ANSWERS, '--trail': 'suggested' }, account, {
      cdk: { deploy: async () => outputs },
    });
    await runDeploy(OPTIONS, stage.deps);
    expect(stage.settings().deployment.existing).toMatchObject({ trail: true, logGroup: false });
    expect(stage.said.join('\n')).toContain(outputs.UpdateTrailCommand);
    expect(stage.said.join('\n')).not.toContain('put-bucket-versioning');
  });
});

describe('npm run deploy where names are taken', () => {
  const left = accountOf({
    table: async () => ['pk', 'sk'],
    bucket: async () => ({
      policy: JSON.stringify({
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'cloudtrail.amazonaws.com' },
          Action: ['s3:GetBucketAcl', 's3:PutObject'],
          Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
        },
      }),
    }),
  });

  it('offers to use what an earlier deployment left, and writes that down', async () => {
    const stage = deployStage(ANSWERS, left);
    expect(await runDeploy(OPTIONS, stage.deps)).toBe(true);
    expect(stage.asked.filter((it) => it.includes('already'))).toEqual([
      expect.stringContaining(`bucket ${BUCKET}`),
      expect.stringContaining('table trailbot'),
    ]);
    expect(stage.settings().deployment.existing).toMatchObject({ table: true, bucket: BUCKET });
  });

  it('stops with what to do when it must not be used, and writes nothing', async () => {
    const stage = deployStage({ ...ANSWERS, confirm: ['yes', 'no'] }, left);
    await expect(runDeploy(OPTIONS, stage.deps)).rejects.toMatchObject({
      code: 'deployment_refused',
      message: 'There is a table trailbot already.',
      hint: expect.stringMatching(/^Delete it first.*aws dynamodb delete-table .*--table-name trailbot$/),
    });
    expect(stage.done).toEqual([]);
  });

  it('lets what the stack made itself alone', async () => {
    const own = accountOf({
      ...left,
      stack: async () =>
        stackOf([
          ['DynamoDB::Table', 'trailbot'],
          ['S3::Bucket', BUCKET],
          ['IAM::Role', 'trailbot-ingress'],
        ]),
      hasRole: async () => true,
    });
    const stage = deployStage(ANSWERS, own, { text: DEPLOYED });
    expect(await runDeploy(OPTIONS, stage.deps)).toBe(true);
    expect(stage.asked).toHaveLength(1);
    expect(stage.settings().deployment.existing.bucket).toBeUndefined();
  });

  it('shows all that is in the way at the end of a dry run, and is not well', async () => {
    const account = accountOf({ alarms: async () => ['root-usage'], hasRole: async () => true });
    const stage = deployStage(ANSWERS, account);
    expect(await runDeploy(DRY, stage.deps)).toBe(false);
    expect(stage.said.at(-2)).toMatch(
      /TO MEND FIRST\n- There are alarms[^\n]*root-usage[^\n]*\n- There is a role/,
    );
    expect(stage.done).toEqual(['synth']);
    await expect(runDeploy(OPTIONS, deployStage(ANSWERS, account).deps)).rejects.toThrow(
      /2 things are in the way/,
    );
  });
});

describe('npm run deploy -- --dry-run', () => {
  it('changes nothing, whatever is answered', async () => {
    const stage = deployStage({ ...ANSWERS, '--channel': 'elsewhere' });
    expect(await runDeploy(DRY, stage.deps)).toBe(true);
    expect(stage.done).toEqual(['synth']);
    expect(stage.text()).toBe(SETTINGS_TEXT);
    expect(stage.said.at(-1)).toContain('dry run');
  });

  it('needs nobody to answer, and takes what is suggested', async () => {
    const stage = deployStage({}, accountOf({ table: async () => ['pk', 'sk'] }));
    expect(await runDeploy(DRY, stage.deps)).toBe(true);
    const all = stage.said.join(' ').replaceAll(/\s+/g, ' ');
    expect(all).toContain(`Account ${ACCOUNT}`);
    expect(all).toContain('There is a table trailbot already: it is used as it is.');
  });
});

describe('npm run deploy after a failure', () => {
  it('says what failed first and what to do, and asks nothing again the next time', async () => {
    let works = false;
    const failed = failedStack();
    let stack: FoundStack | undefined;
    const account = accountOf({
      stack: async () => stack,
      whyFailed: async () => 'Alarm (AWS::CloudWatch::Alarm): no',
    });
    const stage = deployStage(ANSWERS, account, {
      cdk: {
        deploy: async () => {
          stack = failed;
          return works ? { RequestUrl: REQUEST_URL } : undefined;
        },
      },
    });
    await expect(runDeploy(OPTIONS, stage.deps)).rejects.toMatchObject({
      code: 'deployment_refused',
      message: 'The deployment failed (ROLLBACK_COMPLETE): Alarm (AWS::CloudWatch::Alarm): no',
      hint: expect.stringContaining('npm run deploy again'),
    });
    works = true;
    stage.asked.length = 0;
    expect(await runDeploy(OPTIONS, stage.deps)).toBe(true);
    expect(stage.asked).toEqual([expect.stringContaining('? Deploy this')]);
    expect(stage.said.join('\n')).toContain('new_app=1');
  });

  it('lists what the failed one kept, and deploys over it only when that is agreed', async () => {
    const account = accountOf({
      stack: async () => failedStack([['DynamoDB::Table', 'trailbot']]),
      table: async () => ['pk', 'sk'],
    });
    const refusing = deployStage({ ...ANSWERS, confirm: ['no'] }, account);
    await expect(runDeploy(OPTIONS, refusing.deps)).rejects.toMatchObject({
      message: 'There is a table trailbot already, left by the deployment that failed.',
      hint: expect.stringContaining('aws dynamodb delete-table'),
    });
    expect(refusing.done).toEqual([]);

    const agreeing = deployStage({ ...ANSWERS, confirm: ['yes'] }, account);
    expect(await runDeploy(OPTIONS, agreeing.deps)).toBe(true);
    expect(agreeing.settings().deployment.existing.table).toBe(true);
    const all = agreeing.said.join(' ').replaceAll(/\s+/g, ' ');
    expect(all.indexOf('LEFT BY THE DEPLOYMENT THAT FAILED - table trailbot')).toBeGreaterThan(-1);
    expect(all).toContain('The table trailbot was left by the deployment that failed: it is used as it is');
  });

  it('tells how to deploy where Lambda reserves nothing', async () => {
    const account = accountOf({
      whyFailed: async () => 'ingress: … its UnreservedConcurrentExecution below 10',
    });
    const stage = deployStage(ANSWERS, account, { cdk: { deploy: async () => undefined } });
    await expect(runDeploy(OPTIONS, stage.deps)).rejects.toMatchObject({
      hint: expect.stringContaining('--ingress-concurrency 0'),
    });
  });

  it.each(['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_FAILED'])(
    'begins nothing while the stack is in %s',
    async (status) => {
      const stage = deployStage(ANSWERS, accountOf({ stack: async () => stackOf([], status) }), {
        text: DEPLOYED,
      });
      await expect(runDeploy(OPTIONS, stage.deps)).rejects.toMatchObject({
        code: 'deployment_refused',
        message: expect.stringContaining(status),
      });
      expect(stage.done).toEqual([]);
    },
  );
});

describe('npm run deploy once more', () => {
  const before = template({
    Old: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: 'old-detection' } },
    Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: 'root-usage', Threshold: 5 } },
  });
  const account = accountOf({ stack: async () => stackOf(), template: async () => before });

  it('shows what changes, and makes no second Slack app', async () => {
    const stage = deployStage(ANSWERS, account, { text: DEPLOYED });
    expect(await runDeploy(OPTIONS, stage.deps)).toBe(true);
    const all = stage.said.join('\n');
    expect(all).toContain('WHAT CHANGES\n  - Removed, alarms: old-detection.');
    expect(all).not.toContain('new_app=1');
    expect(stage.done).toEqual(['synth kept', DEPLOY]);
  });

  it('goes on when whoever deploys may not read what is deployed', async () => {
    const denied = new TrailbotError({ code: 'aws_denied', message: 'AWS refused it.', hint: 'Ask.' });
    const refusing = async () => {
      throw denied;
    };
    const shy = accountOf({ ...account, template: refusing, alarms: refusing, hasRole: refusing });
    const stage = deployStage(ANSWERS, shy, { text: DEPLOYED });
    expect(await runDeploy(OPTIONS, stage.deps)).toBe(true);
    const all = stage.said.join(' ').replaceAll(/\s+/g, ' ');
    expect(all).toContain('It could not be read what is deployed: AWS refused it.');
    expect(all).toContain('Which alarms there are could not be looked at: AWS refused it.');
  });
});
