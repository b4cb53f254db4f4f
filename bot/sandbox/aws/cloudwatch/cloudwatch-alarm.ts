// A metric alarm: what PutMetricAlarm says it is, and the state it is in.
import { ACCOUNT_ID } from '../account.ts';
import { AwsFault, type Call, type Input } from '../call.ts';
import { flagOf, integerOf, textOf, textsOf } from '../input-members.ts';
import {
  dimensionsOf,
  enumOf,
  numberOf,
  requireMember,
  validationError,
  writeDimensions,
} from './cloudwatch-input.ts';
import { isStatistic, type MetricId, type Statistic } from './cloudwatch-metrics.ts';

export const STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;
export type StateValue = (typeof STATES)[number];

const COMPARISONS = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
] as const;
export type ComparisonOperator = (typeof COMPARISONS)[number];

const MISSING_DATA = ['breaching', 'notBreaching', 'ignore', 'missing'] as const;
export type TreatMissingData = (typeof MISSING_DATA)[number];

export interface AlarmConfiguration {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly metric: MetricId;
  readonly statistic: Statistic;
  readonly unit: string | undefined;
  /** Seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number | undefined;
  readonly threshold: number;
  readonly comparison: ComparisonOperator;
  readonly treatMissingData: TreatMissingData | undefined;
  readonly actions: Readonly<Record<StateValue, readonly string[]>>;
}

export interface Alarm {
  configuration: AlarmConfiguration;
  configuredAt: Date;
  actionsEnabled: boolean;
  state: StateValue;
  reason: string;
  /** JSON. */
  reasonData: string | undefined;
  stateUpdatedAt: Date;
  /** Not evaluated before: SetAlarmState holds for about a period. */
  heldUntil: number;
  /** The number of the newest period that was looked at; undefined for what was put and not evaluated since. */
  evaluatedPeriod: number | undefined;
}

/** @throws AwsFault for what PutMetricAlarm refuses, and 501 for the kinds of alarm that the sandbox has not. */
export function parseAlarm(input: Input, call: Call): AlarmConfiguration {
  const name = requireMember(input, 'AlarmName');
  if (name.length > 255) throw validationError('AlarmName must not be longer than 255 characters.');
  for (const member of ['Metrics', 'ExtendedStatistic', 'ThresholdMetricId', 'EvaluationCriteria']) {
    if (input[member] !== undefined) throw notImplemented(member);
  }
  const period = integerOf(input, 'Period');
  const evaluationPeriods = integerOf(input, 'EvaluationPeriods');
  const datapointsToAlarm = integerOf(input, 'DatapointsToAlarm');
  const threshold = numberOf(input.Threshold);
  const comparison = enumOf(input, 'ComparisonOperator', COMPARISONS);
  const statistic = textOf(input, 'Statistic');
  if (period === undefined || !([10, 20, 30].includes(period) || (period >= 60 && period % 60 === 0))) {
    throw validationError('Period must be 10, 20, 30 or a multiple of 60.');
  }
  if (evaluationPeriods === undefined || !(evaluationPeriods >= 1)) {
    throw validationError('EvaluationPeriods must be at least 1.');
  }
  if (
    datapointsToAlarm !== undefined &&
    !(datapointsToAlarm >= 1 && datapointsToAlarm <= evaluationPeriods)
  ) {
    throw validationError('DatapointsToAlarm must be between 1 and EvaluationPeriods.');
  }
  if (period * evaluationPeriods > (period >= 3_600 ? 604_800 : 86_400)) {
    throw validationError(
      'Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).',
    );
  }
  if (threshold === undefined) throw validationError('The parameter Threshold is required.');
  if (comparison === undefined) throw validationError('The parameter ComparisonOperator is required.');
  if (!isStatistic(statistic)) throw validationError('Statistic is required and must be a known statistic.');
  return {
    name,
    arn: alarmArn(name, call),
    description: textOf(input, 'AlarmDescription'),
    metric: {
      namespace: requireMember(input, 'Namespace'),
      metricName: requireMember(input, 'MetricName'),
      dimensions: dimensionsOf(input),
    },
    statistic,
    unit: textOf(input, 'Unit'),
    period,
    evaluationPeriods,
    datapointsToAlarm,
    threshold,
    comparison,
    treatMissingData: enumOf(input, 'TreatMissingData', MISSING_DATA),
    actions: parseActions(input),
  };
}

export function alarmArn(name: string, call: Call): string {
  return `arn:aws:cloudwatch:${call.region}:${ACCOUNT_ID}:alarm:${name}`;
}

/** Whether actions run at all; true when the call does not say. */
export function parseActionsEnabled(input: Input): boolean {
  return flagOf(input, 'ActionsEnabled') ?? true;
}

function parseActions(input: Input): AlarmConfiguration['actions'] {
  const read = (member: string) => {
    const arns = textsOf(input, member);
    if (arns.length > 5) throw validationError(`${member} can hold at most 5 actions.`);
    if (arns.some((arn) => !arn.startsWith('arn:')))
      throw validationError(`Invalid arn syntax in ${member}.`);
    return arns;
  };
  return {
    OK: read('OKActions'),
    ALARM: read('AlarmActions'),
    INSUFFICIENT_DATA: read('InsufficientDataActions'),
  };
}

function notImplemented(member: string): AwsFault {
  return new AwsFault(
    'NotImplemented',
    `the sandbox does not implement monitoring:PutMetricAlarm with ${member} yet`,
    {
      status: 501,
    },
  );
}

/** The alarm as DescribeAlarms shows it. */
export function describeAlarm({ configuration, ...alarm }: Alarm) {
  return {
    AlarmName: configuration.name,
    AlarmArn: configuration.arn,
    AlarmDescription: configuration.description,
    AlarmConfigurationUpdatedTimestamp: alarm.configuredAt,
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: configuration.actions.OK,
    AlarmActions: configuration.actions.ALARM,
    InsufficientDataActions: configuration.actions.INSUFFICIENT_DATA,
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateReasonData: alarm.reasonData,
    StateUpdatedTimestamp: alarm.stateUpdatedAt,
    StateTransitionedTimestamp: alarm.stateUpdatedAt,
    MetricName: configuration.metric.metricName,
    Namespace: configuration.metric.namespace,
    Statistic: configuration.statistic,
    Dimensions: writeDimensions(configuration.metric.dimensions),
    Period: configuration.period,
    Unit: configuration.unit,
    EvaluationPeriods: configuration.evaluationPeriods,
    DatapointsToAlarm: configuration.datapointsToAlarm,
    Threshold: configuration.threshold,
    ComparisonOperator: configuration.comparison,
    TreatMissingData: configuration.treatMissingData,
  };
}
