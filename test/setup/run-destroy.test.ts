// The stories of `npm run destroy`, over an account, a CDK and a person in memory.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../bot/catalog/load-catalog.ts';
import type { Containment } from '../../bot/domain/containment/containment.ts';
import { TrailbotError } from '../../bot/domain/errors.ts';
import type { AccountLook } from '../../bot/ports/setup.ts';
import { type DestroyOptions, runDestroy } from '../../bot/setup/run-destroy.ts';
import { containment } from '../support/containments.ts';
import {
  type Answers,
  accountOf,
  BUCKET,
  deployStage,
  SETTINGS_TEXT,
  stackOf,
  template,
} from '../support/deploy-stage.ts';

const ASK: DestroyOptions = { yes: false, force: false };
const NAMES = ['/trailbot/slack-bot-token', '/trailbot/slack-signing-secret'];
const STACK = stackOf([
  ['CloudTrail::Trail', 'audit'],
  ['S3::Bucket', BUCKET],
  ['Logs::LogGroup', 'CloudTrail/SecurityAuditLogs'],
  ['Logs::LogGroup', '/aws/lambda/trailbot-job'],
  ['DynamoDB::Table', 'trailbot'],
  ['KMS::Key', 'key-1'],
  ['SQS::Queue', 'https://sqs/trailbot-jobs'],
]);
const KEPT = { DeletionPolicy: 'Retain' };
const TEMPLATE = template({
  T: { Type: 'AWS::CloudTrail::Trail' },
  B: { Type: 'AWS::S3::Bucket', ...KEPT },
  L: { Type: 'AWS::Logs::LogGroup', ...KEPT },
  J: { Type: 'AWS::Logs::LogGroup', DeletionPolicy: 'Delete' },
  D: { Type: 'AWS::DynamoDB::Table', ...KEPT },
  K: { Type: 'AWS::KMS::Key', ...KEPT },
});
const DEPLOYED: Partial<AccountLook> = { stack: async () => STACK, template: async () => TEMPLATE };

