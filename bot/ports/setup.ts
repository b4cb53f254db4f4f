// What deploying and removing Trailbot need from the world: the account as whoever is signed in sees it, the CDK, settings.yml.
import type { StackTemplate } from '../domain/deployment/stack-template.ts';
import type { LogGroupDescription, SubscriptionFilter } from '../domain/health/judge-log-group.ts';
import type { MetricFilter } from '../domain/health/judge-metric-filters.ts';
import type { EventSelectors } from '../domain/health/judge-selectors.ts';
import type { TrailDescription } from '../domain/health/judge-trail.ts';
import type { Reading } from '../domain/health/reading.ts';

export interface Caller {
  readonly accountId: string;
  readonly arn: string;
}

/** The stack of an earlier deployment. */
export interface FoundStack {
  /** As CloudFormation calls it, for example `UPDATE_COMPLETE`. */
  readonly status: string;
  readonly outputs: { readonly [name: string]: string };
  /** What it has now; names and ARNs, as CloudFormation's physical ids are. */
  readonly resources: readonly StackResource[];
  /** What it made and no longer has, kept by design: so ends a first deployment that failed. */
  readonly left: readonly StackResource[];
}

export interface StackResource {
  /** For example `AWS::S3::Bucket`. */
  readonly type: string;
  readonly physicalId: string;
}

export interface FoundTrail {
  readonly name: string;
  readonly arn: string;
  /** The organization's management account, for a trail of the organization. */
  readonly accountId: string;
  readonly homeRegion: string;
  readonly description: TrailDescription;
  readonly selectors: Reading<EventSelectors>;
}

export interface FoundLogGroup {
  readonly description: LogGroupDescription;
  readonly filters: readonly MetricFilter[];
  readonly subscriptions: readonly SubscriptionFilter[];
  /** The ARN of the key that its owner encrypts it with; undefined: AWS's own. */
  readonly keyId: string | undefined;
}

/** `foreign`: it belongs to another account, or nobody may look at it. */
export type FoundBucket = { readonly policy: string | undefined } | 'foreign';

export interface FoundTopic {
  /** What it is encrypted with: id, ARN or alias; undefined: not with KMS. */
  readonly keyId: string | undefined;
  readonly policy: string | undefined;
}

export interface FoundKey {
  readonly arn: string;
  /** As KMS calls it: `Enabled`, `Disabled`, `PendingDeletion`. */
  readonly state: string;
  /** Whether AWS manages it: nobody can change its policy then. */
  readonly isAwsManaged: boolean;
  readonly policy: string;
}

/** How many functions Lambda may run at a time. */
export interface Concurrency {
  /** In the account, left for all functions that have none of their own. */
  readonly unreserved: number;
  /** What the one that was asked about has of its own. */
  readonly reserved: number;
}

/**
 * One Region of the account. Nothing in it changes anything.
 * Each call @throws TrailbotError `aws_denied`, `aws_throttled` or `aws_failed`
 */
export interface AccountLook {
  /** Undefined: there are no credentials, or AWS does not take them. */
  caller(): Promise<Caller | undefined>;
  /** Of what `cdk bootstrap` made; undefined: it never ran in this Region. */
  bootstrapVersion(): Promise<number | undefined>;
  stack(): Promise<FoundStack | undefined>;
  /** The template of the stack; undefined: there is no stack. */
  template(): Promise<StackTemplate | undefined>;
  /** Why the stack's last deployment failed: what failed first, in CloudFormation's words. */
  whyFailed(): Promise<string | undefined>;
  /** All that record in this Region, those of the organization too. */
  trails(): Promise<readonly FoundTrail[]>;
  logGroup(name: string): Promise<FoundLogGroup | undefined>;
  bucket(name: string): Promise<FoundBucket | undefined>;
  /** The key that a bucket encrypts with by default, and whether as a bucket key; undefined: AWS's own. */
  bucketKey(name: string): Promise<{ readonly keyId: string; readonly isBucketKey: boolean } | undefined>;
  /** The names of its partition key and its sort key. */
  table(name: string): Promise<readonly string[] | undefined>;
  topic(arn: string): Promise<FoundTopic | undefined>;
  /** Whom a topic writes to by email. */
  emailsOf(topicArn: string): Promise<readonly { readonly email: string; readonly isConfirmed: boolean }[]>;
  /** @param keyId - id, ARN or alias, also of another Region */
  key(keyId: string): Promise<FoundKey | undefined>;
  /** @param functionName - need not be there */
  concurrency(functionName: string): Promise<Concurrency>;
  /** Those of `names` that there is an alarm of. */
  alarms(names: readonly string[]): Promise<readonly string[]>;
  hasRole(name: string): Promise<boolean>;
}

/** What the command line of the CDK does, with its own output on the terminal. */
export interface Cdk {
  /**
   * @param settings - the text of settings.yml to go by
   * @param keep - whether it is to be deployed: else nothing is left of it
   * @throws TrailbotError `unexpected` with what was printed
   */
  synth(settings: string, keep: boolean): Promise<StackTemplate>;
  /** @returns whether it worked */
  bootstrap(accountId: string, region: string): Promise<boolean>;
  /** What was synthesized last. @returns the stack's outputs; undefined: it failed */
  deploy(parameters: {
    readonly [name: string]: string;
  }): Promise<{ readonly [name: string]: string } | undefined>;
  /** @returns whether it worked */
  destroy(): Promise<boolean>;
}

/** templates/settings.yml. */
export interface SettingsFile {
  read(): string;
  write(text: string): void;
}

/** What `npm run connect` stored. */
export interface StoredSecrets {
  /** The names of those that are there. */
  list(): Promise<readonly string[]>;
  delete(names: readonly string[]): Promise<void>;
}
