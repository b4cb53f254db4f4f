// Key, archive, log group, trail and topics as CloudFormation gets them, for a plan of a test's own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import { Archive } from '../../infra/constructs/archive.ts';
import { Encryption } from '../../infra/constructs/encryption.ts';
import { Topics } from '../../infra/constructs/topics.ts';
import { Trail } from '../../infra/constructs/trail.ts';
import { TrailLog } from '../../infra/constructs/trail-log.ts';

const PLAN: DeploymentPlan = {
  region: 'us-east-1',
  trailName: 'company-security-audit-trail',
  logGroup: 'CloudTrail/SecurityAuditLogs',
  emails: [],
  encryption: 'sse-s3',
  dataEvents: { buckets: [], functions: [] },
  insights: false,
  logDays: 30,
  archiveDays: 2_557,
  existing: { trail: false, logGroup: false, table: false },
  withoutAlarm: [],
  review: { at: '09:00', channel: 'security-review', timeZone: 'Europe/Amsterdam' },
  reasons: [],
  byHand: [],
};

export const ACCOUNT = '123456789012';
export const NOTHING_EXISTS = PLAN.existing;

export interface TrailSide {
  readonly template: Template;
  /** What cdk-nag's AwsSolutions finds, one line each. */
  readonly nagged: readonly string[];
  /** Properties of the only resource of its type, with what CloudFormation fills in by name: `<AWS::Partition>`. */
  only(type: string): Readonly<Record<string, unknown>>;
}

export interface Where {
  /** Left out for a template that any account can take. */
  readonly account?: string;
  readonly region?: string;
}

export function synthTrailSide(
  changes: Partial<DeploymentPlan> = {},
  { account, region = 'us-east-1' }: Where = { account: ACCOUNT },
): TrailSide {
  const plan = { ...PLAN, region, ...changes };
  const outdir = mkdtempSync(join(tmpdir(), 'trailbot-synth-'));
  const app = new App({ outdir });
  const stack = new Stack(app, 'Test', { env: { region, ...(account !== undefined && { account }) } });
  const { topicKey, dataKey: key } = new Encryption(stack, 'Encryption', { plan });
  const archive = new Archive(stack, 'Archive', { plan, key });
  const { logGroup } = new TrailLog(stack, 'TrailLog', { plan, key });
  new Trail(stack, 'Trail', { plan, archive, logGroup, key });
  new Topics(stack, 'Topics', { plan, key: topicKey });
  const template = Template.fromStack(stack);
  const { violations } = new AwsSolutionsChecks(app).validateScope(stack);
  rmSync(outdir, { recursive: true });
  return {
    template,
    nagged: violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    ),
    only(type) {
      const [found, ...more] = Object.values(template.findResources(type));
      if (found === undefined || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} ${type}`);
      return flatten(found.Properties) as Readonly<Record<string, unknown>>;
    },
  };
}

/** `Fn::Join`, `Ref` and `Fn::GetAtt` as one text: `<AWS::Partition>`. */
export function flatten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(flatten);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, flatten(one)] as const);
  const [[name, inner] = [undefined, undefined], ...rest] = entries;
  if (rest.length === 0 && name === 'Ref') return `<${inner}>`;
  if (rest.length === 0 && name === 'Fn::GetAtt' && Array.isArray(inner)) return `<${inner.join('.')}>`;
  if (rest.length === 0 && name === 'Fn::Join' && Array.isArray(inner)) return inner[1].join(inner[0]);
  return Object.fromEntries(entries);
}
