// `npm run deploy` where it would fail after minutes, or work and tell nobody: it knows before it starts.
import { describe, expect, it } from 'vitest';
import { runDeploy } from '../../bot/setup/run-deploy.ts';
import {
  ACCOUNT,
  ANSWERS,
  accountOf,
  DEPLOY,
  DEPLOYED,
  DRY,
  deployStage,
  OPTIONS,
  SETTINGS_TEXT,
  stackOf,
} from '../support/deploy-stage.ts';

describe('npm run deploy where what is there already is somewhere else', () => {
  const TOPIC = `arn:aws:sns:eu-west-1:${ACCOUNT}:theirs`;
  const uses = (line: string) => `${SETTINGS_TEXT}  existing: { ${line} }\n`;

  it('refuses before it asks about anything else or looks for it', async () => {
    const topic = async () => {
      throw new Error('It was looked for.');
    };
    const stage = deployStage(ANSWERS, accountOf({ topic }), { text: uses(`topicArn: '${TOPIC}'`) });
    await expect(runDeploy(OPTIONS, stage.deps)).rejects.toMatchObject({
      code: 'settings_invalid',
      message: expect.stringContaining(
        'existing.topicArn is in eu-west-1, and Trailbot is deployed into us-east-1',
      ),
      hint: expect.stringContaining('leave existing.topicArn out'),
    });
    expect(stage.asked).toEqual(['--account', '--region', '--email']);
    expect(stage.done).toEqual([]);
  });

  it('goes by the Region that is given', async () => {
    const topic = async (arn: string) =>
      arn === TOPIC ? { keyId: undefined, policy: undefined } : undefined;
    const stage = deployStage(ANSWERS, accountOf({ topic }), { text: uses(`topicArn: '${TOPIC}'`) });
    expect(await runDeploy({ ...DRY, region: 'eu-west-1' }, stage.deps)).toBe(true);
  });

  it('refuses it without credentials, too', async () => {
    const nobody = accountOf({ caller: async () => undefined });
    const stage = deployStage({}, nobody, { text: uses(`topicArn: '${TOPIC}'`) });
    await expect(runDeploy({ ...DRY, account: ACCOUNT }, stage.deps)).rejects.toMatchObject({
      code: 'settings_invalid',
    });
  });
});

describe('npm run deploy with a topic of their own', () => {
  const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:theirs`;
  const text = `${SETTINGS_TEXT}  existing: { topicArn: '${TOPIC}' }\n`;
  const account = accountOf({
    topic: async (arn) => (arn === TOPIC ? { keyId: undefined, policy: undefined } : undefined),
  });

  it('says in the plan and afterwards that alarms are not written to the people it asks for', async () => {
    const stage = deployStage(ANSWERS, account, { text });
    let shown = '';
    const { confirm } = stage.deps.terminal;
    const terminal = {
      ...stage.deps.terminal,
      confirm: (message: string) => {
        shown = stage.said.join(' ').replaceAll(/\s+/g, ' ');
        return confirm(message);
      },
    };
    expect(await runDeploy(OPTIONS, { ...stage.deps, terminal })).toBe(true);
    expect(shown).toContain(`Alarms notify ${TOPIC}, whose subscribers stay as they are.`);
    expect(shown).toContain('No alarm reaches alex@example.com, sam@example.com by email.');
    const last = stage.said.slice(-5).join('\n');
    expect(last).not.toContain('twice');
    expect(last).toContain(`Who gets the other alarms by email is up to ${TOPIC}.`);
  });

  it('says it in a dry run without credentials, too', async () => {
    const nobody = accountOf({ caller: async () => undefined });
    const stage = deployStage({}, nobody, { text });
    await runDeploy({ ...DRY, emails: ['alex@example.com'] }, stage.deps);
    expect(stage.said.join(' ').replaceAll(/\s+/g, ' ')).toContain(
      'Trailbot itself writes to alex@example.com only when',
    );
  });
});

describe('npm run deploy where Lambda can reserve nothing', () => {
  const small = (changes = {}) =>
    accountOf({ concurrency: async () => ({ unreserved: 10, reserved: 0 }), ...changes });

  it('chooses no limit by itself, and says so in the plan', async () => {
    const stage = deployStage(ANSWERS, small());
    expect(await runDeploy(OPTIONS, stage.deps)).toBe(true);
    expect(stage.done.at(-1)).toBe('deploy {"IngressConcurrency":"0"}');
    const all = stage.said.join(' ').replaceAll(/\s+/g, ' ');
    expect(all).toContain('Lambda has 10 runs at a time left to share out in this account');
    expect(all).toContain('npm run deploy -- --ingress-concurrency 10');
  });

  it('refuses a number that cannot be reserved', async () => {
    const stage = deployStage(ANSWERS, small());
    await expect(runDeploy({ ...OPTIONS, ingressConcurrency: 5 }, stage.deps)).rejects.toMatchObject({
      code: 'deployment_refused',
      hint: expect.stringContaining('Give 0, which sets no limit'),
    });
    expect(stage.done).toEqual([]);
  });

  it('only says so in a dry run', async () => {
    const stage = deployStage(ANSWERS, small());
    expect(await runDeploy(DRY, stage.deps)).toBe(true);
    expect(stage.said.join(' ').replaceAll(/\s+/g, ' ')).toContain(
      "Slack's web address gets no limit of its own",
    );
    expect(stage.done).toEqual(['synth']);
  });

  it('leaves alone what is deployed', async () => {
    const stage = deployStage(ANSWERS, small({ stack: async () => stackOf() }), { text: DEPLOYED });
    expect(await runDeploy(OPTIONS, stage.deps)).toBe(true);
    expect(stage.done.at(-1)).toBe(DEPLOY);
  });
});
