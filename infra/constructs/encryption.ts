// The KMS keys: one that alarms may use for the topics, and the same for everything kept when the plan wants that.
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import { trailArn } from './trail-arn.ts';

export interface EncryptionProps {
  readonly plan: DeploymentPlan;
}

export class Encryption extends Construct {
  /** For the topics. The key that AWS manages for SNS would silently stop every alarm. */
  readonly topicKey: IKey;
  /** For bucket, log group and table; undefined where AWS's own keys are enough. */
  readonly dataKey: IKey | undefined;

  constructor(scope: Construct, id: string, { plan }: EncryptionProps) {
    super(scope, id);
    const { kmsKeyArn } = plan.existing;
    this.topicKey = kmsKeyArn === undefined ? this.createKey(plan) : Key.fromKeyArn(this, 'Key', kmsKeyArn);
    this.dataKey = plan.encryption === 'kms' ? this.topicKey : undefined;
  }

  private createKey(plan: DeploymentPlan): Key {
    const key = new Key(this, 'Key', {
      alias: 'trailbot',
      description: "Trailbot: the alarms' topics, and what the trail writes when it is encrypted with KMS",
      enableKeyRotation: true,
      // What was encrypted with it cannot be read without it.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    key.addToResourcePolicy(forAlarms(this));
    if (plan.encryption === 'kms') {
      for (const statement of [...forCloudTrail(this, plan), forLogs(this)])
        key.addToResourcePolicy(statement);
    }
    return key;
  }
}

function forAlarms(scope: Construct): PolicyStatement {
  return new PolicyStatement({
    sid: 'AlarmsNotifyEncryptedTopics',
    effect: Effect.ALLOW,
    principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
  });
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
function forCloudTrail(scope: Construct, { trailName }: DeploymentPlan): readonly PolicyStatement[] {
  const principals = [new ServicePrincipal('cloudtrail.amazonaws.com')];
  const arn = trailArn(scope, trailName);
  const { partition } = Stack.of(scope);
  return [
    new PolicyStatement({
      sid: 'CloudTrailEncryptsLogFiles',
      principals,
      actions: ['kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: {
        StringEquals: { 'aws:SourceArn': arn },
        StringLike: {
          'kms:EncryptionContext:aws:cloudtrail:arn': `arn:${partition}:cloudtrail:*:*:trail/*`,
        },
      },
    }),
    new PolicyStatement({
      sid: 'CloudTrailLooksAtTheKey',
      principals,
      actions: ['kms:DescribeKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceArn': arn } },
    }),
  ];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function forLogs(scope: Construct): PolicyStatement {
  const { partition, region, account, urlSuffix } = Stack.of(scope);
  return new PolicyStatement({
    sid: 'LogsEncryptsLogGroups',
    principals: [new ServicePrincipal(`logs.${region}.${urlSuffix}`)],
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'],
    conditions: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:*`,
      },
    },
  });
}
