import { describe, expect, it } from 'vitest';
import { isLinkedInAlarm, linkAlarm, quieten } from '../../../bot/domain/alarm/link-alarm.ts';
import { beginningOf, delayUntilLook, readOnFrom } from '../../../bot/domain/alarm/look-again.ts';
import type { Context } from '../../../bot/domain/context/context.ts';
import { absorb, openIncident } from '../../../bot/domain/incident/absorb.ts';
import { applyContext } from '../../../bot/domain/incident/apply-context.ts';
import type { Incident } from '../../../bot/domain/incident/incident.ts';
import { afterTelling, dropTelling, hasToTell, takeTelling } from '../../../bot/domain/incident/telling.ts';
import { endWait, openWaiting, waitFor } from '../../../bot/domain/incident/wait-for-events.ts';
import { MORE } from '../../../bot/domain/naming.ts';
import { LIMITS } from '../../../bot/render/blocks.ts';
import { settings } from '../../support/alert-fixtures.ts';
import { alarm, sighting } from '../../support/sightings.ts';

const now = new Date('2026-11-22T14:10:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const post = { route: 'security', channel: 'C0SECURITY1', ts: '1795356600.000100', shown: 1 };

function incident(changes: Partial<Incident> = {}): Incident {
  const first = sighting();
  const empty = openIncident('a1b2c3d4', '123456789012', first.actor, now);
  return { ...absorb(empty, [first], now).incident, ...changes };
}

function context(unusual: Context['unusual']): Context {
  return {
    source: { kind: 'public', address: '198.51.100.7' },
    tool: { family: 'aws-cli', words: 'AWS CLI' },
    unusual,
    gaps: [],
  };
}

describe('telling', () => {
  it('belongs to one run at a time', () => {
    const held = takeTelling(incident(), 'run-1', now);
    expect(held?.teller?.run).toBe('run-1');
    expect(held && takeTelling(held, 'run-2', later(10))).toBeUndefined();
  });

  it('is taken over from a run that never came back', () => {
    const held = takeTelling(incident(), 'run-1', now);
    expect(held && takeTelling(held, 'run-2', later(91))?.teller?.run).toBe('run-2');
  });

  it('is free at once when a run gave up', () => {
    const dropped = dropTelling(incident(), 'run-1', now);
    expect(takeTelling(dropped, 'run-2', later(1))?.teller?.run).toBe('run-2');
  });

  it('is due for a message that shows an older revision, for news, and for a channel without a message', () => {
    expect(hasToTell(incident({ posts: [post] }), settings)).toBe(false);
    expect(hasToTell(incident({ posts: [post], revision: 2 }), settings)).toBe(true);
    expect(
      hasToTell(incident({ posts: [post], untold: [{ kind: 'region', region: 'eu-north-1' }] }), settings),
    ).toBe(true);
    expect(hasToTell(incident(), settings)).toBe(true);
  });

  it('keeps the news that came in while others were told', () => {
    const told = [{ kind: 'region', region: 'eu-north-1' }] as const;
    const latest = incident({ untold: [...told, { kind: 'address', address: '203.0.113.9' }] });
    expect(afterTelling(latest, [post], told).untold).toEqual([{ kind: 'address', address: '203.0.113.9' }]);
  });
});

describe('context', () => {
  const fact = {
    kind: 'new-country',
    sentence: 'First call from Australia in the 90 days before.',
    raises: true,
  } as const;

  it('raises the severity by one and says why in the thread of a message that is out', () => {
    const raised = applyContext(incident({ posts: [post] }), context([fact]));
    expect(raised.severity).toBe('high');
    expect(raised.untold).toEqual([{ kind: 'severity', from: 'medium', to: 'high', because: fact.sentence }]);
  });

  it('raises once, however often the same is found', () => {
    const raised = applyContext(applyContext(incident(), context([fact])), context([fact]));
    expect(raised.severity).toBe('high');
    expect(raised.context?.unusual).toEqual([fact]);
  });

  it('never lowers', () => {
    expect(applyContext(incident({ severity: 'critical' }), context([])).severity).toBe('critical');
  });
});

describe('an alarm', () => {
  it('is linked once for each change of its state', () => {
    const linked = linkAlarm(incident(), alarm());
    expect(linkAlarm(linked, alarm())).toBe(linked);
    expect(isLinkedInAlarm(linked, alarm())).toBe(true);
  });

  it('does not turn back to an older state when notifications arrive out of order', () => {
    const quiet = quieten(linkAlarm(incident(), alarm()), alarm(), new Date('2026-11-22T14:12:00Z'));
    expect(linkAlarm(quiet, alarm())).toBe(quiet);
  });

  it('makes the incident quiet when it was the last one that was on', () => {
    const other = alarm({ name: 'other', arn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:other' });
    const both = linkAlarm(linkAlarm(incident(), alarm()), other);
    const one = quieten(both, alarm(), later(60));
    expect(one.quietSince).toBeUndefined();
    const none = quieten(one, other, later(120));
    expect(none.quietSince).toEqual(later(120));
    expect(none.untold).toEqual([{ kind: 'quiet', at: later(120), alarmName: 'other' }]);
  });
});

describe('the next look', () => {
  const at = (seconds: number) => new Date(alarm().changedAt.getTime() + seconds * 1_000);
  const delay = (look: number, elapsed: number, alarmOn = false) =>
    delayUntilLook(look, { changedAt: alarm().changedAt, now: at(elapsed), alarmOn });

  it('is 15 s, 30 s, 1, 2, 5, 10 and 15 minutes after the alarm', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((look) => delay(look, 0))).toEqual([15, 30, 60, 120, 300, 600, 900]);
    expect(delay(3, 62)).toBe(58);
  });

  it('is soon when its time has passed already', () => expect(delay(0, 500)).toBe(1));

  it('is the last one after 15 minutes, unless the alarm is still on', () => {
    expect(delay(7, 900)).toBeUndefined();
    expect(delay(7, 900, true)).toBe(900);
  });

  it('begins two minutes before the range of the alarm, by delivery time', () => {
    expect(beginningOf(alarm())).toEqual(at(-180));
  });

  it('reads on a little before where the last one ended, and never goes back', () => {
    expect(readOnFrom(at(-180), at(600))).toEqual(at(480));
    expect(readOnFrom(at(-180), at(-100))).toEqual(at(-180));
  });
});

describe('waiting for events', () => {
  const waiting = waitFor(openWaiting(alarm(), 'high', alarm().changedAt), {
    alarm: alarm(),
    look: 0,
    gap: undefined,
    now: alarm().changedAt,
  });

  it('has the same id however often the alarm is delivered', () => {
    expect(openWaiting(alarm(), 'high', now).id).toBe(openWaiting(alarm(), 'high', later(60)).id);
  });

  it('has an id that fits into a menu’s entry, whatever the alarm is called', () => {
    const arn = `arn:aws:cloudwatch:ap-southeast-2:123456789012:alarm:${'x'.repeat(255)}`;
    const { id } = openWaiting(alarm({ arn }), 'high', now);
    expect(`${MORE.escalate} ${id}`.length).toBeLessThanOrEqual(LIMITS.optionValue);
    expect(id).not.toBe(openWaiting(alarm({ arn: `${arn}y` }), 'high', now).id);
    expect(id).not.toBe(openWaiting(alarm({ arn, changedAt: later(900) }), 'high', now).id);
  });

  it('says when the next look is, and why the last one could not read', () => {
    expect(waiting.nextLookAt).toEqual(new Date('2026-11-22T14:08:15Z'));
    const gap = {
      what: 'the events',
      reason: 'AWS throttled logs:FilterLogEvents.',
      remedy: 'Wait a minute.',
    };
    expect(waitFor(waiting, { alarm: alarm(), look: 1, gap, now }).context?.gaps).toEqual([gap]);
  });

  it('ends after the last look, and a late event still changes how it ended', () => {
    const ended = waitFor(waiting, { alarm: alarm(), look: 7, gap: undefined, now });
    expect(ended.waitEnded).toEqual({ kind: 'nothing' });
    expect(ended.nextLookAt).toBeUndefined();
    expect(endWait(ended, { kind: 'routine', count: 2 }).waitEnded).toEqual({ kind: 'routine', count: 2 });
  });

  it('leaves an adopted message to the incident that adopted it', () => {
    const adopted = endWait({ ...waiting, posts: [post] }, { kind: 'adopted', incidentId: 'a1b2c3d4' });
    expect(hasToTell(adopted, settings)).toBe(false);
  });
});
