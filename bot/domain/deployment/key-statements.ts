// Who has to be allowed to use a KMS key, and why: Trailbot's own key has these statements, an existing one needs them.
import { ROLE_PREFIX } from '../naming.ts';

/** Where the key is used. Every text may be one that CloudFormation fills in. */
export interface KeyPlace {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** `amazonaws.com`, but for China. */
  readonly urlSuffix: string;
  readonly trailName: string;
  /** Of the trail. */
  readonly logGroup: string;
}

export interface KeyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: { readonly Service: string } | { readonly AWS: string };
  readonly Action: readonly string[];
  readonly Resource: '*';
  readonly Condition?: {
    readonly [operator: string]: { readonly [key: string]: string | readonly string[] };
  };
}

/**
 * Without it alarms change their state and nobody is told.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function forAlarms({ accountId }: KeyPlace): KeyStatement {
  return {
    Sid: 'AlarmsNotifyEncryptedTopics',
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
  };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
export function forCloudTrail(place: KeyPlace): readonly KeyStatement[] {
  const { partition, accountId } = place;
  const common = {
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Resource: '*',
  } as const;
  const ofThisTrail = { 'aws:SourceArn': trailArnOf(place) };
  const anyTrail = `arn:${partition}:cloudtrail:*:${accountId}:trail/*`;
  return [
    {
      ...common,
      Sid: 'CloudTrailEncryptsLogFiles',
      Action: ['kms:GenerateDataKey*'],
      Condition: {
        StringEquals: ofThisTrail,
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': anyTrail },
      },
    },
    {
      ...common,
      Sid: 'CloudTrailLooksAtTheKey',
      Action: ['kms:DescribeKey'],
      Condition: { StringEquals: ofThisTrail },
    },
  ];
}

/**
 * Also when nothing is encrypted with it now: what was written while it was can only be read as long as this holds.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function forLogs(place: KeyPlace): KeyStatement {
  const { region, urlSuffix } = place;
  return {
    Sid: 'LogsEncryptsLogGroups',
    Effect: 'Allow',
    Principal: { Service: `logs.${region}.${urlSuffix}` },
    Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    Resource: '*',
    Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroupArns(place) } },
  };
}

/**
 * Without it the policies of the functions' roles count for nothing, and what they publish is lost. Not among the
 * statements of Trailbot's own key: there the CDK says more, as KMS does by default.
 */
export function forRoles({ partition, accountId }: KeyPlace): KeyStatement {
  return {
    Sid: 'PoliciesOfThisAccountCount',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    Resource: '*',
  };
}

export function trailArnOf({ partition, region, accountId, trailName }: KeyPlace): string {
  return `arn:${partition}:cloudtrail:${region}:${accountId}:trail/${trailName}`;
}

/** Of the trail's log group, and of the functions'. */
export function logGroupArns({ partition, region, accountId, logGroup }: KeyPlace): readonly string[] {
  return [logGroup, `/aws/lambda/${ROLE_PREFIX}*`].map(
    (name) => `arn:${partition}:logs:${region}:${accountId}:log-group:${name}`,
  );
}
