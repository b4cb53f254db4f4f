// Which incidents belong into a list.
import { describe, expect, it } from 'vitest';
import { activeSince, selectIncidents } from '../../../bot/domain/command/select-incidents.ts';
import { incident, NOW } from '../../support/alert-fixtures.ts';

const ME = 'U0ALEX0001';
const at = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);
const resolved = { userId: ME, at: NOW, verdict: 'expected' as const, note: '' };
const all = [
  incident({ id: 'old', lastActivityAt: at(50) }),
  incident({ id: 'new', lastActivityAt: at(1) }),
  incident({ id: 'given', lastActivityAt: at(3), triage: { assignee: ME } }),
  incident({ id: 'taken', lastActivityAt: at(2), triage: { acknowledged: { userId: ME, at: NOW } } }),
  incident({ id: 'theirs', lastActivityAt: at(4), triage: { assignee: 'U0SAM00001' } }),
  incident({ id: 'done', lastActivityAt: at(5), triage: { assignee: ME, resolved } }),
  incident({ id: 'routine', waitEnded: { kind: 'routine', count: 1 } }),
  incident({ id: 'elsewhere', waitEnded: { kind: 'elsewhere', incidentIds: ['x'] } }),
  incident({ id: 'unexplained', lastActivityAt: at(6), waitEnded: { kind: 'nothing' } }),
];
const ids = (which: 'open' | 'mine' | '24h') => selectIncidents(all, which, ME).map(({ id }) => id);

describe('a list of incidents', () => {
  it('that are open has what nobody resolved, the newest first', () => {
    expect(ids('open')).toEqual(['new', 'taken', 'given', 'theirs', 'unexplained', 'old']);
  });

  it('that are mine has what I took or was given, and did not resolve', () => {
    expect(ids('mine')).toEqual(['taken', 'given']);
  });

  it('of the last day has what was resolved too', () => {
    expect(ids('24h')).toContain('done');
    expect(activeSince('24h', NOW)).toEqual(at(24));
    expect(activeSince('open', NOW)).toEqual(at(30 * 24));
  });
});
