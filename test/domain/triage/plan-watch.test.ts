import { describe, expect, it } from 'vitest';
import { planWatch } from '../../../bot/domain/triage/plan-watch.ts';
import { event, incident, NOW, settings, tally, waiting } from '../../support/alert-fixtures.ts';

const people = { ...settings.people, actors: { alice: 'U0ALEX0001' } };
const plan = (of: Parameters<typeof planWatch>[0]) => planWatch(of, { ...settings, people }, NOW);
const kinds = (of: Parameters<typeof planWatch>[0]) => plan(of).putOff.map(({ task }) => task.kind);

describe('what is waited for', () => {
  it('is an acknowledgement and an answer when it is critical', () => {
    expect(plan(incident())).toEqual({
      noted: { clockSince: NOW, askingSince: NOW },
      putOff: [
        {
          task: { kind: 'unacknowledged', step: 'remind', incidentId: 'inc-01JD9Z7Q4N', since: NOW, left: 0 },
          seconds: 300,
        },
        {
          task: { kind: 'unacknowledged', step: 'page', incidentId: 'inc-01JD9Z7Q4N', since: NOW, left: 0 },
          seconds: 900,
        },
        { task: { kind: 'ask', incidentId: 'inc-01JD9Z7Q4N', since: NOW }, seconds: 0 },
      ],
    });
  });

  it('is nobody when a test wrote all of it', () => {
    const test = event({ eventID: 'a1b2c3d4-0-trailbot-test' });
    expect(kinds(incident({ tallies: [tally({ samples: [test] })] }))).toEqual([]);
    expect(kinds(incident({ tallies: [tally({ samples: [test, event()] })] }))).toContain('unacknowledged');
    expect(
      kinds(incident({ tallies: [tally({ samples: [event({ userAgent: 'trailbot-test' })] })] })),
    ).toContain('ask');
  });

  it('is an answer alone when it is high, and the acknowledgement once it becomes critical', () => {
    const high = incident({ severity: 'high' });
    expect(kinds(high)).toEqual(['ask']);
    const worse = incident({ triage: plan(high).noted });
    expect(kinds(worse)).toEqual(['unacknowledged', 'unacknowledged']);
  });

  it('is an acknowledgement alone while nobody knows who it was', () => {
    expect(kinds(waiting())).toEqual(['unacknowledged', 'unacknowledged']);
  });

  it('is no answer of an actor whom nobody knows', () => {
    expect(planWatch(incident({ severity: 'high' }), settings, NOW).putOff).toEqual([]);
  });

  it('is no second answer of who said that it was not them', () => {
    const asked = { userId: 'U0ALEX0001', at: NOW, answer: 'no' } as const;
    expect(kinds(incident({ triage: { asked } }))).toEqual(['unacknowledged', 'unacknowledged']);
  });

  it.each([
    ['it is medium', incident({ severity: 'medium' })],
    ['it is being waited for', incident({ triage: plan(incident()).noted })],
    ['somebody has it', incident({ triage: { acknowledged: { userId: 'U0ALEX0001', at: NOW } } })],
    ['it was routine', incident({ waitEnded: { kind: 'routine', count: 1 } })],
  ])('is nothing when %s', (_, of) => {
    expect(plan(of)).toEqual({ noted: {}, putOff: [] });
  });
});
