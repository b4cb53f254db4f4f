// What outlives the stack: evidence, and what is needed to read it. Each with how to delete it by hand.
import type { StackTemplate } from '../domain/deployment/stack-template.ts';
import type { FoundStack } from '../ports/setup.ts';

export interface Kept {
  /** `bucket company-cloudtrail-logs-123456789012`. */
  readonly what: string;
  /** A sentence, or a command. */
  readonly byHand: string;
}

/** In the order in which they can be deleted: the key last, without which the others cannot be read. */
const KINDS: readonly {
  readonly type: string;
  readonly named: string;
  readonly byHand: (name: string, region: string) => string;
}[] = [
  {
    type: 'S3::Bucket',
    named: 'bucket',
    byHand: (name) =>
      `S3 console, bucket ${name}: Empty, which deletes every version, then Delete. Files under Object Lock stay until their days are over.`,
  },
  {
    type: 'Logs::LogGroup',
    named: 'log group',
    byHand: (name, region) =>
      `aws logs put-log-group-deletion-protection --region ${region} --log-group-identifier ${name} --no-deletion-protection-enabled && aws logs delete-log-group --region ${region} --log-group-name ${name}`,
  },
  {
    type: 'DynamoDB::Table',
    named: 'table',
    byHand: (name, region) =>
      `aws dynamodb update-table --region ${region} --table-name ${name} --no-deletion-protection-enabled && aws dynamodb delete-table --region ${region} --table-name ${name}`,
  },
  {
    type: 'KMS::Key',
    named: 'KMS key',
    byHand: (name, region) =>
      `Last of all, for what was encrypted with it can never be read again: aws kms schedule-key-deletion --region ${region} --key-id ${name} --pending-window-in-days 30`,
  },
];

/**
 * @param template - of the stack as it is deployed
 * @returns only what the stack itself made: what it uses of others was never its own
 */
export function keptResources(
  { resources }: FoundStack,
  template: StackTemplate,
  region: string,
): readonly Kept[] {
  return KINDS.flatMap(({ type, named, byHand }) => {
    const isKept = Object.values(template.Resources).filter(
      ({ Type, DeletionPolicy }) => Type === `AWS::${type}` && DeletionPolicy?.startsWith('Retain'),
    );
    const names = resources.filter((it) => it.type === `AWS::${type}`).map(({ physicalId }) => physicalId);
    // The functions' log groups go with the functions, and are all called so.
    const own = type === 'Logs::LogGroup' ? names.filter((name) => !name.startsWith('/aws/lambda/')) : names;
    return isKept.length === 0
      ? []
      : own.map((name) => ({ what: `${named} ${name}`, byHand: byHand(name, region) }));
  });
}

/** What deletes one of these. @param type - `S3::Bucket`, `Logs::LogGroup`, `DynamoDB::Table`, `KMS::Key` */
export function deleteByHand(type: string, name: string, region: string): string {
  return KINDS.find((kind) => kind.type === type)?.byHand(name, region) ?? `Delete ${name}.`;
}

/** Whether the trail is the stack's own: with the stack, it stops. */
export function ownTrail({ resources }: FoundStack): string | undefined {
  return resources.find(({ type }) => type === 'AWS::CloudTrail::Trail')?.physicalId;
}
