import { describe, expect, it } from 'vitest';
import { checkRange, parseTime, rangeWords } from '../../bot/entry/replay-time.ts';

const NOW = Date.parse('2026-11-22T14:03:00Z');
const read = (text: string) => new Date(parseTime(text, NOW)).toISOString();

describe('a time of --since or --until', () => {
  it.each([
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['2026-11-01T12:00', '2026-11-01T12:00:00.000Z'],
    ['2026-11-01T12:00:30', '2026-11-01T12:00:30.000Z'],
    ['2026-11-01T12:00:30.250Z', '2026-11-01T12:00:30.250Z'],
    ['2026-11-01T12:00Z', '2026-11-01T12:00:00.000Z'],
    ['2026-11-01T00:30+01:00', '2026-10-31T23:30:00.000Z'],
    ['12h', '2026-11-22T02:03:00.000Z'],
    ['90d', '2026-08-24T14:03:00.000Z'],
    ['4w', '2026-10-25T14:03:00.000Z'],
  ])('is UTC where nothing else is said, or counted back: %s', (text, at) => {
    expect(read(text)).toBe(at);
  });

  it.each([
    '2026-02-30',
    '2026-02-29T12:00',
    '2026-11-31T12:00+01:00',
    '2026-13-01',
    '2026-11-01T25:00',
    '01/02/2026',
    '2026',
    '2026-11',
    '2026-11-01 12:00',
    '2026-11-01Z',
    '2026-11-01T12',
    '1772323200000',
    'yesterday',
    '90',
    '-3d',
    '90 d',
    '',
  ])('is refused with examples where it is “%s”', (text) => {
    expect(() => parseTime(text, NOW)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/2026-11-01.*UTC.*\+01:00.*90d/) }),
    );
  });

  it('is refused where no time is between the two', () => {
    const [early, late] = [parseTime('2026-11-01'), parseTime('2026-11-10')];
    for (const since of [late, early])
      expect(() => checkRange({ since, until: early })).toThrow(
        expect.objectContaining({
          code: 'input_unreadable',
          message: expect.stringContaining('--until 2026-11-01 00:00'),
        }),
      );
    expect(() => checkRange({ since: early, until: late })).not.toThrow();
    expect(() => checkRange({ until: early })).not.toThrow();
  });

  it('is told again with one end or both', () => {
    const [since, until] = [parseTime('2026-11-01'), parseTime('2026-11-10')];
    expect(rangeWords({ since, until })).toBe('from 2026-11-01 00:00 to 2026-11-10 00:00 UTC');
    expect(rangeWords({ since })).toBe('from 2026-11-01 00:00 UTC on');
    expect(rangeWords({ until })).toBe('before 2026-11-10 00:00 UTC');
  });
});
