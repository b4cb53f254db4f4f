// What CloudWatch counts for a detection and when it rings: infrastructure, sandbox and health check share it.
import { cutText } from '../cut-text.ts';
import { TrailbotError } from '../errors.ts';
import { splitPattern } from '../filter-pattern/split-pattern.ts';
import { alarmName, filterName, METRIC_NAMESPACE, metricName } from '../naming.ts';
import type { Detection } from './detection.ts';

export interface MetricFilterDefinition {
  readonly filterName: string;
  readonly pattern: string;
  readonly namespace: string;
  readonly metricName: string;
  /** What one match adds to the metric. */
  readonly value: '1';
}

export interface AlarmDefinition {
  readonly name: string;
  readonly description: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: 'Sum';
  readonly periodSeconds: number;
  readonly evaluationPeriods: 1;
  readonly datapointsToAlarm: 1;
  readonly threshold: number;
  readonly comparisonOperator: 'GreaterThanOrEqualToThreshold';
  /** A minute without a match has no data point: with anything else the alarm would never be OK again. */
  readonly treatMissingData: 'notBreaching';
}

/** What CloudWatch takes. */
const LONGEST_DESCRIPTION = 1_024;

/**
 * One filter, with the text as it is written; several when that is too long for one. An event matches one of them at
 * most, so the metric counts each event once.
 * @throws TrailbotError `deployment_refused` when the text is too long and cannot be split so
 */
export function metricFiltersOf({
  id,
  filter,
}: Pick<Detection, 'id' | 'filter'>): readonly MetricFilterDefinition[] {
  const patterns = splitPattern(filter);
  if (patterns === undefined) {
    throw new TrailbotError({
      code: 'deployment_refused',
      message: `The filter of ${id} has ${filter.length} characters, and cannot be split into filters of which only one counts an event.`,
      hint: `${SPLITTABLE} Or make two detections of it.`,
    });
  }
  const part = (index: number) => (patterns.length === 1 ? undefined : index + 1);
  return patterns.map((pattern, index) => ({
    filterName: filterName(id, part(index)),
    pattern,
    namespace: METRIC_NAMESPACE,
    metricName: metricName(id),
    value: '1',
  }));
}

/** What to write instead of a filter that is too long. */
export const SPLITTABLE =
  'Make it a list of || that compares one field of the record with a text each: ($.eventName = "A") || ($.eventName = "B").';

export function alarmOf({ id, title, why, alarm }: Pick<Detection, 'id' | 'title' | 'why' | 'alarm'>) {
  const runbook = `What to look at: templates/detections/${id}.yml.`;
  const about = cutText(`${title}. ${why}`, LONGEST_DESCRIPTION - runbook.length - 1);
  return {
    name: alarmName(id),
    description: `${about} ${runbook}`,
    namespace: METRIC_NAMESPACE,
    metricName: metricName(id),
    statistic: 'Sum',
    periodSeconds: alarm.period,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    threshold: alarm.threshold,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
  } as const satisfies AlarmDefinition;
}
