import { describe, expect, it } from 'vitest';
import { alarmOf, metricFiltersOf } from '../../../bot/domain/detection/alarm-definition.ts';
import { detection } from '../../support/alert-fixtures.ts';

const LONG_LIST = `{ ${Array.from({ length: 60 }, (_, i) => `($.eventName = "DeleteThis${i}")`).join(' || ')} }`;

describe('the metric filters of a detection', () => {
  it('are one, with the text as it is written and the id as every name', () => {
    const filter = '{  $.eventName = CreateUser }';
    expect(metricFiltersOf(detection({ id: 'user-made', filter }))).toEqual([
      {
        filterName: 'user-made',
        pattern: filter,
        namespace: 'Trailbot',
        metricName: 'user-made',
        value: '1',
      },
    ]);
  });

  it('are several numbered ones on one metric when the text is too long for one', () => {
    const filters = metricFiltersOf(detection({ id: 'all-gone', filter: LONG_LIST }));
    expect(filters.map(({ filterName }) => filterName)).toEqual(['all-gone-part1', 'all-gone-part2']);
    expect(new Set(filters.map(({ metricName }) => metricName))).toEqual(new Set(['all-gone']));
    for (const { pattern } of filters) expect(pattern.length).toBeLessThanOrEqual(1_024);
  });

  it('are refused with the detection’s name when one event would count twice', () => {
    const filter = LONG_LIST.replaceAll('DeleteThis', '*DeleteThis');
    expect(() => metricFiltersOf(detection({ id: 'all-gone', filter }))).toThrow(
      expect.objectContaining({ code: 'deployment_refused', message: expect.stringContaining('all-gone') }),
    );
  });
});

describe('the alarm of a detection', () => {
  it('rings for one period at the threshold, and is OK again without a match', () => {
    const alarm = alarmOf(detection({ id: 'login-failures', alarm: { threshold: 3, period: 300 } }));
    expect(alarm).toMatchObject({
      name: 'login-failures',
      namespace: 'Trailbot',
      metricName: 'login-failures',
      statistic: 'Sum',
      periodSeconds: 300,
      threshold: 3,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
    });
  });

  it('says what happened, why it matters and where to read on', () => {
    const { description } = alarmOf(
      detection({ id: 'root-usage', title: 'Root was used', why: 'It can do all.' }),
    );
    expect(description).toBe(
      'Root was used. It can do all. What to look at: templates/detections/root-usage.yml.',
    );
  });

  it('shortens a long reason, never the place to read on', () => {
    const { description } = alarmOf(detection({ id: 'root-usage', why: 'very long '.repeat(200) }));
    expect(description).toHaveLength(1_024);
    expect(description).toMatch(/… What to look at: templates\/detections\/root-usage\.yml\.$/);
  });
});
