// Where permissions hold: the names that ARNs are made of, any of which CloudFormation may fill in later.
import type { Statement } from '../containment/role-policies.ts';
import type { ContainmentSettings } from '../settings.ts';

export interface PermissionPlace {
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  /** The trail's log group. */
  readonly logGroup: string;
  readonly trailName: string;
  /** Whose trail it is: an organization's belongs to its management account. Default: the account's own. */
  readonly trailAccountId?: string | undefined;
  readonly containment: Pick<ContainmentSettings, 'breakGlass' | 'memberAccounts'>;
  /** The key that encrypts the topics; undefined where none does, as in the sandbox. */
  readonly topicKeyArn?: string | undefined;
  /** Undefined where an existing trail has a bucket of its own. */
  readonly archiveBucket?: string | undefined;
  readonly alertTopicArn: string;
}

export function arnIn(
  { partition, region, accountId }: PermissionPlace,
  service: string,
  resource: string,
): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

export function allow(Sid: string, Action: readonly string[], Resource: readonly string[]): Statement {
  return { Sid, Effect: 'Allow', Action, Resource };
}

/** `calls` of one service: `allowCalls('TakeWork', 'sqs', ['ReceiveMessage'], …)`. */
export function allowCalls(
  Sid: string,
  service: string,
  calls: readonly string[],
  Resource: readonly string[],
): Statement {
  return allow(
    Sid,
    calls.map((call) => `${service}:${call}`),
    Resource,
  );
}
