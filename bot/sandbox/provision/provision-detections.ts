// For each detection its metric filters and its alarm, from the definitions that the infrastructure deploys.
import { type CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { type CloudWatchLogsClient, PutMetricFilterCommand } from '@aws-sdk/client-cloudwatch-logs';
import { alarmOf, metricFiltersOf } from '../../domain/detection/alarm-definition.ts';
import type { Detection } from '../../domain/detection/detection.ts';

export interface DetectionClients {
  readonly logs: CloudWatchLogsClient;
  readonly cloudWatch: CloudWatchClient;
}

export async function provisionDetection(
  { logs, cloudWatch }: DetectionClients,
  detection: Detection,
  logGroupName: string,
  topicArn: string,
): Promise<void> {
  const alarm = alarmOf(detection);
  await Promise.all([
    ...metricFiltersOf(detection).map(({ filterName, pattern, namespace, metricName, value }) =>
      logs.send(
        new PutMetricFilterCommand({
          logGroupName,
          filterName,
          filterPattern: pattern,
          metricTransformations: [{ metricName, metricNamespace: namespace, metricValue: value }],
        }),
      ),
    ),
    cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName: alarm.name,
        AlarmDescription: alarm.description,
        Namespace: alarm.namespace,
        MetricName: alarm.metricName,
        Statistic: alarm.statistic,
        Period: alarm.periodSeconds,
        EvaluationPeriods: alarm.evaluationPeriods,
        DatapointsToAlarm: alarm.datapointsToAlarm,
        Threshold: alarm.threshold,
        ComparisonOperator: alarm.comparisonOperator,
        TreatMissingData: alarm.treatMissingData,
        AlarmActions: [topicArn],
        OKActions: [topicArn],
      }),
    ),
  ]);
}
