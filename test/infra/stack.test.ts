// The stack as a whole: what CloudFormation, a security reviewer and an auditor would look at first.
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import type { DeploymentSettings } from '../../bot/domain/deployment/deployment-settings.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { ACCOUNT, type Synthesized, synthStack } from '../support/synth-stack.ts';

const { detections } = loadCatalog(TEMPLATES);
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;

/** Each way that a deployment can differ, alone or together with others. */
const VARIANTS: readonly (readonly [string, Partial<DeploymentSettings>])[] = [
  ['as shipped', {}],
  ['with a key of its own', { encryption: 'kms' }],
  ['for an organization', { organizationId: 'o-exampleorgid', emails: ['security@example.com'] }],
  [
    'with everything on',
    {
      encryption: 'kms',
      presets: ['soc2', 'pci', 'hipaa', 'gdpr'],
      insights: true,
      objectLockDays: 365,
      dataEvents: { buckets: ['example-invoices'], functions: ['*'] },
      slackTeamId: 'T0EXAMPLE1',
    },
  ],
  ['beside an existing trail', { existing: { trail: true, logGroup: true, table: true } }],
  [
    'beside an existing bucket, topic and key',
    {
      existing: {
        trail: false,
        logGroup: true,
        table: false,
        bucket: 'example-trail-logs',
        topicArn: `arn:aws:sns:us-east-1:${ACCOUNT}:alarms`,
        kmsKeyArn: KEY,
      },
    },
  ],
];

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

function resourcesOf({ template }: Synthesized, type?: string): readonly (readonly [string, Resource])[] {
  const all = Object.entries<Resource>(template.toJSON().Resources ?? {});
  return type === undefined ? all : all.filter(([, { Type }]) => Type === type);
}

describe.each(VARIANTS)('the stack %s', (_, deployment) => {
  let stack: Synthesized;
  beforeAll(() => {
    stack = synthStack(deployment);
  });

  it('has nothing that AwsSolutions finds fault with', () => {
    expect(stack.nagged).toEqual([]);
  });

  it('is within what CloudFormation takes', () => {
    expect(resourcesOf(stack).length).toBeLessThanOrEqual(500);
    expect(Buffer.byteLength(JSON.stringify(stack.template.toJSON()))).toBeLessThanOrEqual(1_000_000);
  });

  it('counts every detection with its own words, and rings for each', () => {
    const filters = resourcesOf(stack, 'AWS::Logs::MetricFilter').map(([, { Properties }]) => Properties);
    const alarms = resourcesOf(stack, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
    for (const { id, filter } of detections) {
      expect(filters).toContainEqual(expect.objectContaining({ FilterName: id, FilterPattern: filter }));
      expect(alarms).toContainEqual(
        expect.objectContaining({
          AlarmName: id,
          MetricName: id,
          TreatMissingData: 'notBreaching',
          EvaluationPeriods: 1,
          AlarmActions: [expect.anything()],
          OKActions: [expect.anything()],
        }),
      );
    }
  });

  it('opens one door to the internet, which Slack calls, and nothing else', () => {
    const urls = resourcesOf(stack, 'AWS::Lambda::Url');
    expect(urls).toHaveLength(1);
    const open = resourcesOf(stack, 'AWS::Lambda::Permission').filter(
      ([, { Properties }]) => Properties?.Principal === '*',
    );
    expect(open.map(([, { Properties }]) => Properties?.Action).toSorted()).toEqual([
      'lambda:InvokeFunction',
      'lambda:InvokeFunctionUrl',
    ]);
  });

  it('gives no role a policy of AWS or of anybody else, and no action a star', () => {
    for (const [id, { Properties }] of resourcesOf(stack, 'AWS::IAM::Role')) {
      expect(Properties?.ManagedPolicyArns, id).toBeUndefined();
      expect(Properties?.Policies, id).toBeDefined();
    }
    // A key's policy is about that key alone, and KMS wants the account to have all of it.
    const others = resourcesOf(stack).filter(([, { Type }]) => Type !== 'AWS::KMS::Key');
    expect(JSON.stringify(others)).not.toMatch(
      /"Action":"([a-z0-9]+:)?\*","(Condition"[^\]]*)?Effect":"Allow"/,
    );
  });

  it('keeps what is evidence when it is removed, or when something is replaced', () => {
    const evidence = [
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
      'AWS::DynamoDB::Table',
      'AWS::DynamoDB::GlobalTable',
    ];
    const kept = resourcesOf(stack).filter(
      ([, { Type, Properties }]) =>
        evidence.includes(Type) ||
        (Type === 'AWS::Logs::LogGroup' && Properties?.LogGroupName === 'CloudTrail/SecurityAuditLogs'),
    );
    for (const [id, { DeletionPolicy, UpdateReplacePolicy }] of kept) {
      expect([id, DeletionPolicy, UpdateReplacePolicy]).toEqual([id, 'Retain', 'Retain']);
    }
  });

  it('has no Lambda that is not the bot', () => {
    const names = resourcesOf(stack, 'AWS::Lambda::Function').map(
      ([, { Properties }]) => Properties?.FunctionName,
    );
    expect(names.toSorted()).toEqual([
      'trailbot-alert',
      'trailbot-contain',
      'trailbot-ingress',
      'trailbot-job',
      'trailbot-release',
      'trailbot-revoke',
      'trailbot-stream',
    ]);
    expect(resourcesOf(stack).filter(([, { Type }]) => Type.startsWith('Custom::'))).toEqual([]);
  });

  it('holds no secret, and gives no function one in its environment', () => {
    const text = JSON.stringify(stack.template.toJSON());
    expect(text).not.toMatch(/xox[abp]-|xapp-/);
    expect(resourcesOf(stack, 'AWS::SecretsManager::Secret')).toEqual([]);
    for (const [, { Properties }] of resourcesOf(stack, 'AWS::Lambda::Function')) {
      const { Variables = {} } = (Properties?.Environment ?? {}) as { Variables?: Record<string, unknown> };
      expect(Object.keys(Variables).filter((name) => /TOKEN$|SECRET$|PASSWORD/.test(name))).toEqual([]);
    }
  });
});

describe('a stack for any account', () => {
  it('names no account and no partition', () => {
    const { template } = synthStack({}, '');
    const text = JSON.stringify(template.toJSON());
    // Break-glass principals are named by the settings.
    expect(text.replaceAll(/arn:aws:iam::123456789012:user\/break-glass/g, '')).not.toMatch(/123456789012/);
  });
});
