// The KMS key: always for the topics, which alarms could not reach otherwise, and for what is kept when the plan says so.
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import { ROLE_PREFIX } from '../../bot/domain/naming.ts';
import { trailArn } from './trail-arn.ts';

export interface EncryptionProps {
  readonly plan: DeploymentPlan;
}

export class Encryption extends Construct {
  /** For the topics. With the key that AWS manages for SNS, alarms would be dropped and nobody would hear of it. */
  readonly topicKey: IKey;
  /** For what is kept; undefined where AWS's own keys are enough. */
  readonly dataKey: IKey | undefined;

  constructor(scope: Construct, id: string, { plan }: EncryptionProps) {
    super(scope, id);
    const { kmsKeyArn } = plan.existing;
    // An existing key's policy is its owner's: it has to let in the same services.
    this.topicKey = kmsKeyArn === undefined ? this.createKey(plan) : Key.fromKeyArn(this, 'Key', kmsKeyArn);
    this.dataKey = plan.encryption === 'kms' ? this.topicKey : undefined;
  }

  private createKey(plan: DeploymentPlan): Key {
    const key = new Key(this, 'Key', {
      alias: 'trailbot',
      description: "Trailbot: the alarms' topics, and with encryption: kms the log files, too",
      enableKeyRotation: true,
      // What was encrypted with it cannot be read without it.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const statements = [forAlarms(this), forLogs(this, plan)];
    if (plan.encryption === 'kms' && !plan.existing.trail) statements.push(...forCloudTrail(this, plan));
    for (const statement of statements) key.addToResourcePolicy(statement);
    return key;
  }
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services */
function forAlarms(scope: Construct): PolicyStatement {
  return new PolicyStatement({
    sid: 'AlarmsNotifyEncryptedTopics',
    principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
  });
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
function forCloudTrail(scope: Construct, { trailName }: DeploymentPlan): readonly PolicyStatement[] {
  const principals = [new ServicePrincipal('cloudtrail.amazonaws.com')];
  const ofThisTrail = { 'aws:SourceArn': trailArn(scope, trailName) };
  const { partition, account } = Stack.of(scope);
  const anyTrail = `arn:${partition}:cloudtrail:*:${account}:trail/*`;
  return [
    new PolicyStatement({
      sid: 'CloudTrailEncryptsLogFiles',
      principals,
      actions: ['kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: {
        StringEquals: ofThisTrail,
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': anyTrail },
      },
    }),
    new PolicyStatement({
      sid: 'CloudTrailLooksAtTheKey',
      principals,
      actions: ['kms:DescribeKey'],
      resources: ['*'],
      conditions: { StringEquals: ofThisTrail },
    }),
  ];
}

/**
 * Also when nothing is encrypted with it now: what was written while it was can only be read as long as this holds.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
function forLogs(scope: Construct, { logGroup }: DeploymentPlan): PolicyStatement {
  const { partition, region, account, urlSuffix } = Stack.of(scope);
  const groups = [logGroup, `/aws/lambda/${ROLE_PREFIX}*`];
  return new PolicyStatement({
    sid: 'LogsEncryptsLogGroups',
    principals: [new ServicePrincipal(`logs.${region}.${urlSuffix}`)],
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'],
    conditions: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': groups.map(
          (name) => `arn:${partition}:logs:${region}:${account}:log-group:${name}`,
        ),
      },
    },
  });
}
