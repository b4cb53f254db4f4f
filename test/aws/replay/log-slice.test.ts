import { describe, expect, it } from 'vitest';
import {
  nameSlice,
  parseLogGroup,
  parseSliceName,
  slicesOf,
  spanOf,
} from '../../../bot/aws/replay/log-slice.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-22T12:30:00Z');
const ARN = 'arn:aws:logs:eu-west-1:123456789012:log-group:/example/trail';

describe('the time of a log group that is read', () => {
  it('is the last 24 hours up to now, this millisecond included', () => {
    expect(spanOf({}, NOW)).toEqual({ from: NOW - 24 * HOUR, to: NOW + 1 });
  });

  it('begins 24 hours before the end, where only that is given', () => {
    const until = NOW - 100 * HOUR;
    expect(spanOf({ until }, NOW)).toEqual({ from: until - 24 * HOUR, to: until + 24 * HOUR + 1 });
  });

  it('is wider than the range, for what was delivered late', () => {
    const range = { since: NOW - 80 * HOUR, until: NOW - 60 * HOUR };
    const { from, to } = spanOf(range, NOW);
    expect(from).toBeLessThan(range.since);
    expect(to).toBeGreaterThan(range.until + 23 * HOUR);
  });

  it('does not end in the future, where there is nothing to read', () => {
    expect(spanOf({ since: NOW - HOUR, until: NOW + 99 * HOUR }, NOW).to).toBe(NOW + 1);
  });

  it('is cut without a gap, in order', () => {
    const span = { from: NOW - 25.5 * HOUR, to: NOW };
    const slices = slicesOf('g', span);
    expect(slices).toHaveLength(26);
    expect(slices[0]?.from).toBe(span.from);
    expect(slices.at(-1)?.to).toBe(span.to);
    for (const [n, { from }] of slices.entries()) if (n > 0) expect(from).toBe(slices[n - 1]?.to);
  });

  it('is cut into no more than a thousand, however long it is', () => {
    const slices = slicesOf('g', { from: NOW - 5 * 365 * 24 * HOUR, to: NOW });
    expect(slices.length).toBeLessThanOrEqual(1_000);
    expect(slices.at(-1)?.to).toBe(NOW);
  });

  it('is empty when it begins after its end', () => {
    expect(slicesOf('g', { from: NOW, to: NOW - HOUR })).toEqual([]);
  });

  it.each(['/example/trail', ARN])('is told by a name from which it can be read again: %s', (group) => {
    const slice = { group, from: NOW, to: NOW + HOUR };
    expect(parseSliceName(nameSlice(slice))).toEqual(slice);
  });

  it.each(['archive/a.json.gz', 's3://example-trail/a', '-'])('is not told by another name: %s', (name) => {
    expect(parseSliceName(name)).toBeUndefined();
  });
});

describe('a log group', () => {
  it('is given by its name, or by its ARN, which has its Region', () => {
    expect(parseLogGroup('/example/trail')).toEqual({ group: '/example/trail' });
    expect(parseLogGroup(ARN)).toEqual({ group: ARN, region: 'eu-west-1' });
    expect(parseLogGroup(`${ARN}:*`)).toEqual({ group: ARN, region: 'eu-west-1' });
  });

  it.each(['', 'a b', 'arn:aws:logs:eu-west-1:123456789012:log-stream:x', 's3://example'])(
    'is not given by %j',
    (text) => {
      expect(() => parseLogGroup(text)).toThrow(expect.objectContaining({ code: 'input_unreadable' }));
    },
  );
});
