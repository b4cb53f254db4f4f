import { describe, expect, it } from 'vitest';
import { parseInsightsTime } from '../../../bot/domain/query/insights-time.ts';

describe('a moment in a result', () => {
  it.each(['2026-11-22 14:03:11.000', '2026-11-22 14:03:11', '2026-11-22T14:03:11Z'])(
    'is UTC in %s',
    (text) => {
      expect(parseInsightsTime(text)).toEqual(new Date('2026-11-22T14:03:11Z'));
    },
  );

  it.each([
    '',
    'alice',
    '2026-11-22',
    '2026-13-22 14:03:11',
    '2026-11-22 14:03:11 <!channel>',
    '1795356191000',
  ])('is none in %j', (text) => {
    expect(parseInsightsTime(text)).toBeUndefined();
  });
});
