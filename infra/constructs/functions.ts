// The Lambda functions, each with its own role, log group, queue and nothing more.

import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import type { FunctionName } from '../../bot/domain/deployment/functions.ts';
import type { ContainmentSettings } from '../../bot/domain/settings.ts';
import type { Queues } from './queues.ts';
import type { Topics } from './topics.ts';

export interface FunctionsProps {
  readonly plan: DeploymentPlan;
  readonly bundles: { readonly [name in FunctionName]: string };
  readonly queues: Queues;
  readonly table: ITable;
  readonly topics: Topics;
  readonly logGroup: ILogGroup;
  readonly key: IKey | undefined;
  readonly containment: ContainmentSettings;
  readonly regions: readonly string[];
}

export class Functions extends Construct {
  declare readonly all: { readonly [name in FunctionName]: IFunction };
  /** What Slack calls. */
  declare readonly url: string;

  constructor(scope: Construct, id: string, _props: FunctionsProps) {
    super(scope, id);
  }
}
