// The trail: every Region, every management event, with validation and the least that its delivery needs.
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import type { Archive } from './archive.ts';

export interface TrailProps {
  readonly plan: DeploymentPlan;
  readonly archive: Archive;
  readonly logGroup: ILogGroup;
  readonly key: IKey | undefined;
}

export class Trail extends Construct {
  constructor(scope: Construct, id: string, _props: TrailProps) {
    super(scope, id);
  }
}
