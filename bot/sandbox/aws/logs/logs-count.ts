// What a metric filter makes of events as they come in: data points of its metric.
import { createMatcher } from './logs-pattern.ts';
import type { LogEvent, LogGroup, MetricFilter } from './logs-state.ts';

/** One data point, of a metric filter or of PutMetricData. */
export interface MetricDatum {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  readonly unit: string;
  readonly at: Date;
}

/**
 * CloudWatch counts an event in the minute of its timestamp. In compressed time a period is shorter than the whole
 * second that a shell's `date +%s` gives, so an event younger than this counts when it arrives.
 */
const COUNTED_AS_NOW = 60_000;

/** Filters are not retroactive: only events that come in after `PutMetricFilter` are counted. */
export function countEvents(group: LogGroup, events: readonly LogEvent[]): MetricDatum[] {
  if (group.metricFilters.size === 0) return [];
  return events.flatMap((event) => {
    const isMatch = createMatcher(event.message);
    return [...group.metricFilters.values()].flatMap((filter) =>
      isMatch(filter.pattern) ? countMatch(filter, event) : countDefault(filter, event),
    );
  });
}

function countMatch(filter: MetricFilter, event: LogEvent): MetricDatum[] {
  const read = (selector: string) => filter.fields.get(selector)?.extract(event.message)[selector];
  const { metricValue, dimensions = {} } = filter.transformation;
  const value = Number(metricValue.startsWith('$') ? read(metricValue) : metricValue);
  if (!Number.isFinite(value)) return [];
  const named = Object.entries(dimensions).map(([name, selector]) => [name, read(selector)] as const);
  if (named.some(([, text]) => text === undefined)) return [];
  return [datum(filter, event, value, Object.fromEntries(named.map(([name, text]) => [name, text ?? ''])))];
}

function countDefault(filter: MetricFilter, event: LogEvent): MetricDatum[] {
  const { defaultValue } = filter.transformation;
  return defaultValue === undefined ? [] : [datum(filter, event, defaultValue, {})];
}

function datum(
  { transformation }: MetricFilter,
  { timestamp, ingestionTime }: LogEvent,
  value: number,
  dimensions: Readonly<Record<string, string>>,
): MetricDatum {
  const isRecent = Math.abs(ingestionTime - timestamp) < COUNTED_AS_NOW;
  return {
    namespace: transformation.metricNamespace,
    metricName: transformation.metricName,
    dimensions,
    value,
    unit: transformation.unit ?? 'None',
    at: new Date(isRecent ? ingestionTime : timestamp),
  };
}
