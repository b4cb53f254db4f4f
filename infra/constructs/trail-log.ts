// The log group that the trail delivers to, kept whatever happens to the stack.
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';

export interface TrailLogProps {
  readonly plan: DeploymentPlan;
  readonly key: IKey | undefined;
}

export class TrailLog extends Construct {
  declare readonly logGroup: ILogGroup;

  constructor(scope: Construct, id: string, _props: TrailLogProps) {
    super(scope, id);
  }
}
