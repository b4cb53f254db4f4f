// Who still has an incident when it turns critical.
import { describe, expect, it } from 'vitest';
import { absorb } from '../../../bot/domain/incident/absorb.ts';
import { applyContext } from '../../../bot/domain/incident/apply-context.ts';
import type { Incident } from '../../../bot/domain/incident/incident.ts';
import { distrustOwnWord } from '../../../bot/domain/triage/distrust-own-word.ts';
import { planWatch } from '../../../bot/domain/triage/plan-watch.ts';
import type { Triage } from '../../../bot/domain/triage/triage.ts';
import { contextOfAlice, incident, NOW, settings, tally } from '../../support/alert-fixtures.ts';
import { sighting } from '../../support/sightings.ts';

const ALEX = 'U0ALEX0001';
const SAM = 'U0SAM00001';
const saidYes: Triage = {
  asked: { userId: ALEX, at: NOW, answer: 'yes' },
  askingSince: NOW,
  acknowledged: { userId: ALEX, at: NOW },
  assignee: ALEX,
};
const CRITICAL = sighting({}, { severity: 'critical' });
const high = (triage: Triage): Incident =>
  incident({ severity: 'high', tallies: [tally({ severity: 'high' })], triage });
const isWaitedFor = (one: Incident) =>
  planWatch(one, settings, NOW).putOff.some(({ task }) => task.kind === 'unacknowledged');

describe('an incident that turns critical', () => {
  it('by what happens next is no longer acknowledged by a yes, and waits for somebody', () => {
    const worse = absorb(high(saidYes), [CRITICAL], NOW).incident;
    expect(worse.severity).toBe('critical');
    expect(worse.triage?.acknowledged).toBeUndefined();
    expect(worse.triage?.assignee).toBeUndefined();
    expect(worse.triage?.asked).toEqual(saidYes.asked);
    expect(isWaitedFor(worse)).toBe(true);
  });

  it('by what was learned about it is no longer acknowledged by a yes either', () => {
    const worse = applyContext(high(saidYes), contextOfAlice);
    expect(worse.severity).toBe('critical');
    expect(isWaitedFor(worse)).toBe(true);
  });

  it('stays with a responder who acknowledged it, and with whom it was assigned to', () => {
    const theirs = { ...saidYes, acknowledged: { userId: SAM, at: NOW }, assignee: SAM };
    const worse = absorb(high(theirs), [CRITICAL], NOW).incident;
    expect(worse.triage).toMatchObject({ acknowledged: { userId: SAM }, assignee: SAM });
    expect(worse.severity).toBe('critical');
    expect(isWaitedFor(worse)).toBe(false);
    const assigned = absorb(high({ ...saidYes, assignee: SAM }), [CRITICAL], NOW);
    expect(assigned.incident.triage?.assignee).toBe(SAM);
  });

  it('and was critical before changes for nobody', () => {
    const critical = incident({ triage: saidYes });
    expect(distrustOwnWord(critical, 'critical')).toBe(critical);
  });
});
