// What an update changes: the template that is deployed beside the one that would be. What CloudFormation replaces it alone knows.

import { joinNames } from '../domain/containment/name-principal.ts';
import type { StackTemplate, TemplateResource } from '../domain/deployment/stack-template.ts';

export interface NamedResource {
  readonly logicalId: string;
  readonly type: string;
  /** As people know it, else its logical id. */
  readonly name: string;
  /** Whether it stays in the account when the stack lets go of it. */
  readonly kept: boolean;
}

export interface StackChanges {
  readonly added: readonly NamedResource[];
  readonly removed: readonly NamedResource[];
  readonly changed: readonly NamedResource[];
}

export function compareTemplates(before: StackTemplate, after: StackTemplate): StackChanges {
  const missingIn = (template: StackTemplate) => (id: string) => !Object.hasOwn(template.Resources, id);
  const named = ({ Resources }: StackTemplate, ids: readonly string[]) =>
    ids.flatMap((id) => {
      const resource = Resources[id];
      return resource === undefined ? [] : [nameResource(id, resource)];
    });
  const then = Object.keys(before.Resources);
  const now = Object.keys(after.Resources);
  const differs = (id: string) => canonical(before.Resources[id]) !== canonical(after.Resources[id]);
  return {
    added: named(after, now.filter(missingIn(before))),
    removed: named(before, then.filter(missingIn(after))),
    changed: named(
      after,
      now.filter((id) => !missingIn(before)(id) && differs(id)),
    ),
  };
}

/** As items of a list; what is removed and was watching or recording comes first, by its name. */
export function changeLines({ added, removed, changed }: StackChanges): readonly string[] {
  const gone = removed.filter(({ kept }) => !kept);
  const released = removed.filter(({ kept }) => kept);
  const loud = gone.filter(({ type }) => type in LOUD);
  const lines = [
    ...loud
      .filter(({ type }) => type === TRAIL)
      .map(({ name }) => `Removed: trail ${name}. It records nothing from then on.`),
    ...Object.entries(LOUD).flatMap(([type, what]) => {
      const names = loud
        .filter((resource) => resource.type === type && type !== TRAIL)
        .map(({ name }) => name);
      return names.length === 0 ? [] : [`Removed, ${what}: ${names.join(', ')}.`];
    }),
    ...released.map(({ type, name }) => `No longer Trailbot's, and kept: ${kindOf(type, 1)} ${name}.`),
    ...tell(
      'Removed',
      gone.filter((resource) => !loud.includes(resource)),
    ),
    ...tell('Added', added),
    ...tell('Changed', changed),
  ];
  return lines.length === 0 ? ['Nothing: what is deployed is what would be.'] : lines;
}

const TRAIL = 'AWS::CloudTrail::Trail';
/** Whoever removes one of these should know each by its name. */
const LOUD: { readonly [type: string]: string } = {
  [TRAIL]: 'trails',
  'AWS::Logs::MetricFilter': 'metric filters',
  'AWS::CloudWatch::Alarm': 'alarms',
  'AWS::Logs::SubscriptionFilter': 'subscription filters',
  'AWS::SNS::Subscription': 'subscriptions',
};

const KINDS: { readonly [type: string]: string } = {
  ...Object.fromEntries(Object.entries(LOUD).map(([type, many]) => [type, many.slice(0, -1)])),
  'AWS::Lambda::Function': 'function',
  'AWS::IAM::Role': 'IAM role',
  'AWS::IAM::Policy': 'IAM policy',
  'AWS::Lambda::Url': 'function URL',
  'AWS::SQS::Queue': 'queue',
  'AWS::SNS::Topic': 'topic',
  'AWS::S3::Bucket': 'bucket',
  'AWS::Logs::LogGroup': 'log group',
  'AWS::DynamoDB::Table': 'table',
  'AWS::KMS::Key': 'KMS key',
  'AWS::CloudWatch::Dashboard': 'dashboard',
  'AWS::Logs::QueryDefinition': 'saved query',
  'AWS::Scheduler::Schedule': 'schedule',
};

function kindOf(type: string, number: number): string {
  const known = KINDS[type];
  if (known === undefined) return type;
  if (number === 1) return known;
  return known.endsWith('y') && known !== 'KMS key' ? `${known.slice(0, -1)}ies` : `${known}s`;
}

/** `Added: 2 alarms (a and b).`; what only connects others is counted, and not named. */
function tell(what: string, resources: readonly NamedResource[]): readonly string[] {
  const kinds = [...new Set(resources.map(({ type }) => type))];
  const namesOf = (kind: string) => resources.filter(({ type }) => type === kind).map(({ name }) => name);
  const known = kinds.filter((kind) => kind in KINDS);
  const others = kinds.filter((kind) => !known.includes(kind));
  return [
    ...known.map((kind) => {
      const names = namesOf(kind);
      return `${what}: ${names.length} ${kindOf(kind, names.length)} (${joinNames(names)}).`;
    }),
    ...(others.length === 0
      ? []
      : [`${what}: ${others.map((kind) => `${namesOf(kind).length} of ${kind}`).join(', ')}.`]),
  ];
}

const NAMES = [
  'FilterName',
  'AlarmName',
  'FunctionName',
  'RoleName',
  'QueueName',
  'TopicName',
  'TrailName',
  'LogGroupName',
  'TableName',
  'BucketName',
  'DashboardName',
  'Name',
  'Endpoint',
];

function nameResource(
  logicalId: string,
  { Type, Properties, DeletionPolicy }: TemplateResource,
): NamedResource {
  const name = NAMES.map((key) => Properties[key]).find((value) => typeof value === 'string') ?? logicalId;
  return { logicalId, type: Type, name: String(name), kept: DeletionPolicy?.startsWith('Retain') ?? false };
}

/** The same for the same values, whatever order their keys are in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
