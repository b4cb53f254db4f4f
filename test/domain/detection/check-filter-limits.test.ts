import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import { checkFilterLimits } from '../../../bot/domain/detection/check-filter-limits.ts';
import type { Detection } from '../../../bot/domain/detection/detection.ts';
import { detection } from '../../support/alert-fixtures.ts';

const many = (number: number, changes: Partial<Detection> = {}) =>
  Array.from({ length: number }, (_, index) =>
    detection({ id: `made-${index}`, filter: '{ $.a = 1 }', ...changes }),
  );
const list = (number: number) =>
  `{ ${Array.from({ length: number }, (_, index) => `($.eventName = "DeleteThis${index}")`).join(' || ')} }`;

describe('the limits of metric filters', () => {
  it('are kept by the templates', () => {
    const { detections } = loadCatalog(new URL('../../../templates/', import.meta.url));
    expect(checkFilterLimits(detections)).toEqual([]);
  });

  it('are 100 filters, parts counted, and the least severe detections are the ones to leave out', () => {
    expect(checkFilterLimits(many(100, { severity: 'high' }))).toEqual([]);
    const low = detection({ id: 'nothing-much', severity: 'low', filter: '{ $.a = 1 }' });
    const parts = detection({ id: 'long-list', severity: 'critical', filter: list(60) });
    const [problem, ...others] = checkFilterLimits([...many(98, { severity: 'high' }), low, parts]);
    expect(others).toEqual([]);
    expect(problem?.detections).toEqual(['nothing-much']);
    expect(problem?.problem).toContain('101 metric filters');
    expect(problem?.remedy).toMatch(/deployment\.withoutAlarm.*nothing-much/);
  });

  it('are five filters with a regular expression', () => {
    expect(checkFilterLimits(many(5, { filter: '{ $.a = %b% }' }))).toEqual([]);
    const [problem] = checkFilterLimits(many(6, { filter: '{ $.a = %b% }' }));
    expect(problem?.problem).toMatch(/^6 filters .*made-0, made-1, .*made-5/);
  });

  it('are 1,024 characters, for a filter that cannot be split', () => {
    const filter = list(60).replaceAll('"DeleteThis', '"*DeleteThis');
    expect(checkFilterLimits([detection({ id: 'long-list', filter })])).toEqual([
      {
        detections: ['long-list'],
        problem: expect.stringMatching(/^long-list: the filter has \d{4} characters/),
        remedy: expect.stringMatching(/^Make it a list of \|\| .* Or make two detections of it\.$/),
      },
    ]);
  });

  it('are names of their own: a part is not called like another detection', () => {
    const [problem] = checkFilterLimits([
      detection({ id: 'long-list', filter: list(60) }),
      detection({ id: 'long-list-part2', filter: '{ $.a = 1 }' }),
    ]);
    expect(problem?.detections).toEqual(['long-list', 'long-list-part2']);
  });

  it('are names that are not the bot’s own', () => {
    const [problem] = checkFilterLimits([detection({ id: 'trailbot-trail-silent', filter: '{ $.a = 1 }' })]);
    expect(problem?.detections).toEqual(['trailbot-trail-silent']);
  });
});
