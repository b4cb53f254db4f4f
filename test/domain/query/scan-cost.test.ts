import { expect, it } from 'vitest';
import { scanCost } from '../../../bot/domain/query/scan-cost.ts';

it('is half a cent for each gigabyte that was read', () => {
  expect(scanCost(0)).toBe(0);
  expect(scanCost(200 * 2 ** 30)).toBeCloseTo(1);
});
