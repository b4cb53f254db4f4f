import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import { parseTrailEvent } from '../../../bot/domain/event/parse-trail-event.ts';
import { checkExamples } from '../../../bot/domain/explain/check-examples.ts';
import { createExplainer } from '../../../bot/domain/explain/explain-detection.ts';
import { findCounting } from '../../../bot/domain/explain/find-counting.ts';
import { call, consoleLogin, record, root } from '../../support/records.ts';

const { detections } = loadCatalog(new URL('../../../templates/', import.meta.url));
const explainers = detections.map(createExplainer);

function shipped(id: string) {
  const detection = detections.find((one) => one.id === id);
  if (detection === undefined) throw new Error(`There is no ${id}.`);
  return detection;
}

describe('the explanation of a detection', () => {
  it('says of every example what the bot says, in each of its parts', () => {
    for (const detection of detections) {
      const explain = createExplainer(detection);
      for (const { name, event } of detection.examples) {
        const { filter, signal, verdict } = explain(parseTrailEvent(event));
        const told = `${detection.id}, ${name}`;
        expect(filter.held, told).toBe(verdict !== undefined);
        if (verdict) expect(signal?.held ?? true, told).toBe(verdict.lane === 'page');
      }
    }
  });

  it('asks the signal and the rules of counted records only, as the bot does', () => {
    const explain = createExplainer(shipped('root-usage'));
    const quiet = explain(parseTrailEvent(record()));
    expect(quiet).toMatchObject({ signal: undefined, raise: [], verdict: undefined });
    const counted = explain(parseTrailEvent(record({ userIdentity: root() })));
    expect(counted.raise).toHaveLength(shipped('root-usage').raise.length);
    expect(counted.verdict?.lane).toBe('review');
  });
});

describe('the test of examples', () => {
  const detection = shipped('root-usage');
  const [first] = detection.examples;

  it('finds all of the catalog right', () => {
    const wrong = detections.flatMap((one) => checkExamples(one).examples.filter(({ right }) => !right));
    expect(wrong).toEqual([]);
  });

  it.each([
    ['that it fires', { fires: false as const }],
    ['its lane', { fires: true as const, lane: 'review' as const }],
    ['its severity', { fires: true as const, severity: 'low' as const }],
  ])('finds one wrong that is wrong about %s', (_, claims) => {
    const example = { name: 'x', event: first?.event ?? {}, ...claims };
    const { examples } = checkExamples({ ...detection, examples: [example] });
    expect(examples).toMatchObject([{ right: false, came: { fires: true, lane: 'page' } }]);
  });

  it('takes any severity where the example says none', () => {
    const example = { name: 'x', fires: true, event: first?.event ?? {} };
    expect(checkExamples({ ...detection, examples: [example] }).examples[0]?.right).toBe(true);
  });
});

describe('the search among all detections', () => {
  const find = (event: object) => {
    const { counting, near } = findCounting(parseTrailEvent(event), explainers);
    const ids = (list: typeof counting) => list.map(({ detection }) => detection.id);
    return { counting: ids(counting), near: ids(near) };
  };

  it('gives those that count the record, and then none that nearly do', () => {
    const { counting, near } = find(call('iam', 'AttachUserPolicy'));
    expect(counting).toContain('iam-policy-changes');
    expect(near).toEqual([]);
  });

  it('gives those of which one clause failed, for a record that none counts', () => {
    const { counting, near } = find(consoleLogin({ additionalEventData: {} }));
    expect(counting).toEqual([]);
    expect(near).toContain('console-login-without-mfa');
    expect(near.length).toBeLessThanOrEqual(3);
  });

  it('takes no other call of the same service for near', () => {
    expect(find(call('ec2', 'DescribeInstances'))).toEqual({ counting: [], near: [] });
  });
});
