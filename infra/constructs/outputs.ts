// What the deployment tells afterwards: by these names `npm run deploy` and `npm run connect` find it.
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Archive } from './archive.ts';
import type { Functions } from './functions.ts';
import type { Topics } from './topics.ts';

export interface OutputsProps {
  readonly functions: Functions;
  readonly archive: Archive;
  readonly logGroup: ILogGroup;
  readonly topics: Topics;
  readonly table: ITable;
}

export class Outputs extends Construct {
  constructor(scope: Construct, id: string, _props: OutputsProps) {
    super(scope, id);
  }
}
