import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOf, readKey } from '../../../bot/aws/replay/trail-key.ts';

const FOLDER = 'AWSLogs/123456789012/CloudTrail/us-east-1/';
const file = (day: string, folder = FOLDER) => `${folder}${day}/123456789012_CloudTrail_x.json.gz`;
const at = (iso: string) => Date.parse(iso);

describe('the days of a range', () => {
  it('go on for a day, because what happened before midnight is delivered after it', () => {
    expect(daysOf({ since: at('2026-11-20T12:00:00Z'), until: at('2026-11-21T23:59:00Z') })).toEqual({
      first: '2026/11/20',
      last: '2026/11/22',
    });
  });

  it('are open where the range is', () => {
    expect(daysOf({})).toEqual({});
    expect(readKey(file('1999/01/01'), {})).toBe('read');
  });

  it('leave out no file with an event in range that came within a day', () => {
    const start = at('2026-10-01T00:00:00Z');
    const minute = fc.nat(60 * 24 * 60).map((n) => start + n * 60_000);
    const late = fc.nat(24 * 60).map((n) => n * 60_000);
    fc.assert(
      fc.property(
        minute,
        fc.integer({ min: 1, max: 5_000 }),
        fc.nat(),
        late,
        (since, length, offset, delay) => {
          const until = since + length * 60_000;
          const event = since + ((offset * 1_000) % (until - since));
          const day = new Date(event + delay).toISOString().slice(0, 10).replaceAll('-', '/');
          expect(readKey(file(day), daysOf({ since, until }))).toBe('read');
        },
      ),
    );
  });
});

describe('what a key says', () => {
  const days = { first: '2026/11/20', last: '2026/11/22' };

  it.each([
    ['with a prefix', `logs/${FOLDER}`],
    ['of an organisation', 'AWSLogs/o-abc123/123456789012/CloudTrail/eu-west-1/'],
    ['at the root', FOLDER],
  ])('is where the days that were asked for begin and end: %s', (_, folder) => {
    expect(readKey(file('2026/11/19', folder), days)).toEqual({ upTo: `${folder}2026/11/20/` });
    expect(readKey(file('2026/11/20', folder), days)).toBe('read');
    expect(readKey(file('2026/11/22', folder), days)).toBe('read');
    const past = readKey(file('2026/11/23', folder), days);
    expect(past).toEqual({ upTo: expect.stringMatching(/9999/) });
    // Behind all days, and not behind what else is in the folder.
    const upTo = typeof past === 'object' && 'upTo' in past ? past.upTo : '';
    expect(upTo > file('2027/01/01', folder)).toBe(true);
    expect(upTo < `${folder}notes.json`).toBe(true);
  });

  it('is that all of another layout is to be read, whatever the days', () => {
    for (const key of [
      '2020/01/01/x.json.gz',
      'AWSLogs/x.json',
      'export/CloudTrail/us-east-1/2020/01/01/x.gz',
    ])
      expect(readKey(key, days)).toBe('read');
  });

  it.each([
    ['digest', file('2026/11/20', 'AWSLogs/123456789012/CloudTrail-Digest/us-east-1/')],
    ['insight', file('2026/11/20', 'AWSLogs/o-abc123/123456789012/CloudTrail-Insight/us-east-1/')],
    ['foreign', 'AWSLogs/123456789012/vpcflowlogs/us-east-1/2026/11/20/x.log.gz'],
    ['foreign', 'AWSLogs/123456789012/Config/us-east-1/2026/11/20/ConfigHistory/x.json.gz'],
  ])('is its kind, and no more is read of it: %s', (skip, key) => {
    expect(readKey(key, {})).toEqual({ skip });
    expect(readKey(key, days)).toEqual({ skip });
  });

  it('is nothing for a folder as the console makes one', () => {
    expect(readKey('AWSLogs/123456789012/CloudTrail/', {})).toBe('nothing');
  });
});
