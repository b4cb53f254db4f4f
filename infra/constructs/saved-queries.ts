// The queries of the templates, saved in the Logs Insights console.
import { CfnQueryDefinition, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { QueryTemplate } from '../../bot/domain/query/query.ts';
import { savedQueryOf } from '../../bot/domain/query/saved-query.ts';
import type { Settings } from '../../bot/domain/settings.ts';

export interface SavedQueriesProps {
  readonly queries: readonly QueryTemplate[];
  readonly logGroup: ILogGroup;
  /** For the queries that ask about its networks and Regions. */
  readonly settings: Settings;
}

export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { queries, logGroup, settings }: SavedQueriesProps) {
    super(scope, id);
    for (const template of queries) {
      const saved = savedQueryOf(template, settings);
      if (saved === undefined) continue;
      // The L2 construct puts a query together from parts, and knows no parameters.
      new CfnQueryDefinition(this, template.id, {
        name: saved.name,
        queryString: saved.text,
        queryLanguage: 'CWLI',
        logGroupNames: [logGroup.logGroupName],
        ...(saved.parameters.length > 0 && { parameters: [...saved.parameters] }),
      });
    }
  }
}
