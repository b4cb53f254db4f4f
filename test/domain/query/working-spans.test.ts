import { describe, expect, it } from 'vitest';
import { workingSpans } from '../../../bot/domain/query/working-spans.ts';

const HOURS = { timeZone: 'Europe/Amsterdam', days: [1, 2, 3, 4, 5], from: '08:30', to: '17:00' };

function spans(from: string, to: string, hours = HOURS) {
  return workingSpans(hours, { from: new Date(from), to: new Date(to) }).map((span) =>
    [span.from, span.to].map((time) => time.toISOString().slice(0, 16)),
  );
}

describe('workingSpans', () => {
  it('follows the clock over the end of summer time, and leaves weekends out', () => {
    expect(spans('2026-10-22T00:00:00Z', '2026-10-27T00:00:00Z')).toEqual([
      ['2026-10-22T06:30', '2026-10-22T15:00'],
      ['2026-10-23T06:30', '2026-10-23T15:00'],
      ['2026-10-26T07:30', '2026-10-26T16:00'],
    ]);
  });

  it('follows the clock on the very day on which it changes', () => {
    const sunday = { ...HOURS, days: [7], from: '01:00', to: '08:00' };
    expect(spans('2026-03-29T00:00:00Z', '2026-03-29T23:00:00Z', sunday)).toEqual([
      ['2026-03-29T00:00', '2026-03-29T06:00'],
    ]);
  });

  it('has the day that is over in UTC and not yet where people work', () => {
    const far = { ...HOURS, timeZone: 'Pacific/Auckland' };
    expect(spans('2026-07-05T20:00:00Z', '2026-07-05T21:00:00Z', far)).toEqual([
      ['2026-07-05T20:30', '2026-07-06T05:00'],
    ]);
    const west = { ...HOURS, timeZone: 'Pacific/Honolulu' };
    expect(spans('2026-07-07T00:00:00Z', '2026-07-07T01:00:00Z', west)).toEqual([
      ['2026-07-06T18:30', '2026-07-07T03:00'],
    ]);
  });

  it('lasts until the next morning when the hours end before they begin', () => {
    const night = { ...HOURS, timeZone: 'UTC', days: [5], from: '22:00', to: '06:00' };
    expect(spans('2026-07-04T01:00:00Z', '2026-07-04T02:00:00Z', night)).toEqual([
      ['2026-07-03T22:00', '2026-07-04T06:00'],
    ]);
  });
});
