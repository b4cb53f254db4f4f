// The table with incidents, claims, suppressions, containments and the audit record.
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';

export interface StateTableProps {
  readonly plan: DeploymentPlan;
  readonly key: IKey | undefined;
}

export class StateTable extends Construct {
  declare readonly table: ITable;

  constructor(scope: Construct, id: string, _props: StateTableProps) {
    super(scope, id);
  }
}
