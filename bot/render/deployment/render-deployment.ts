// What a deployment is, as a text for a terminal that a cautious person can say yes to.
import type { DeploymentPlan } from '../../domain/deployment/deployment-plan.ts';
import type { Estimate } from '../../domain/deployment/estimate.ts';
import { PRESET_RULES } from '../../domain/deployment/presets.ts';
import { archiveBucket, TABLE } from '../../domain/naming.ts';
import { madeLines } from './made-lines.ts';
import { renderEstimate } from './render-estimate.ts';
import type { Counts, TemplateResources } from './template-resources.ts';
import { bullets, wrapText } from './wrap-text.ts';

export interface DeploymentView {
  readonly plan: DeploymentPlan;
  readonly estimate: Estimate;
  readonly resources: TemplateResources;
  readonly account: DeploymentAccount;
  /** What a look at the account found, as sentences; empty: nothing to say, or nobody looked. */
  readonly findings: readonly string[];
}

export interface DeploymentAccount {
  /** Undefined: it is not known, as in a dry run without credentials. */
  readonly id?: string | undefined;
  /** What people call it: its name in the settings, or its alias. */
  readonly name?: string | undefined;
  /** Whose credentials are used. */
  readonly callerArn?: string | undefined;
}

const MAY = [
  'Read the trail, its log, alarms, and IAM, to say who did what and whether it is unusual.',
  'Lock a user or a role out of AWS, revoke the sessions of a role, and undo both: only after people of yours asked for it and approved it in Slack. Its own roles, what is tagged trailbot:protected and your break-glass list are out of its reach. Other accounts only where you deploy its roles.',
  'Write to its own table, queues, logs and topic, and test records into a stream of their own in the log group.',
  'Nothing else: it cannot create users, keys or roles, and cannot change or delete the trail, its bucket or its log.',
  'Each function has a role of its own. Statement by statement: .github/PERMISSIONS.md',
];

/** @returns text of at most 80 columns, without a line break at its end */
export function renderDeployment({ plan, estimate, resources, account, findings }: DeploymentView): string {
  return [
    section('Where', where(plan, account)),
    section('What was found in the account', bullets(findings)),
    section('What will be made', bullets(madeLines(plan, resources.made))),
    section('What stays as it is', bullets(existing(plan))),
    section('What it may do in your account', bullets(MAY)),
    section('Why it is set so', why(plan)),
    section('What is left to you', bullets(left(plan))),
    section('What it costs', renderEstimate(estimate)),
    section('What is kept when you remove it', bullets(kept(plan, account, resources.kept))),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

/** Empty when there is nothing to say. */
function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title.toUpperCase(), ...lines].join('\n');
}

function where({ region }: DeploymentPlan, { id, name, callerArn }: DeploymentAccount): readonly string[] {
  const called = id !== undefined && name !== undefined ? `${id} (${name})` : (id ?? 'not known yet');
  return [
    ...wrapText(called, '  Account  '),
    ...wrapText(region, '  Region   '),
    ...(callerArn === undefined ? [] : wrapText(callerArn, '  You are  ')),
  ];
}

function existing({ existing: there, trailName, logGroup }: DeploymentPlan): readonly string[] {
  const lines = [
    ...(there.trail ? [`Trail ${trailName}, with its bucket and what it records.`] : []),
    ...(there.logGroup
      ? [
          `Log group ${logGroup}, and how long it keeps. It gets filters and a subscription beside those it has.`,
        ]
      : []),
    ...(there.bucket === undefined
      ? []
      : [`Bucket ${there.bucket}. Its policy has to let CloudTrail write.`]),
    ...(there.topicArn === undefined
      ? []
      : [`Topic ${there.topicArn}. Its policy has to let alarms publish.`]),
    ...(there.kmsKeyArn === undefined
      ? []
      : [`Key ${there.kmsKeyArn}. Its policy has to let alarms and CloudTrail use it.`]),
    ...(there.table ? [`Table ${TABLE} of an earlier deployment, with what is in it.`] : []),
  ];
  const others = 'Everything else in the account: the deployment changes and deletes nothing that is there.';
  return [...lines, others];
}

/** Each requirement under what serves it. */
function why({ reasons }: DeploymentPlan): readonly string[] {
  return reasons.flatMap(({ what, serves }) => [
    ...wrapText(`${what}.`, '  - '),
    ...serves.flatMap(({ preset, id, asks }) =>
      wrapText(`${PRESET_RULES[preset].name} ${id}: ${asks}`, '      '),
    ),
  ]);
}

function left({ byHand, existing: there, trailName, logGroup }: DeploymentPlan): readonly string[] {
  const connect =
    there.trail && !there.logGroup
      ? [`Point trail ${trailName} at log group ${logGroup}: the command is printed afterwards.`]
      : [];
  const asked = byHand.map(({ presets, what }) => `${presets.join(', ')}: ${what}`);
  return [...connect, ...asked];
}

function kept(plan: DeploymentPlan, { id }: DeploymentAccount, counts: Counts): readonly string[] {
  const is = (type: string) => (counts[`AWS::${type}`] ?? 0) > 0;
  const bucket = id === undefined ? 'The bucket' : `Bucket ${archiveBucket(id)}`;
  return [
    ...(is('S3::Bucket') ? [`${bucket} with the log files, and its policy.`] : []),
    ...(is('Logs::LogGroup') ? [`Log group ${plan.logGroup} with what it holds.`] : []),
    ...(is('DynamoDB::Table') ? [`Table ${TABLE} with incidents, decisions and sign-offs.`] : []),
    ...(is('KMS::Key') ? ['The KMS key: what was encrypted with it cannot be read without it.'] : []),
    'They go on costing what they hold.',
    ...(plan.existing.trail ? [] : ['The trail itself is removed: from then on nothing is recorded.']),
  ];
}
