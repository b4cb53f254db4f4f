// CloudWatch: keeps metric data, evaluates alarms while time passes, and notifies when a state changes.
import type { Pace } from '../../pace.ts';
import type { Service } from '../call.ts';
import type { Clock } from '../clock.ts';
import type { MetricDatum } from '../logs/logs-count.ts';
import type { Alarm } from './cloudwatch-alarm.ts';
import { createAlarmOperations } from './cloudwatch-alarms.ts';
import { createDataOperations } from './cloudwatch-data.ts';
import { createAlarmHistory } from './cloudwatch-history.ts';
import { createMetricStore } from './cloudwatch-metrics.ts';
import { createAlarmStates } from './cloudwatch-state.ts';

export interface CloudWatchOptions {
  readonly clock: Clock;
  readonly pace: Pace;
  /** Publishes to an SNS topic. What it throws goes to the alarm's history, as on AWS. */
  readonly notify: (topicArn: string, subject: string, message: string) => void;
}

export interface CloudWatch {
  readonly service: Service;
  /** Takes the data point of a metric filter. */
  record(datum: MetricDatum): void;
  /** Evaluates each alarm that has a new period behind it. A timer does so as well, until `close`. */
  evaluate(): void;
  close(): void;
}

const TICK_MS = 100;

export function createCloudWatch({ clock, pace, notify }: CloudWatchOptions): CloudWatch {
  const alarms = new Map<string, Alarm>();
  const metrics = createMetricStore();
  const history = createAlarmHistory(clock);
  const states = createAlarmStates({ clock, pace, metrics, history, notify });

  function evaluate(): void {
    for (const alarm of alarms.values()) states.evaluate(alarm);
  }

  const timer = setInterval(evaluate, TICK_MS).unref();
  return {
    service: {
      ...createAlarmOperations({ alarms, clock, states, history }),
      ...createDataOperations(metrics, clock),
    },
    record({ value, unit, at, ...metric }) {
      metrics.record(metric, { at, unit, sampleCount: 1, sum: value, minimum: value, maximum: value });
    },
    evaluate,
    close: () => clearInterval(timer),
  };
}
