import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import { identifyActor } from '../../../bot/domain/actor/identify-actor.ts';
import { compileCatalog } from '../../../bot/domain/detection/compile-detection.ts';
import { parseTrailEvent } from '../../../bot/domain/event/parse-trail-event.ts';
import { planTest } from '../../../bot/domain/health/test-record.ts';

const { detections } = loadCatalog(new URL('../../../templates/', import.meta.url));
const catalog = compileCatalog(detections);
const stamp = { id: 'ab12cd34', now: new Date('2026-03-01T12:00:00.500Z'), accountId: '210987654321' };

describe('a test record', () => {
  it('is of the present, of the own account, and says in its actor and its ids that it is a test', () => {
    const plan = planTest(catalog, undefined, stamp);
    if ('refused' in plan) throw new Error(plan.refused);
    expect(plan.detection.id).toBe('cloudtrail-changes');
    const [record] = plan.records;
    expect(record).toMatchObject({
      eventID: 'ab12cd34-0-trailbot-test',
      requestID: 'trailbot-test-ab12cd34',
      eventTime: '2026-03-01T12:00:00Z',
      recipientAccountId: '210987654321',
    });
    expect(identifyActor(parseTrailEvent(record)).name).toBe('trailbot-test');
    expect(JSON.stringify(record)).not.toContain('alice');
  });

  it('pages for nearly every detection of the catalog, and is refused where it would have to name somebody else', () => {
    const refused = detections.flatMap(({ id }) => {
      const plan = planTest(catalog, id, stamp);
      if ('refused' in plan) return [id];
      const lanes = plan.records.flatMap((record) =>
        catalog.judgeAll(parseTrailEvent(record)).filter(({ detection }) => detection.id === id),
      );
      expect(lanes.map(({ verdict }) => verdict.lane)).toEqual(plan.records.map(() => 'page'));
      expect(plan.records.length).toBeGreaterThanOrEqual(plan.detection.alarm.threshold);
      return [];
    });
    expect(refused).toContain('root-usage');
    expect(refused.length).toBeLessThan(10);
  });

  it('has ids that incidents tell apart by their first 16 characters', () => {
    const many = detections.find(({ alarm }) => alarm.threshold > 1);
    const plan = planTest(catalog, many?.id, stamp);
    if ('refused' in plan) throw new Error(plan.refused);
    const starts = plan.records.map(({ eventID }) => String(eventID).replaceAll('-', '').slice(0, 16));
    expect(new Set(starts).size).toBe(plan.records.length);
  });

  it('is refused for a detection that is not there, and for an empty catalog', () => {
    expect(planTest(catalog, 'no-such-thing', stamp)).toMatchObject({
      refused: 'There is no such detection.',
    });
    expect(planTest(compileCatalog([]), undefined, stamp)).toHaveProperty('refused');
  });
});
