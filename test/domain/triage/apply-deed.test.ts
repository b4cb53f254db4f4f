import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../bot/domain/actor/actor.ts';
import type { Incident } from '../../../bot/domain/incident/incident.ts';
import { applyDeed, holdsDeed, reopen } from '../../../bot/domain/triage/apply-deed.ts';
import type { Deed } from '../../../bot/domain/triage/audit-entry.ts';
import { alice, deploy, incident, NOW } from '../../support/alert-fixtures.ts';

const ALEX = 'U0ALEX0001';
const SAM = 'U0SAM00001';

let count = 0;
function did(before: Incident, deed: Deed, userId?: string): Incident {
  count += 1;
  return applyDeed(before, { id: `deed ${count}`, at: NOW, deed, ...(userId && { userId }) });
}
const open = incident();
const acknowledged = did(open, { kind: 'acknowledged' }, ALEX);
const resolved = did(acknowledged, { kind: 'resolved', verdict: 'expected', note: 'planned' }, ALEX);
const asked = did(incident({ severity: 'high' }), { kind: 'asked', whom: ALEX });
const yes: Deed = { kind: 'answered', answer: 'yes' };
const no: Deed = { kind: 'answered', answer: 'no' };
const silence: Deed = { kind: 'answered', answer: 'silence' };

describe('a deed', () => {
  it('changes the incident, is news, and makes the message to be edited', () => {
    expect(acknowledged).toMatchObject({
      triage: { acknowledged: { userId: ALEX, at: NOW }, assignee: ALEX },
      untold: [{ kind: 'deed', entry: { userId: ALEX, deed: { kind: 'acknowledged' } } }],
      revision: open.revision + 1,
    });
  });

  it('that is tried again changes nothing', () => {
    const entry = { id: 'once', at: NOW, userId: ALEX, deed: { kind: 'escalated', because: 'x' } } as const;
    const once = applyDeed(open, entry);
    expect(once).not.toBe(open);
    expect(applyDeed(once, entry)).toBe(once);
    expect(holdsDeed(once, 'once')).toBe(true);
  });

  it.each<[string, Incident, Deed]>([
    ['acknowledging what somebody has', acknowledged, { kind: 'acknowledged' }],
    ['assigning to who has it', acknowledged, { kind: 'assigned', to: ALEX }],
    ['acknowledging what is resolved', resolved, { kind: 'acknowledged' }],
    ['resolving what is resolved', resolved, { kind: 'resolved', verdict: 'false-positive', note: '' }],
    ['escalating what is resolved', resolved, { kind: 'escalated', because: 'x' }],
    ['reminding of what somebody has', acknowledged, { kind: 'reminded', whom: SAM }],
    ['an answer that nobody asked for', open, yes],
    ['asking again', asked, { kind: 'asked', whom: SAM }],
    [
      'a message that another incident has now',
      incident({ waitEnded: { kind: 'adopted', incidentId: 'other' } }),
      { kind: 'acknowledged' },
    ],
  ])('gives the same object for %s', (_, before, deed) => {
    expect(did(before, deed, SAM)).toBe(before);
  });

  it('leaves an incident to whom it was assigned when somebody else acknowledges', () => {
    const assigned = did(open, { kind: 'assigned', to: SAM }, ALEX);
    expect(did(assigned, { kind: 'acknowledged' }, ALEX).triage?.assignee).toBe(SAM);
  });

  it('reminds once', () => {
    const reminded = did(open, { kind: 'reminded', whom: SAM });
    expect(did(reminded, { kind: 'reminded', whom: SAM })).toBe(reminded);
  });
});

describe('an answer to "was it you?"', () => {
  it('of yes acknowledges what is not critical', () => {
    expect(did(asked, yes, ALEX).triage).toMatchObject({
      asked: { answer: 'yes' },
      acknowledged: { userId: ALEX },
    });
  });

  it.each<[string, boolean, Actor]>([
    ['an IAM user', true, alice],
    ['an Identity Center session', true, { ...alice, kind: 'identity-center-user' }],
    ['a role, whose session the caller names', false, { ...deploy, session: 'alice' }],
    ['a federated user, whom the caller names', false, { ...alice, kind: 'federated-user' }],
  ])('of yes for %s is an acknowledgement: %s', (_, enough, actor) => {
    const answered = did(
      did(incident({ severity: 'high', actor }), { kind: 'asked', whom: ALEX }),
      yes,
      ALEX,
    );
    expect(answered.triage?.asked?.answer).toBe('yes');
    expect(answered.triage?.acknowledged !== undefined).toBe(enough);
  });

  it('of yes is no acknowledgement of something critical, and resolves nothing', () => {
    const critical = did(did(open, { kind: 'asked', whom: ALEX }), yes, ALEX);
    expect(critical.triage?.asked?.answer).toBe('yes');
    expect(critical.triage?.acknowledged).toBeUndefined();
    expect(critical.triage?.resolved).toBeUndefined();
  });

  it('of no makes it critical, says so, and is never taken back', () => {
    const denied = did(asked, no, ALEX);
    expect(denied.severity).toBe('critical');
    expect(denied.untold.slice(-2)).toMatchObject([
      { kind: 'deed', entry: { deed: no } },
      { kind: 'severity', from: 'high', to: 'critical' },
    ]);
    expect(did(denied, yes, ALEX)).toBe(denied);
  });

  it('of no takes the acknowledgement of an earlier yes away', () => {
    const denied = did(did(asked, yes, ALEX), no, ALEX);
    expect(denied.triage).toMatchObject({ asked: { answer: 'no' } });
    expect(denied.triage?.acknowledged).toBeUndefined();
    expect(denied.triage?.assignee).toBeUndefined();
  });

  it('of no opens again what was resolved', () => {
    const closed = did(asked, { kind: 'resolved', verdict: 'expected', note: '' }, SAM);
    expect(did(closed, no, ALEX).triage?.resolved).toBeUndefined();
  });

  it('of anybody else is not heard', () => {
    expect(did(asked, no, SAM)).toBe(asked);
  });

  it('may come after the silence', () => {
    const silent = did(asked, silence);
    expect(silent.triage?.asked?.answer).toBe('silence');
    expect(did(silent, yes, ALEX).triage?.asked?.answer).toBe('yes');
    expect(did(silent, silence)).toBe(silent);
  });
});

describe('reopening', () => {
  it('clears who had it, how it ended, and an answer that was about something else', () => {
    const closed = did(
      did(asked, yes, ALEX),
      {
        kind: 'resolved',
        verdict: 'expected',
        note: '',
      },
      SAM,
    );
    const again = reopen(closed, NOW);
    expect(again.triage?.asked).toBeUndefined();
    expect(again.triage?.acknowledged).toBeUndefined();
    expect(again.triage?.assignee).toBeUndefined();
    expect(again.untold.at(-1)).toMatchObject({ entry: { deed: { kind: 'reopened' } } });
  });

  it('keeps a no, which nobody takes back', () => {
    const closed = did(did(asked, no, ALEX), { kind: 'resolved', verdict: 'expected', note: '' }, SAM);
    expect(reopen(closed, NOW).triage?.asked).toMatchObject({ userId: ALEX, answer: 'no' });
  });

  it('is nothing for an incident that is open', () => {
    expect(reopen(acknowledged, NOW)).toBe(acknowledged);
  });
});
