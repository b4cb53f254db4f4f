// The KMS key: always for the topics, which alarms could not reach otherwise, and for what is kept when the plan says so.
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import {
  forAlarms,
  forCloudTrail,
  forLogs,
  type KeyPlace,
} from '../../bot/domain/deployment/key-statements.ts';

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
    const place = placeOf(this, plan);
    const statements = [forAlarms(place), forLogs(place)];
    if (plan.encryption === 'kms' && !plan.existing.trail) statements.push(...forCloudTrail(place));
    for (const statement of statements) key.addToResourcePolicy(PolicyStatement.fromJson(statement));
    return key;
  }
}

function placeOf(scope: Construct, { trailName, logGroup }: DeploymentPlan): KeyPlace {
  const { partition, region, account: accountId, urlSuffix } = Stack.of(scope);
  return { partition, region, accountId, urlSuffix, trailName, logGroup };
}
