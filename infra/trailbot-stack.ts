// The whole of Trailbot in one account: only puts the constructs together.
import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Catalog } from '../bot/catalog/load-catalog.ts';
import type { DeploymentPlan } from '../bot/domain/deployment/deployment-plan.ts';
import type { FunctionName } from '../bot/domain/deployment/functions.ts';
import { Archive } from './constructs/archive.ts';
import { Detections } from './constructs/detections.ts';
import { Encryption } from './constructs/encryption.ts';
import { Functions } from './constructs/functions.ts';
import { Guard } from './constructs/guard.ts';
import { Outputs } from './constructs/outputs.ts';
import { Queues } from './constructs/queues.ts';
import { SavedQueries } from './constructs/saved-queries.ts';
import { Schedules } from './constructs/schedules.ts';
import { StateTable } from './constructs/state-table.ts';
import { Topics } from './constructs/topics.ts';
import { Trail } from './constructs/trail.ts';
import { TrailLog } from './constructs/trail-log.ts';

export interface TrailbotStackProps extends StackProps {
  readonly plan: DeploymentPlan;
  readonly catalog: Catalog;
  /** For each function the folder with its bundle. */
  readonly bundles: { readonly [name in FunctionName]: string };
}

export class TrailbotStack extends Stack {
  constructor(scope: Construct, name: string, { plan, catalog, bundles, ...props }: TrailbotStackProps) {
    super(scope, name, props);
    const { topicKey, dataKey: key } = new Encryption(this, 'Encryption', { plan });
    const archive = new Archive(this, 'Archive', { plan, key });
    const { logGroup } = new TrailLog(this, 'TrailLog', { plan, key });
    new Trail(this, 'Trail', { plan, archive, logGroup, key });
    const topics = new Topics(this, 'Topics', { plan, key: topicKey });
    const queues = new Queues(this, 'Queues', { alerts: topics.alerts });
    const { table } = new StateTable(this, 'State', { plan });
    const functions = new Functions(this, 'Functions', {
      plan,
      bundles,
      queues,
      topics,
      archive,
      logGroup,
      topicKey,
      containment: catalog.settings.containment,
    });
    const detections = catalog.detections.filter(({ id }) => !plan.withoutAlarm.includes(id));
    new Detections(this, 'Detections', { detections, logGroup, topic: topics.alerts });
    new SavedQueries(this, 'SavedQueries', {
      queries: catalog.queries,
      logGroup,
      settings: catalog.settings,
    });
    new Schedules(this, 'Schedules', { plan, queue: queues.job.queue });
    new Guard(this, 'Guard', {
      queues,
      functions: functions.all,
      detections,
      topic: topics.escalations,
      logGroupName: plan.logGroup,
    });
    new Outputs(this, 'Outputs', { functions, archive, logGroup, topics, table });
  }
}
