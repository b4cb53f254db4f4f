// CloudWatch Logs: what comes in is kept, counted by metric filters and passed on by subscription filters.
import type { Service } from '../call.ts';
import type { Clock } from '../clock.ts';
import { countEvents, type MetricDatum } from './logs-count.ts';
import { createGroupOperations } from './logs-groups.ts';
import { createMetricFilterOperations } from './logs-metric-filters.ts';
import { createPutEvents } from './logs-put-events.ts';
import { createReadEvents } from './logs-read-events.ts';
import { findGroup, type LogEvent, type LogGroup, type LogGroups, type LogStream } from './logs-state.ts';
import { addStream, createStreamOperations } from './logs-streams.ts';
import {
  createSubscriptionOperations,
  type DeliverSubscription,
  deliverEvents,
} from './logs-subscriptions.ts';

export interface LogsOptions {
  readonly clock: Clock;
  /** Told of each data point that a metric filter makes. */
  readonly onMetric: (datum: MetricDatum) => void;
  /** A rejection refuses `PutSubscriptionFilter`; for events it goes to `onUndelivered`. */
  readonly deliverSubscription: DeliverSubscription;
  readonly onUndelivered: (group: string, cause: unknown) => void;
  /** Told of what came in, after it can be read. */
  readonly onEvents?: (group: string, events: readonly LogEvent[]) => void;
}

/** Input of PutLogEvents. */
export interface PutBatch {
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly logEvents: readonly { readonly timestamp: number; readonly message: string }[];
}

export interface Logs {
  readonly service: Service;
  /** For what else reads the events, as Logs Insights does. */
  readonly groups: ReadonlyMap<string, LogGroup>;
  /**
   * PutLogEvents in process, as AWS services do it: makes the stream where there is none.
   * @throws AwsFault `ResourceNotFoundException` when there is no such group
   */
  put(batch: PutBatch): void;
}

export function createLogs(options: LogsOptions): Logs {
  const { clock, onMetric, deliverSubscription, onUndelivered, onEvents } = options;
  const groups: LogGroups = new Map();

  function onAccepted(group: LogGroup, stream: LogStream, events: readonly LogEvent[]): void {
    for (const datum of countEvents(group, events)) onMetric(datum);
    deliverEvents(group, stream, events, deliverSubscription).catch((cause: unknown) =>
      onUndelivered(group.name, cause),
    );
    onEvents?.(group.name, events);
  }

  const putEvents = createPutEvents(groups, clock, onAccepted);
  return {
    groups,
    put(batch) {
      const group = findGroup(groups, batch.logGroupName);
      if (!group.streams.has(batch.logStreamName)) addStream(group, batch.logStreamName, clock);
      putEvents.take({ ...batch });
    },
    service: {
      ...createGroupOperations(groups, clock),
      ...createStreamOperations(groups, clock),
      PutLogEvents: putEvents.take,
      ...createReadEvents(groups),
      ...createMetricFilterOperations(groups, clock),
      ...createSubscriptionOperations(groups, clock, deliverSubscription),
    },
  };
}
