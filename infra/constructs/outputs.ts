// What the deployment tells afterwards: by these names `npm run deploy` and `npm run connect` find it.
import { CfnOutput } from 'aws-cdk-lib';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Archive } from './archive.ts';
import type { Functions } from './functions.ts';
import type { StateTable } from './state-table.ts';
import type { Topics } from './topics.ts';

export interface OutputsProps {
  readonly functions: Functions;
  readonly archive: Archive;
  readonly logGroup: ILogGroup;
  readonly topics: Topics;
  readonly table: StateTable['table'];
}

export class Outputs extends Construct {
  constructor(scope: Construct, id: string, { functions, archive, logGroup, topics, table }: OutputsProps) {
    super(scope, id);
    this.tell('RequestUrl', functions.url, 'What Slack calls: the three addresses of the app');
    this.tell('LogGroup', logGroup.logGroupName, 'Where the trail delivers to');
    this.tell('AlertTopic', topics.alerts.topicArn, 'What the alarms notify');
    this.tell('EscalationTopic', topics.escalations.topicArn, 'Whom nobody may miss: subscribe phones here');
    this.tell('Table', table.tableName, 'Incidents and the audit record');
    if (archive.bucket) this.tell('ArchiveBucket', archive.bucket.bucketName, 'Where the log files are kept');
  }

  private tell(name: string, value: string, description: string): void {
    new CfnOutput(this, name, { value, description }).overrideLogicalId(name);
  }
}
