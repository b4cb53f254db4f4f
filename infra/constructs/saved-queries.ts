// The queries of the templates, saved in the Logs Insights console.
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { QueryTemplate } from '../../bot/domain/query/query.ts';

export interface SavedQueriesProps {
  readonly queries: readonly QueryTemplate[];
  readonly logGroup: ILogGroup;
}

export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, _props: SavedQueriesProps) {
    super(scope, id);
  }
}
