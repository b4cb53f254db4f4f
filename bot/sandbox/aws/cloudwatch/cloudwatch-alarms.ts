// CloudWatch operations on alarms: put, describe, delete, set their state, switch their actions, read their history.
import { AwsFault, type Input, type Service } from '../call.ts';
import type { Clock } from '../clock.ts';
import { textOf, textsOf, timeOf } from '../input-members.ts';
import {
  type Alarm,
  describeAlarm,
  parseActionsEnabled,
  parseAlarm,
  STATES,
  type StateValue,
} from './cloudwatch-alarm.ts';
import type { AlarmHistory } from './cloudwatch-history.ts';
import { HISTORY_TYPES } from './cloudwatch-history.ts';
import { dimensionsOf, enumOf, recordPage, requireMember, validationError } from './cloudwatch-input.ts';
import type { AlarmStates } from './cloudwatch-state.ts';

export interface AlarmOperationsOptions {
  readonly alarms: Map<string, Alarm>;
  readonly clock: Clock;
  readonly states: AlarmStates;
  readonly history: AlarmHistory;
}

export function createAlarmOperations({ alarms, clock, states, history }: AlarmOperationsOptions): Service {
  return {
    PutMetricAlarm(input, call) {
      const configuration = parseAlarm(input, call);
      const now = clock.now();
      const existing = alarms.get(configuration.name);
      const alarm: Alarm = {
        ...(existing ?? newState(now)),
        evaluatedPeriod: undefined,
        configuration,
        configuredAt: now,
        actionsEnabled: parseActionsEnabled(input),
      };
      alarms.set(configuration.name, alarm);
      history.configured(alarm, existing === undefined ? 'created' : 'updated');
      return {};
    },

    DescribeAlarms(input) {
      const wanted = [...alarms.values()].filter(selection(input)).sort(byName);
      const { page, NextToken } = recordPage(wanted, input);
      const types = textsOf(input, 'AlarmTypes');
      const isMetric = types.length === 0 || types.includes('MetricAlarm');
      return { MetricAlarms: isMetric ? page.map(describeAlarm) : [], CompositeAlarms: [], NextToken };
    },

    DescribeAlarmsForMetric(input) {
      const name = requireMember(input, 'MetricName');
      const namespace = requireMember(input, 'Namespace');
      const dimensions = dimensionsOf(input);
      const found = [...alarms.values()].filter(
        ({ configuration: { metric } }) =>
          metric.metricName === name &&
          metric.namespace === namespace &&
          Object.keys(metric.dimensions).length === Object.keys(dimensions).length &&
          Object.entries(dimensions).every(([key, value]) => metric.dimensions[key] === value),
      );
      return { MetricAlarms: found.sort(byName).map(describeAlarm) };
    },

    DeleteAlarms(input) {
      const found = textsOf(input, 'AlarmNames').map((name) => find(alarms, name));
      for (const alarm of found) {
        alarms.delete(alarm.configuration.name);
        history.configured(alarm, 'deleted');
      }
      return {};
    },

    SetAlarmState(input) {
      const alarm = find(alarms, requireMember(input, 'AlarmName'));
      const state = enumOf(input, 'StateValue', STATES);
      if (state === undefined) throw validationError('The parameter StateValue is required.');
      const reason = requireMember(input, 'StateReason').slice(0, 1_023);
      states.force(alarm, { state, reason, reasonData: parseReasonData(input) });
      return {};
    },

    EnableAlarmActions: (input) => switchActions(alarms, input, true),
    DisableAlarmActions: (input) => switchActions(alarms, input, false),

    DescribeAlarmHistory(input) {
      const name = textOf(input, 'AlarmName');
      const type = enumOf(input, 'HistoryItemType', HISTORY_TYPES);
      const from = timeOf(input, 'StartDate') ?? new Date(0);
      const to = timeOf(input, 'EndDate') ?? clock.now();
      const found = history.items.filter(
        (item) =>
          (name === undefined || item.AlarmName === name) &&
          (type === undefined || item.HistoryItemType === type) &&
          item.Timestamp >= from &&
          item.Timestamp <= to,
      );
      const newestFirst = textOf(input, 'ScanBy') !== 'TimestampAscending';
      const { page, NextToken } = recordPage(newestFirst ? found.toReversed() : found, input);
      return { AlarmHistoryItems: page, NextToken };
    },
  };
}

/** A new alarm knows nothing yet; an update leaves the state as it is. */
function newState(now: Date) {
  return {
    state: 'INSUFFICIENT_DATA' as StateValue,
    reason: 'Unchecked: Initial alarm creation',
    reasonData: undefined,
    stateUpdatedAt: now,
    heldUntil: 0,
  };
}

function selection(input: Input): (alarm: Alarm) => boolean {
  const names = textsOf(input, 'AlarmNames');
  const prefix = textOf(input, 'AlarmNamePrefix');
  const actionPrefix = textOf(input, 'ActionPrefix');
  const state = enumOf(input, 'StateValue', STATES);
  if (names.length > 0 && prefix !== undefined) {
    throw validationError('AlarmNames and AlarmNamePrefix cannot be used together.');
  }
  return ({ configuration, state: current }) =>
    (names.length === 0 || names.includes(configuration.name)) &&
    configuration.name.startsWith(prefix ?? '') &&
    (state === undefined || state === current) &&
    (actionPrefix === undefined ||
      Object.values(configuration.actions).some((arns) => arns.some((arn) => arn.startsWith(actionPrefix))));
}

function byName(left: Alarm, right: Alarm): number {
  return left.configuration.name < right.configuration.name ? -1 : 1;
}

function find(alarms: ReadonlyMap<string, Alarm>, name: string): Alarm {
  const alarm = alarms.get(name);
  if (alarm === undefined) {
    throw new AwsFault('ResourceNotFound', `Alarm ${name.slice(0, 255)} does not exist`, { status: 404 });
  }
  return alarm;
}

function parseReasonData(input: Input): string | undefined {
  const text = textOf(input, 'StateReasonData');
  if (text === undefined) return undefined;
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw new AwsFault('InvalidFormatFault', 'StateReasonData was not valid JSON');
  }
}

/** AWS passes over names that do not exist. */
function switchActions(alarms: ReadonlyMap<string, Alarm>, input: Input, enabled: boolean): Input {
  for (const name of textsOf(input, 'AlarmNames')) {
    const alarm = alarms.get(name);
    if (alarm !== undefined) alarm.actionsEnabled = enabled;
  }
  return {};
}
