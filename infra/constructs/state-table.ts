// The table with incidents, claims, suppressions, containments and the audit record.
import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, type ITable, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import { TABLE } from '../../bot/domain/naming.ts';

export interface StateTableProps {
  readonly plan: DeploymentPlan;
}

export class StateTable extends Construct {
  readonly table: Table | ITable;

  constructor(scope: Construct, id: string, { plan }: StateTableProps) {
    super(scope, id);
    this.table = plan.existing.table ? Table.fromTableName(this, 'Table', TABLE) : createTable(this);
  }
}

/** The audit record is evidence: it outlives the stack, and a mistake of the last 35 days can be taken back. */
function createTable(scope: Construct): Table {
  const table = new Table(scope, 'Table', {
    tableName: TABLE,
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: 'expiresAt',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  table.addGlobalSecondaryIndex({
    indexName: 'gsi1',
    partitionKey: { name: 'gsi1pk', type: AttributeType.STRING },
    sortKey: { name: 'gsi1sk', type: AttributeType.STRING },
    projectionType: ProjectionType.ALL,
  });
  return table;
}
