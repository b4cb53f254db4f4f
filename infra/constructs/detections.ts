// For each detection its metric filters and its alarm.
import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { alarmOf, metricFiltersOf } from '../../bot/domain/detection/alarm-definition.ts';
import { checkFilterLimits } from '../../bot/domain/detection/check-filter-limits.ts';
import type { Detection } from '../../bot/domain/detection/detection.ts';
import { TrailbotError } from '../../bot/domain/errors.ts';

/** CloudWatch Logs takes five changes to filters a second, and refuses those that come to one log group at once. */
const FILTERS_AT_ONCE = 5;

export interface DetectionsProps {
  /** Those that get a filter and an alarm. */
  readonly detections: readonly Detection[];
  readonly logGroup: ILogGroup;
  readonly topic: ITopic;
}

export class Detections extends Construct {
  /** @throws TrailbotError `deployment_refused` when AWS would not take the filters or the alarms */
  constructor(scope: Construct, id: string, { detections, logGroup, topic }: DetectionsProps) {
    super(scope, id);
    refuseBeyondLimits(detections);
    const filters = detections.flatMap((detection) => this.createFilters(detection, logGroup));
    for (const [index, filter] of filters.entries()) {
      const before = filters[index - FILTERS_AT_ONCE];
      if (before !== undefined) filter.node.addDependency(before);
    }
    for (const detection of detections) this.createAlarm(detection, topic);
  }

  private createFilters(detection: Detection, logGroup: ILogGroup): readonly MetricFilter[] {
    return metricFiltersOf(detection).map(
      ({ filterName, pattern, namespace, metricName, value }) =>
        new MetricFilter(this, `${filterName}-filter`, {
          logGroup,
          filterName,
          filterPattern: FilterPattern.literal(pattern),
          metricNamespace: namespace,
          metricName,
          metricValue: value,
        }),
    );
  }

  private createAlarm(detection: Detection, topic: ITopic): void {
    const { name, description, namespace, metricName, statistic, periodSeconds, ...rest } =
      alarmOf(detection);
    const alarm = new Alarm(this, `${name}-alarm`, {
      alarmName: name,
      alarmDescription: description,
      metric: new Metric({ namespace, metricName, statistic, period: Duration.seconds(periodSeconds) }),
      threshold: rest.threshold,
      evaluationPeriods: rest.evaluationPeriods,
      datapointsToAlarm: rest.datapointsToAlarm,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      actionsEnabled: true,
    });
    const action = new SnsAction(topic);
    alarm.addAlarmAction(action);
    // It tells the bot that an attack is over, or pauses.
    alarm.addOkAction(action);
    // What an alarm says before the topic's policy lets it speak is lost, and it speaks once.
    alarm.node.addDependency(topic);
  }
}

function refuseBeyondLimits(detections: readonly Detection[]): void {
  const [first, ...others] = checkFilterLimits(detections);
  if (first === undefined) return;
  if (others.length === 0)
    throw new TrailbotError({ code: 'deployment_refused', message: first.problem, hint: first.remedy });
  const lines = [first, ...others].map(({ problem, remedy }) => `- ${problem} ${remedy}`);
  throw new TrailbotError({
    code: 'deployment_refused',
    message: `AWS would not take these detections:\n${lines.join('\n')}`,
    hint: 'Mend each of them, then run: npm run synth',
  });
}
