// What a metric alarm publishes to SNS when its state changes, with all the oddities of the real payload.
import { ACCOUNT_ID } from '../account.ts';
import type { Alarm, StateValue } from './cloudwatch-alarm.ts';

/** The payload names Regions as the console does, not by code. */
const REGION_NAMES: ReadonlyMap<string, string> = new Map([
  ['us-east-1', 'US East (N. Virginia)'],
  ['us-east-2', 'US East (Ohio)'],
  ['us-west-1', 'US West (N. California)'],
  ['us-west-2', 'US West (Oregon)'],
  ['ca-central-1', 'Canada (Central)'],
  ['eu-west-1', 'EU (Ireland)'],
  ['eu-west-2', 'EU (London)'],
  ['eu-west-3', 'EU (Paris)'],
  ['eu-central-1', 'EU (Frankfurt)'],
  ['eu-north-1', 'EU (Stockholm)'],
  ['eu-south-1', 'EU (Milan)'],
  ['ap-south-1', 'Asia Pacific (Mumbai)'],
  ['ap-northeast-1', 'Asia Pacific (Tokyo)'],
  ['ap-northeast-2', 'Asia Pacific (Seoul)'],
  ['ap-southeast-1', 'Asia Pacific (Singapore)'],
  ['ap-southeast-2', 'Asia Pacific (Sydney)'],
  ['sa-east-1', 'South America (Sao Paulo)'],
]);

const MAX_SUBJECT = 100;

export interface Notice {
  readonly subject: string;
  /** JSON. */
  readonly message: string;
}

/** The notification of `alarm`'s change from `previous` to the state it is in now. */
export function renderNotice(alarm: Alarm, previous: StateValue): Notice {
  const { configuration, state } = alarm;
  const code = configuration.arn.split(':')[3] ?? '';
  const region = REGION_NAMES.get(code) ?? code;
  const message = {
    AlarmName: configuration.name,
    AlarmDescription: configuration.description ?? null,
    AWSAccountId: ACCOUNT_ID,
    AlarmConfigurationUpdatedTimestamp: offsetTime(alarm.configuredAt),
    NewStateValue: state,
    NewStateReason: alarm.reason,
    StateChangeTime: offsetTime(alarm.stateUpdatedAt),
    Region: region,
    AlarmArn: configuration.arn,
    OldStateValue: previous,
    ActionExecutedAfterMuteWindow: false,
    OKActions: configuration.actions.OK,
    AlarmActions: configuration.actions.ALARM,
    InsufficientDataActions: configuration.actions.INSUFFICIENT_DATA,
    Trigger: trigger(alarm),
  };
  return {
    subject: `${state}: "${configuration.name}" in ${region}`.slice(0, MAX_SUBJECT),
    message: JSON.stringify(message),
  };
}

function trigger({ configuration }: Alarm) {
  return {
    MetricName: configuration.metric.metricName,
    Namespace: configuration.metric.namespace,
    StatisticType: 'Statistic',
    Statistic: statisticName(configuration.statistic),
    Unit: configuration.unit ?? null,
    Dimensions: Object.entries(configuration.metric.dimensions).map(([name, value]) => ({ value, name })),
    Period: configuration.period,
    EvaluationPeriods: configuration.evaluationPeriods,
    ...(configuration.datapointsToAlarm !== undefined && {
      DatapointsToAlarm: configuration.datapointsToAlarm,
    }),
    ComparisonOperator: configuration.comparison,
    Threshold: configuration.threshold,
    TreatMissingData: configuration.treatMissingData ?? 'missing',
    EvaluateLowSampleCountPercentile: '',
  };
}

/** `SampleCount` is `SAMPLE_COUNT` in notifications; the others are only in capitals. */
function statisticName(statistic: string): string {
  return statistic.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}

/** ISO 8601 with `+0000`, without a colon and never `Z`. */
export function offsetTime(at: Date): string {
  return at.toISOString().replace('Z', '+0000');
}
