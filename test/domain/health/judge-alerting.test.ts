import { describe, expect, it } from 'vitest';
import { alarmOf, metricFiltersOf } from '../../../bot/domain/detection/alarm-definition.ts';
import type { Detection } from '../../../bot/domain/detection/detection.ts';
import { judgeAlarms } from '../../../bot/domain/health/judge-alarms.ts';
import { judgeMetricFilters, type MetricFilter } from '../../../bot/domain/health/judge-metric-filters.ts';
import { detection } from '../../support/alert-fixtures.ts';

const TRAIL = { name: 'the-trail', logGroup: 'the/group', homeRegion: 'us-east-1' };
const GROUP = { value: { logGroupName: 'the/group' } };
const LIST = `{ ${Array.from({ length: 60 }, (_, index) => `($.eventName = "DeleteThis${index}")`).join(' || ')} }`;

const short = detection({ id: 'user-made', filter: '{ $.eventName = "CreateUser" }' });
const long = detection({ id: 'all-gone', filter: LIST });

function deployed(detections: readonly Detection[]): readonly MetricFilter[] {
  return detections.flatMap(metricFiltersOf).map(({ filterName, pattern, namespace, metricName, value }) => ({
    filterName,
    filterPattern: pattern,
    metricTransformations: [{ metricNamespace: namespace, metricName, metricValue: value }],
  }));
}

function judged(found: readonly MetricFilter[], withoutAlarm: readonly string[] = []) {
  return judgeMetricFilters({ value: found }, [short, long], GROUP, TRAIL, withoutAlarm);
}

describe('metric filters', () => {
  it('are well when each detection has all its parts', () => {
    expect(judged(deployed([short, long]))).toMatchObject({ state: 'ok', detail: 'All 3.' });
  });

  it('are broken when one part of a split filter is gone, and the remedy names the part', () => {
    const found = judged(deployed([short, long]).filter(({ filterName }) => filterName !== 'all-gone-part1'));
    expect(found).toMatchObject({ state: 'broken', detail: '1 missing: all-gone-part1.' });
    expect(found.remedy).toContain('put all-gone-part1 back');
  });

  it('are broken when a part says something else', () => {
    const found = judged(
      deployed([short, long]).map((filter) =>
        filter.filterName === 'all-gone-part2'
          ? { ...filter, filterPattern: '{ $.eventName = "Nothing" }' }
          : filter,
      ),
    );
    expect(found).toMatchObject({ state: 'broken', detail: '1 changed: all-gone-part2.' });
  });

  it('are not what they should be when the undivided filter counts beside its parts', () => {
    const whole = { ...deployed([short])[0], filterName: 'all-gone' };
    expect(judged([...deployed([short, long]), whole])).toMatchObject({
      state: 'warning',
      detail: '1 not in the catalog: all-gone.',
    });
  });

  it('are not missed for a detection that has none by choice, and it is said', () => {
    expect(judged(deployed([short]), ['all-gone'])).toMatchObject({
      state: 'ok',
      detail: 'All 1; 1 detection has none by choice.',
    });
    expect(judged(deployed([short]))).toMatchObject({ state: 'broken' });
  });

  it('are no trouble when a detection has one that needs none', () => {
    expect(judged(deployed([short, long]), ['user-made'])).toMatchObject({ state: 'ok' });
  });
});

describe('alarms', () => {
  const topic = 'arn:aws:sns:us-east-1:123456789012:security-alerts';
  const { name, periodSeconds, threshold } = alarmOf(short);
  const alarm = {
    AlarmName: name,
    AlarmArn: `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`,
    ActionsEnabled: true,
    AlarmActions: [topic],
    OKActions: [topic],
    Namespace: 'Trailbot',
    MetricName: name,
    Statistic: 'Sum',
    Period: periodSeconds,
    EvaluationPeriods: 1,
    Threshold: threshold,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  };

  it('are not missed for a detection that has none by choice, and it is said', () => {
    const state = (withoutAlarm: readonly string[]) =>
      judgeAlarms({ value: [alarm] }, [short, long], TRAIL, { withoutAlarm });
    expect(state(['all-gone'])).toMatchObject({
      state: 'ok',
      detail: 'All 1, sent to security-alerts; 1 detection has none by choice.',
    });
    expect(state([])).toMatchObject({ state: 'broken', detail: '1 missing: all-gone.' });
  });

  it('go to the topic that was there already, in whatever account, and to no other', () => {
    const topicArn = 'arn:aws:sns:us-east-1:210987654321:company-alarms';
    const judge = (to: string) =>
      judgeAlarms({ value: [{ ...alarm, AlarmActions: [to], OKActions: [to] }] }, [short], TRAIL, {
        topicArn,
      });
    expect(judge(topicArn)).toMatchObject({ state: 'ok', detail: 'All 1, sent to company-alarms.' });
    expect(judge(topic)).toMatchObject({
      state: 'broken',
      detail: '1 not sent to the topic: user-made.',
      remedy: expect.stringMatching(/both ALARM and OK go to company-alarms\.$/),
    });
  });
});
