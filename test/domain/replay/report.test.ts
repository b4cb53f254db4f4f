import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../bot/domain/replay/finding.ts';
import { reportOn } from '../../../bot/domain/replay/report.ts';

const HOUR = 3_600_000;
const DETECTIONS = [
  { id: 'root-usage', title: 'Root account used' },
  { id: 'trail-stopped', title: 'Trail stopped' },
  { id: 'never-seen', title: 'Never seen' },
];

let count = 0;
function finding(changes: Partial<Finding> = {}): Finding {
  count += 1;
  const who = { accountId: '123456789012', actorKey: 'iam-user/alice', actorName: 'alice' };
  return {
    detectionId: 'root-usage',
    eventID: `e${count}`,
    at: 0,
    lane: 'page',
    severity: 'high',
    ...who,
    ...changes,
  };
}

const report = (findings: readonly Finding[], last = 24 * HOUR) =>
  reportOn(findings, { events: 1_000, first: 0, last }, DETECTIONS, 12);

describe('the report of a replay', () => {
  it('makes one message of what one actor does, until it was quiet for long enough', () => {
    const at = [0, 5, 10, 23].map((hours) => finding({ at: hours * HOUR }));
    expect(report(at)).toMatchObject({ pages: 4, incidents: 2, incidentsADay: 2 });
  });

  it('makes a message for each actor, and for each account', () => {
    const others = [{ actorKey: 'iam-user/bob' }, { accountId: '210987654321' }];
    expect(report([finding(), ...others.map(finding)])).toMatchObject({ pages: 3, incidents: 3 });
  });

  it('counts an event once that was delivered twice', () => {
    const one = finding({ eventID: 'same' });
    expect(report([one, { ...one }])).toMatchObject({ pages: 1, repeated: 1 });
  });

  it('keeps what is for the review out of the messages', () => {
    expect(report([finding({ lane: 'review' })])).toMatchObject({
      pages: 0,
      reviewed: 1,
      incidents: 0,
      actors: [],
    });
  });

  it('tells for each detection how often, how bad, when, and which matched nothing', () => {
    const found = [
      finding({ at: HOUR }),
      finding({ at: 0, severity: 'critical' }),
      finding({ detectionId: 'trail-stopped' }),
    ];
    const { detections, silent } = report(found);
    expect(detections.find(({ id }) => id === 'root-usage')).toEqual({
      id: 'root-usage',
      title: 'Root account used',
      severity: 'critical',
      matches: 2,
      pages: 2,
      reviewed: 0,
      incidents: 1,
      first: 0,
      last: HOUR,
    });
    expect(silent).toEqual(['never-seen']);
  });

  it('is the same whatever order the findings came in', () => {
    const found = Array.from({ length: 20 }, (_, n) =>
      finding({ at: (n % 5) * 13 * HOUR, actorKey: `user-${n % 3}` }),
    );
    expect(report(found.toReversed())).toEqual(report(found));
  });
});
