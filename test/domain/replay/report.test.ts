import { describe, expect, it } from 'vitest';
import { classifySource } from '../../../bot/domain/context/classify-source.ts';
import type { Finding } from '../../../bot/domain/replay/finding.ts';
import { reportOn, tellPages } from '../../../bot/domain/replay/report.ts';
import { createTally, type Uncovered } from '../../../bot/domain/replay/tally.ts';
import { finding } from '../../support/findings.ts';

const HOUR = 3_600_000;
const locate = (address: string) => classifySource(address, {});
const alarm = { threshold: 1, period: 60 };
const DETECTIONS = [
  { id: 'root-usage', title: 'Root account used', alarm },
  { id: 'trail-stopped', title: 'Trail stopped', alarm },
  { id: 'many-reads', title: 'Many reads', alarm: { threshold: 3, period: 300 } },
  { id: 'never-seen', title: 'Never seen', alarm },
];

function report(findings: readonly Finding[], uncovered: readonly Uncovered[] = []) {
  const tally = createTally();
  tally.add(findings, uncovered);
  const settings = { incidentQuietHours: 12, deployment: { withoutAlarm: [] } };
  const told = tellPages(tally, { detections: DETECTIONS, settings }, { locate });
  return reportOn(tally, told, { events: 1_000, first: 0, last: 24 * HOUR }, DETECTIONS);
}

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
    const reviewed = [finding({ lane: 'review', at: HOUR }), finding({ lane: 'review', at: 0 })];
    expect(report(reviewed)).toMatchObject({
      pages: 0,
      reviewed: 2,
      incidents: 0,
      actors: [],
      detections: [{ id: 'root-usage', matches: 2, reviewed: 2, first: 0, last: HOUR }],
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
      told: 'critical',
      matches: 2,
      pages: 2,
      belowThreshold: 0,
      hidden: 0,
      undated: 0,
      reviewed: 0,
      incidents: 1,
      first: 0,
      last: HOUR,
    });
    expect(silent).toEqual(['many-reads', 'never-seen']);
  });

  it('tells of what an alarm counts only when it comes as often as the alarm asks', () => {
    const reads = (...seconds: number[]) =>
      seconds.map((second) => finding({ detectionId: 'many-reads', at: second * 1_000 }));
    expect(report(reads(0, 10, 400, 700))).toMatchObject({
      pages: 0,
      belowThreshold: 4,
      incidents: 0,
      actors: [],
      detections: [{ id: 'many-reads', matches: 4, pages: 0, belowThreshold: 4 }],
    });
    expect(report(reads(0, 10, 20, 4_000))).toMatchObject({ pages: 3, belowThreshold: 1, incidents: 1 });
  });

  it('counts what nothing covers by call, the most frequent first, and an event once', () => {
    const missed = Array.from({ length: 20 }, (_, n) => ({
      action: `iam.amazonaws.com:Call${n}`,
      eventID: `${n}`,
    }));
    const often = { action: 'kms.amazonaws.com:PutKey', eventID: 'x' };
    const { uncovered, uncoveredActions } = report([], [...missed, often, { ...often, eventID: 'y' }, often]);
    expect(uncoveredActions).toBe(21);
    expect(uncovered).toHaveLength(15);
    expect(uncovered[0]).toEqual({ action: often.action, count: 2 });
  });

  it('puts what does not say when it was into no message, and names it', () => {
    const found = [finding({ at: undefined, eventID: 'e1' }), finding({ at: HOUR })];
    expect(report(found)).toMatchObject({
      pages: 1,
      incidents: 1,
      undated: 1,
      undatedSome: [{ detectionId: 'root-usage', eventID: 'e1' }],
    });
  });

  it('puts what was told first, the worst first, and gives no severity to what was not', () => {
    const found = [
      ...[0, 13, 26].map((hours) => finding({ at: hours * HOUR, severity: 'low' })),
      finding({ detectionId: 'trail-stopped', severity: 'critical' }),
      ...Array.from({ length: 9 }, (_, n) => finding({ detectionId: 'never-seen', lane: 'review', at: n })),
    ];
    const { detections, incidentsBySeverity } = report(found);
    expect(detections.map(({ id, told }) => [id, told])).toEqual([
      ['trail-stopped', 'critical'],
      ['root-usage', 'low'],
      ['never-seen', undefined],
    ]);
    expect(incidentsBySeverity).toEqual({ critical: 1, high: 0, medium: 0, low: 2 });
  });

  it('is the same whatever order the findings came in', () => {
    const found = Array.from({ length: 20 }, (_, n) =>
      finding({ at: (n % 5) * 13 * HOUR, actorKey: `user-${n % 3}` }),
    );
    expect(report(found.toReversed())).toEqual(report(found));
  });
});
