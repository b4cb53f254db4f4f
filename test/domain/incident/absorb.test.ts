import { describe, expect, it } from 'vitest';
import { absorb, openIncident } from '../../../bot/domain/incident/absorb.ts';
import type { Incident, Sighting } from '../../../bot/domain/incident/incident.ts';
import { sighting } from '../../support/sightings.ts';

const now = new Date('2026-11-22T14:10:00Z');

function opened(first: readonly Sighting[]): Incident {
  const empty = openIncident('a1b2c3d4', '123456789012', first[0]?.actor, now);
  return absorb(empty, first, now).incident;
}

describe('an incident', () => {
  it('counts an event once, whichever road it took', () => {
    const seen = sighting();
    const incident = opened([seen]);
    const again = absorb(incident, [seen, sighting()], now);
    expect(again.fresh).toHaveLength(1);
    expect(again.incident.tallies[0]?.count).toBe(2);
  });

  it('stays the same object when nothing is new', () => {
    const seen = sighting();
    const incident = opened([seen]);
    expect(absorb(incident, [seen], now).incident).toBe(incident);
  });

  it('counts one event for each detection that saw it', () => {
    const seen = sighting();
    const incident = opened([seen, { ...seen, detectionId: 'admin-policy-attached', severity: 'critical' }]);
    expect(incident.tallies.map(({ detectionId, count }) => [detectionId, count])).toEqual([
      ['user-created', 1],
      ['admin-policy-attached', 1],
    ]);
    expect(incident.severity).toBe('critical');
  });

  it('counts attempts that failed apart', () => {
    const incident = opened([sighting(), sighting({ errorCode: 'AccessDenied' })]);
    expect(incident.tallies[0]).toMatchObject({ count: 2, failed: 1 });
  });

  it('has no news when it opens: the message itself says it', () => {
    expect(opened([sighting(), sighting({ awsRegion: 'eu-north-1' })]).untold).toEqual([]);
  });

  it('has news for a new address, Region and action', () => {
    const { incident } = absorb(
      opened([sighting()]),
      [sighting({ sourceIPAddress: '203.0.113.9', awsRegion: 'eu-north-1', eventName: 'CreateRole' })],
      now,
    );
    expect(incident.untold).toEqual([
      { kind: 'address', address: '203.0.113.9' },
      { kind: 'region', region: 'eu-north-1' },
      { kind: 'action', eventName: 'CreateRole', eventSource: 'iam.amazonaws.com' },
    ]);
  });

  it('names a new detection and a higher severity, and not its action besides', () => {
    const stop = sighting(
      { eventName: 'StopLogging', eventSource: 'cloudtrail.amazonaws.com' },
      { detectionId: 'trail-stopped', severity: 'critical', because: ['it succeeded'] },
    );
    const { incident } = absorb(opened([sighting()]), [stop], now);
    expect(incident.untold).toEqual([
      { kind: 'severity', from: 'medium', to: 'critical', because: 'it succeeded' },
      { kind: 'detection', detectionId: 'trail-stopped', severity: 'critical' },
    ]);
  });

  it('has as much news as it remembers addresses, however many there are', () => {
    const storm = Array.from({ length: 1_000 }, (_, n) =>
      sighting({ sourceIPAddress: `2001:db8::${n.toString(16)}` }),
    );
    const { incident } = absorb(opened([sighting()]), storm, now);
    expect(incident.tallies[0]?.count).toBe(1_001);
    expect(incident.untold).toHaveLength(99);
    expect(incident.addresses).toHaveLength(100);
  });

  it('keeps the newest samples only', () => {
    const many = Array.from({ length: 20 }, () => sighting());
    expect(opened(many).tallies[0]?.samples).toEqual(many.slice(-5).map(({ event }) => event));
  });

  it('is not quiet any more when something new comes', () => {
    const quiet = { ...opened([sighting()]), quietSince: now };
    expect(absorb(quiet, [sighting()], now).incident.quietSince).toBeUndefined();
  });
});
