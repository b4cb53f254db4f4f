// The log group that the trail delivers to, kept whatever happens to the stack.
import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ILogGroup, LogGroup, LogGroupClass } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';

export interface TrailLogProps {
  readonly plan: DeploymentPlan;
  readonly key: IKey | undefined;
}

export class TrailLog extends Construct {
  readonly logGroup: ILogGroup;

  constructor(scope: Construct, id: string, { plan, key }: TrailLogProps) {
    super(scope, id);
    const { existing, logGroup: logGroupName, logDays: retention } = plan;
    this.logGroup = existing.logGroup
      ? LogGroup.fromLogGroupName(this, 'LogGroup', logGroupName)
      : new LogGroup(this, 'LogGroup', {
          logGroupName,
          // Infrequent Access has neither metric filters nor subscriptions.
          logGroupClass: LogGroupClass.STANDARD,
          retention,
          ...(key && { encryptionKey: key }),
          deletionProtectionEnabled: true,
          removalPolicy: RemovalPolicy.RETAIN,
        });
  }
}
