import { describe, expect, it } from 'vitest';
import { utcMinute } from '../../bot/domain/utc-minute.ts';

describe('a moment in UTC', () => {
  it('is told to the minute that has begun, of a date or its milliseconds', () => {
    const at = new Date('2026-11-22T15:03:59.999+01:00');
    expect(utcMinute(at)).toBe('2026-11-22 14:03');
    expect(utcMinute(at.getTime())).toBe('2026-11-22 14:03');
  });
});
