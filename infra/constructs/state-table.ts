// The table with incidents, claims, suppressions, containments and the audit record.
import { RemovalPolicy } from 'aws-cdk-lib';
import {
  type Attribute,
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import { TABLE_SHAPE } from '../../bot/domain/deployment/table-shape.ts';
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
    partitionKey: text(TABLE_SHAPE.partitionKey),
    sortKey: text(TABLE_SHAPE.sortKey),
    billingMode: BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: TABLE_SHAPE.timeToLive,
    // With a key of DynamoDB's own: each function would need that of the company for every read.
    encryption: TableEncryption.DEFAULT,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const { name, partitionKey, sortKey } = TABLE_SHAPE.index;
  table.addGlobalSecondaryIndex({
    indexName: name,
    partitionKey: text(partitionKey),
    sortKey: text(sortKey),
    projectionType: ProjectionType.ALL,
  });
  return table;
}

function text(name: string): Attribute {
  return { name, type: AttributeType.STRING };
}
