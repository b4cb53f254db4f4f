import { describe, expect, it } from 'vitest';
import type { DeploymentPlan } from '../../../bot/domain/deployment/deployment-plan.ts';
import { type EventSelectors, judgeSelectors } from '../../../bot/domain/health/judge-selectors.ts';
import { NOTHING_EXISTS, synthTrailSide } from '../../support/synth-trail-side.ts';

const TRAIL = { name: 'the-trail', logGroup: 'the/group', homeRegion: 'us-east-1' };
const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:pay';

type Selectors = NonNullable<EventSelectors['AdvancedEventSelectors']>;

/** As the trail has them, and so as `GetEventSelectors` gives them. */
function selectorsOf(plan: Partial<DeploymentPlan>): Selectors {
  return synthTrailSide(plan).only('AWS::CloudTrail::Trail').AdvancedEventSelectors as Selectors;
}

function judged(AdvancedEventSelectors: Selectors) {
  return judgeSelectors({ value: { AdvancedEventSelectors } }, { value: {} }, TRAIL);
}

describe('the selectors that the stack makes', () => {
  it.each<[string, Partial<DeploymentPlan>]>([
    ['of management events alone', {}],
    ['of named buckets and functions', { dataEvents: { buckets: ['example-invoices'], functions: [ARN] } }],
    ['of all buckets and functions', { dataEvents: { buckets: ['*'], functions: ['*'] } }],
    [
      'beside a bucket that was there',
      {
        existing: { ...NOTHING_EXISTS, bucket: 'example-logs' },
        dataEvents: { buckets: ['*'], functions: [] },
      },
    ],
  ])('%s are well for the check of the trail', (_what, plan) => {
    expect(judged(selectorsOf(plan))).toMatchObject({ state: 'ok', detail: 'All management events.' });
  });

  it('are broken when that of management events is gone or narrowed, and the remedy keeps the others as they are', () => {
    const [management, ...others] = selectorsOf({
      dataEvents: { buckets: ['example-invoices'], functions: [] },
    });
    expect(others).toHaveLength(2);
    const narrowed = {
      ...management,
      FieldSelectors: [...(management?.FieldSelectors ?? []), { Field: 'readOnly', Equals: ['true'] }],
    };
    for (const found of [others, [narrowed, ...others]]) {
      const { state, remedy = '' } = judged(found);
      expect(state).toBe('broken');
      const [, list = ''] = /put-event-selectors .* --advanced-event-selectors '(.*)'`$/.exec(remedy) ?? [];
      expect(JSON.parse(list)).toEqual([management, ...others]);
    }
  });

  it('that are too many to paste are mended in the console, which leaves data events alone', () => {
    const buckets = Array.from({ length: 40 }, (_, index) => `example-invoices-${index}`);
    const [, ...others] = selectorsOf({ dataEvents: { buckets, functions: [] } });
    expect(judged(others).remedy).toMatch(/^In the CloudTrail console, trail the-trail, Management events: /);
  });
});
