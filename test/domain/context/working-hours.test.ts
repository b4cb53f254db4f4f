import { describe, expect, it } from 'vitest';
import { localTime } from '../../../bot/domain/context/working-hours.ts';

const office = { timeZone: 'Europe/Amsterdam', days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' };
const night = { ...office, from: '22:00', to: '06:00' };

describe('working hours', () => {
  it.each([
    ['2026-11-23T07:00:00Z', 'Monday 08:00', true],
    ['2026-11-23T06:59:00Z', 'Monday 07:59', false],
    ['2026-11-23T17:00:00Z', 'Monday 18:00', false],
    ['2026-07-20T15:59:00Z', 'Monday 17:59', true],
    ['2026-11-22T23:30:00Z', 'Monday 00:30', false],
  ])('%s is %s there, at work: %s', (at, words, working) => {
    expect(localTime(new Date(at), office)).toEqual({ words, working });
  });

  it.each([
    ['2026-11-23T22:00:00Z', true],
    ['2026-11-28T04:00:00Z', true],
    ['2026-11-23T04:00:00Z', false],
  ])('that last until the next morning belong to the day they began on: %s', (at, working) => {
    expect(localTime(new Date(at), night).working).toBe(working);
  });
});
