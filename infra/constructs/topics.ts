// Who is notified: the topic of the alarms, and the one that wakes people.
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';

export interface TopicsProps {
  readonly plan: DeploymentPlan;
  readonly key: IKey | undefined;
}

export class Topics extends Construct {
  declare readonly alerts: ITopic;
  declare readonly escalations: ITopic;

  constructor(scope: Construct, id: string, _props: TopicsProps) {
    super(scope, id);
  }
}
