import { describe, expect, it } from 'vitest';
import { classifySource } from '../../../bot/domain/context/classify-source.ts';
import type { Finding } from '../../../bot/domain/replay/finding.ts';
import { createWhyTold, type Expected, reportOnExpected } from '../../../bot/domain/replay/hide-expected.ts';
import { matchLine } from '../../../bot/domain/replay/match-line.ts';
import { tellPages } from '../../../bot/domain/replay/report.ts';
import { createTally } from '../../../bot/domain/replay/tally.ts';
import { finding } from '../../support/findings.ts';
import { suppression } from '../../support/suppressions.ts';

const MINUTE = 60_000;
const COUNTED = { id: 'many-reads', alarm: { threshold: 3, period: 300 } };
const DETECTIONS = [{ id: 'user-created', alarm: { threshold: 1, period: 60 } }, COUNTED];

interface Asked {
  readonly expected?: readonly Expected[];
  readonly withoutAlarm?: readonly string[];
  readonly networks?: Readonly<Record<string, string>>;
  readonly incidentQuietHours?: number;
}

function tell(
  findings: readonly Finding[],
  { expected = [], withoutAlarm = [], networks = {}, incidentQuietHours = 12 }: Asked = {},
) {
  const tally = createTally(undefined, [COUNTED.id]);
  tally.add(findings, []);
  const settings = { incidentQuietHours, deployment: { withoutAlarm } };
  const locate = (address: string) => classifySource(address, networks);
  return tellPages(tally, { detections: DETECTIONS, settings }, { locate, expected });
}

const created = (changes: Partial<Finding> = {}) => finding({ detectionId: 'user-created', ...changes });
const reads = (minutes: readonly number[], changes: Partial<Finding> = {}) =>
  minutes.map((at) => finding({ detectionId: COUNTED.id, at: at * MINUTE, ...changes }));
const heard = (told: ReturnType<typeof tell>) => told.filter(({ incident }) => incident !== undefined).length;

describe('a page that a suppression is about', () => {
  const atHome: Expected = { suppression: suppression({ network: '192.0.2.0/24' }), fromAnywhere: false };
  const anywhere: Expected = { suppression: suppression({ id: 'any' }), fromAnywhere: true };

  it('is told to nobody, and a script is told by which', () => {
    const [told] = tell([created()], { expected: [atHome] });
    expect(told).toMatchObject({ incident: undefined, suppressedBy: 'a1b2c3d4' });
    expect(told && JSON.parse(matchLine(told))).toMatchObject({ incident: null, suppressedBy: 'a1b2c3d4' });
  });

  it('is told from another network and when it was raised, which is counted', () => {
    const told = tell([created({ address: '203.0.113.9' }), created({ raised: true }), created()], {
      expected: [atHome],
    });
    expect(heard(told)).toBe(2);
    expect(reportOnExpected([atHome, anywhere], told)).toEqual([
      expect.objectContaining({ id: 'a1b2c3d4', hides: 1, brokeThrough: 2 }),
      expect.objectContaining({ id: 'any', hides: 0, brokeThrough: 0 }),
    ]);
  });

  it('is told with the words that the bot writes beside it', () => {
    const why = createWhyTold([atHome], (address) => classifySource(address, {}));
    const told = tell([created({ address: '203.0.113.9' }), created({ raised: true }), created()], {
      expected: [atHome],
    });
    expect(told.map(why)).toEqual([
      ['expected, but only from 192.0.2.0/24'],
      ['expected, but not like this'],
      [],
    ]);
  });

  it('is told from a place that is new, unless no place was named or the settings know the network', () => {
    const named: Expected = { suppression: suppression(), fromAnywhere: false };
    expect(heard(tell([created()], { expected: [named] }))).toBe(1);
    expect(heard(tell([created()], { expected: [anywhere] }))).toBe(0);
    expect(heard(tell([created()], { expected: [named], networks: { '192.0.2.0/24': 'Office' } }))).toBe(0);
  });

  it('keeps no incident open', () => {
    const hours = [0, 8, 16].map((hour) =>
      created({ at: hour * 60 * MINUTE, address: hour === 8 ? '192.0.2.10' : '203.0.113.9' }),
    );
    const incidents = (asked: Asked) =>
      new Set(tell(hours, asked).flatMap(({ incident }) => incident ?? [])).size;
    expect(incidents({})).toBe(1);
    expect(incidents({ expected: [atHome] })).toBe(2);
    expect(incidents({ incidentQuietHours: 7 })).toBe(3);
  });
});

describe('what an alarm counts up to a threshold', () => {
  it('is counted over all accounts and Regions together, and over any minutes of a period', () => {
    const elsewhere = { accountId: '210987654321', region: 'eu-west-1', actorKey: 'iam-user/bob' };
    expect(heard(tell([...reads([3, 4]), ...reads([6], elsewhere)]))).toBe(3);
    expect(heard(tell([...reads([3, 4]), ...reads([9], elsewhere)]))).toBe(0);
  });

  it('is counted though it is for the review, and though it is expected', () => {
    const reviewed = reads([1], { lane: 'review' });
    expect(heard(tell([...reads([0, 2]), ...reviewed]))).toBe(2);
    const hidden: Expected = { suppression: suppression({ detectionId: COUNTED.id }), fromAnywhere: true };
    const bob = reads([2], { actorKey: 'iam-user/123456789012/bob' });
    expect(heard(tell([...reads([0, 1]), ...bob], { expected: [hidden] }))).toBe(1);
  });

  it('is told when the alarm rings or the bot looks again, which opens and ends incidents', () => {
    const told = tell(reads([0, 1, 2, 3]));
    const minutes = told.map(({ toldAt = 0 }) => toldAt / MINUTE);
    // At the end of the minute in which there were enough; after that at the first look that finds it, 15 seconds later.
    expect(minutes).toEqual([3, 3, 3, 3.25]);
    const later = (minute: number) => created({ at: minute * MINUTE });
    const incidents = (minute: number) =>
      tell([...reads([0, 1, 2]), later(minute)]).map(({ incident }) => incident);
    expect(incidents(12 * 60 + 3)).toEqual([1, 1, 1, 1]);
    expect(incidents(12 * 60 + 4)).toEqual([1, 1, 1, 2]);
  });

  it('comes after what the stream tells meanwhile, in the numbers too', () => {
    const bob = created({ at: MINUTE, actorKey: 'iam-user/123456789012/bob' });
    const told = tell([...reads([0, 1, 2]), bob]);
    expect(told.find(({ page }) => page.eventID === bob.eventID)?.incident).toBe(1);
    expect(told.map(({ incident }) => incident).toSorted()).toEqual([1, 2, 2, 2]);
    expect(told.map(({ page }) => page.at)).toEqual([0, 1, 1, 2].map((minute) => minute * MINUTE));
  });

  it('is told to nobody where it has no alarm', () => {
    expect(heard(tell(reads([0, 1, 2]), { withoutAlarm: [COUNTED.id] }))).toBe(0);
    expect(heard(tell([created()], { withoutAlarm: ['user-created'] }))).toBe(1);
  });
});
