// Watches the bot itself: a broken one pages by email, without the bot; and the dashboard.
import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { FunctionName } from '../../bot/domain/deployment/functions.ts';
import { type GuardAlarm, guardAlarms } from '../../bot/domain/deployment/guard-alarms.ts';
import type { Detection } from '../../bot/domain/detection/detection.ts';
import { TrailDashboard } from './dashboard.ts';
import type { Queues } from './queues.ts';

export interface GuardProps {
  readonly queues: Queues;
  readonly functions: { readonly [name in FunctionName]: IFunction };
  /** Those that have a filter and an alarm, for the dashboard. */
  readonly detections: readonly Detection[];
  /** Who is paged: not the topic that the bot listens to. */
  readonly topic: ITopic;
  /** The trail's log group. */
  readonly logGroupName: string;
}

export class Guard extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { queues, functions, detections, topic, logGroupName }: GuardProps,
  ) {
    super(scope, id);
    const alarms = guardAlarms(logGroupName).map((alarm) => this.createAlarm(alarm, topic));
    new TrailDashboard(this, 'Dashboard', { alarms, detections, queues, functions, logGroupName });
  }

  private createAlarm(definition: GuardAlarm, topic: ITopic): Alarm {
    const { name, description, namespace, metricName, statistic, periodSeconds } = definition;
    const alarm = new Alarm(this, name, {
      alarmName: name,
      alarmDescription: description,
      metric: new Metric({
        namespace,
        metricName,
        dimensionsMap: { ...definition.dimensions },
        statistic,
        period: Duration.seconds(periodSeconds),
      }),
      threshold: definition.threshold,
      datapointsToAlarm: definition.datapointsToAlarm,
      evaluationPeriods: definition.evaluationPeriods,
      comparisonOperator: OPERATORS[definition.rings],
      treatMissingData: MISSING[definition.missingData],
      actionsEnabled: true,
    });
    const action = new SnsAction(topic);
    alarm.addAlarmAction(action);
    // Whoever was woken wants to know that it is over.
    alarm.addOkAction(action);
    // What an alarm says before the topic's policy lets it speak is lost, and it speaks once.
    alarm.node.addDependency(topic);
    return alarm;
  }
}

const OPERATORS: { readonly [rings in GuardAlarm['rings']]: ComparisonOperator } = {
  'at or above': ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  below: ComparisonOperator.LESS_THAN_THRESHOLD,
};

const MISSING: { readonly [missing in GuardAlarm['missingData']]: TreatMissingData } = {
  notBreaching: TreatMissingData.NOT_BREACHING,
  breaching: TreatMissingData.BREACHING,
};
