// For each detection its metric filter and its alarm, as the infrastructure deploys them.
import { type CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { type CloudWatchLogsClient, PutMetricFilterCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Detection } from '../../domain/detection/detection.ts';
import { alarmName, filterName, METRIC_NAMESPACE, metricName } from '../../domain/naming.ts';

export interface DetectionClients {
  readonly logs: CloudWatchLogsClient;
  readonly cloudWatch: CloudWatchClient;
}

export async function provisionDetection(
  { logs, cloudWatch }: DetectionClients,
  { id, title, filter, alarm }: Detection,
  logGroupName: string,
  topicArn: string,
): Promise<void> {
  const metric = { metricName: metricName(id), metricNamespace: METRIC_NAMESPACE };
  await Promise.all([
    logs.send(
      new PutMetricFilterCommand({
        logGroupName,
        filterName: filterName(id),
        filterPattern: filter,
        metricTransformations: [{ ...metric, metricValue: '1' }],
      }),
    ),
    cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName: alarmName(id),
        AlarmDescription: title,
        Namespace: metric.metricNamespace,
        MetricName: metric.metricName,
        Statistic: 'Sum',
        Period: alarm.period,
        EvaluationPeriods: 1,
        DatapointsToAlarm: 1,
        Threshold: alarm.threshold,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        // A minute without a match has no data point; without this the alarm would never be OK again.
        TreatMissingData: 'notBreaching',
        AlarmActions: [topicArn],
        OKActions: [topicArn],
      }),
    ),
  ]);
}