const CONTAINED = containment({
  state: 'contained',
  changes: [
    { kind: 'policy', state: 'made' },
    { kind: 'key', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', state: 'made' },
  ],
});
const NOBODY: Partial<AccountLook> = { caller: async () => undefined };

interface Setting {
  readonly answers?: Answers;
  readonly account?: Partial<AccountLook>;
  readonly contained?: readonly Containment[] | Error;
  readonly secrets?: readonly string[];
  readonly text?: string;
  readonly destroys?: boolean;
}

function stageOf({ answers = {}, account = DEPLOYED, contained = [], ...rest }: Setting) {
  const { secrets = NAMES, text = SETTINGS_TEXT, destroys = true } = rest;
  const stage = deployStage({ '--yes': 'Trailbot', confirm: ['yes'], ...answers });
  const deleted: string[] = [];
  const destroy = async () => {
    stage.done.push('destroy');
    return destroys;
  };
  const deps = {
    terminal: stage.deps.terminal,
    settings: parseSettings('settings.yml', text),
    settingsText: text,
    account: accountOf(account),
    cdk: { ...stage.deps.cdk, destroy },
    containments: {
      async listActive() {
        if (contained instanceof Error) throw contained;
        return contained;
      },
    },
    secrets: {
      list: async () => secrets,
      async delete(names: readonly string[]) {
        deleted.push(...names);
      },
    },
  };
  return { ...stage, deps, deleted, all: () => stage.said.join(' ').replaceAll(/\s+/g, ' ') };
}

describe('npm run destroy', () => {
  it('says what stops and what is kept before it asks for the stack’s name', async () => {
    const stage = stageOf({ answers: { '--yes': 'no' } });
    expect(await runDestroy(ASK, stage.deps)).toBe(true);
    expect(stage.done).toEqual([]);
    const said = stage.all();
    expect(said).toContain('The trail audit: from then on nothing that happens in this account is recorded');
    for (const kept of [
      `bucket ${BUCKET}`,
      'log group CloudTrail/SecurityAuditLogs',
      'table trailbot',
      'KMS key key-1',
    ])
      expect(said).toContain(kept);
    expect(said).not.toContain('/aws/lambda/trailbot-job');
    expect(said).toMatch(/Nothing was removed\.$/);
  });

  it('removes the stack and the secrets, and says how to delete the rest by hand', async () => {
    const stage = stageOf({});
    expect(await runDestroy(ASK, stage.deps)).toBe(true);
    expect(stage.done).toEqual(['synth kept', 'destroy']);
    expect(stage.deleted).toEqual(NAMES);
    const last = stage.said.at(-1) ?? '';
    expect(last).toContain('https://api.slack.com/apps');
    expect(last).toContain('aws dynamodb delete-table --region us-east-1 --table-name trailbot');
    expect(last).toContain('--no-deletion-protection-enabled');
    expect(last.indexOf('schedule-key-deletion')).toBeGreaterThan(last.indexOf('delete-table'));
  });

  it('asks nothing with --yes', async () => {
    const stage = stageOf({ answers: { '--yes': undefined } });
    expect(await runDestroy({ ...ASK, yes: true }, stage.deps)).toBe(true);
    expect(stage.done).toContain('destroy');
  });

  it('names --yes when nobody can type', async () => {
    const stage = stageOf({ answers: { '--yes': undefined } });
    await expect(runDestroy(ASK, stage.deps)).rejects.toMatchObject({ code: 'terminal_missing' });
    expect(stage.done).toEqual([]);
  });

  it('keeps the secrets when they are wanted', async () => {
    const stage = stageOf({ answers: { confirm: ['no'] } });
    await runDestroy(ASK, stage.deps);
    expect(stage.deleted).toEqual([]);
    expect(stage.all()).toContain(`Kept: ${NAMES.join(', ')}.`);
  });

  it('says of a trail that was there before that it stays', async () => {
    const { resources } = STACK;
    const without = { ...STACK, resources: resources.filter(({ type }) => !type.includes('Trail::')) };
    const stage = stageOf({ account: { ...DEPLOYED, stack: async () => without } });
    await runDestroy(ASK, stage.deps);
    expect(stage.all()).toContain('The trail stays: it was there before.');
  });

  it('can be run again after CloudFormation failed, and after all is gone', async () => {
    const account = { ...DEPLOYED, whyFailed: async () => 'Bucket (AWS::S3::Bucket): no' };
    const failing = stageOf({ destroys: false, account });
    expect(await runDestroy(ASK, failing.deps)).toBe(false);
    expect(failing.said.at(-1)).toMatch(/Bucket \(AWS::S3::Bucket\): no\n.*npm run destroy again/);
    expect(failing.deleted).toEqual([]);

    const stuck = { ...DEPLOYED, stack: async () => ({ ...STACK, status: 'DELETE_FAILED' }) };
    const again = stageOf({ account: stuck });
    expect(await runDestroy(ASK, again.deps)).toBe(true);

    const gone = stageOf({ account: {} });
    expect(await runDestroy(ASK, gone.deps)).toBe(true);
    expect(gone.all()).toContain('There is no stack Trailbot');
    expect(gone.done).toEqual([]);
    expect(gone.deleted).toEqual(NAMES);
  });
});

describe('npm run destroy refuses', () => {
  it('while somebody is locked out, with the commands that give everything back', async () => {
    const stage = stageOf({ contained: [CONTAINED] });
    const running = runDestroy(ASK, stage.deps);
    await expect(running).rejects.toMatchObject({
      code: 'deployment_refused',
      message: expect.stringMatching(/user deploy[\s\S]*detach-user-policy[\s\S]*update-access-key/),
      hint: expect.stringContaining('--force'),
    });
    expect(stage.done).toEqual([]);
  });

  it('no more with --force, and leaves the commands on the screen', async () => {
    const stage = stageOf({ contained: [CONTAINED] });
    expect(await runDestroy({ ...ASK, force: true }, stage.deps)).toBe(true);
    expect(stage.done).toContain('destroy');
    expect(stage.all()).toContain("aws iam detach-user-policy --user-name='deploy'");
  });

  it('not because of a request that changed nothing yet', async () => {
    const stage = stageOf({ contained: [{ ...CONTAINED, state: 'requested', changes: [] }] });
    expect(await runDestroy(ASK, stage.deps)).toBe(true);
  });

  it('when it cannot be read whether somebody is', async () => {
    const contained = new TrailbotError({ code: 'aws_denied', message: 'AWS refused it.', hint: 'Ask.' });
    await expect(runDestroy(ASK, stageOf({ contained }).deps)).rejects.toMatchObject({
      message: expect.stringContaining('AWS refused it.'),
    });
    expect(await runDestroy({ ...ASK, force: true }, stageOf({ contained }).deps)).toBe(true);
  });

  it.each([
    ['without credentials', { account: NOBODY }, 'config_missing'],
    [
      'in another account than the settings name',
      { text: `${SETTINGS_TEXT}  accountId: '210987654321'\n` },
      'deployment_refused',
    ],
    [
      'while CloudFormation is at work',
      { account: { ...DEPLOYED, stack: async () => ({ ...STACK, status: 'DELETE_IN_PROGRESS' }) } },
      'deployment_refused',
    ],
  ])('%s', async (_, setting, code) => {
    const stage = stageOf(setting);
    await expect(runDestroy({ yes: true, force: true }, stage.deps)).rejects.toMatchObject({ code });
    expect(stage.done).toEqual([]);
  });
});
