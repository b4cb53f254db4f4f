// What happens by the clock: the daily review, the daily look at the trail, the weekly test.
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';

export interface SchedulesProps {
  readonly plan: DeploymentPlan;
  readonly queue: IQueue;
}

export class Schedules extends Construct {
  constructor(scope: Construct, id: string, _props: SchedulesProps) {
    super(scope, id);
  }
}
