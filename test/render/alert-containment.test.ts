// What an alert says and offers about containing its actor.
import { describe, expect, it } from 'vitest';
import type { ContainmentState } from '../../bot/domain/containment/containment.ts';
import type { Incident, IncidentContainment } from '../../bot/domain/incident/incident.ts';
import { renderAlert } from '../../bot/render/alert.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import {
  ACCOUNT,
  alice,
  deploy,
  detection,
  incident,
  NOW,
  tally,
  view,
  waiting,
} from '../support/alert-fixtures.ts';
import { slackProblems } from '../support/slack-limits.ts';

const of = (
  state: ContainmentState,
  changes: Partial<IncidentContainment> = {},
  resource = 'user/staff/alice',
): IncidentContainment => ({
  containmentId: 'con-1',
  targetArn: `arn:aws:iam::${ACCOUNT}:${resource}`,
  targetName: resource.split('/').at(-1) ?? '',
  mode: 'deny',
  state,
  verified: false,
  at: NOW,
  ...changes,
});
const show = (changes: Partial<Incident>) => renderAlert(view({ incident: incident(changes) }));
const read = (...containments: readonly IncidentContainment[]) => renderPlainText(show({ containments }));
const ids = (changes: Partial<Incident>, contain: 'actor' | 'none' = 'actor') => {
  const detections = new Map([['iam-policy-change', detection({ contain })]]);
  return renderAlert(view({ incident: incident(changes), detections })).blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.flatMap((one) => ('action_id' in one ? [one.action_id] : []))
      : [],
  );
};

describe('the Contain button', () => {
  it('stands last before the menu of what else there is, far from Acknowledge', () => {
    expect(ids({})).toEqual([
      'alert_acknowledge',
      'alert_show_activity',
      'alert_resolve',
      'alert_contain',
      'alert_more',
    ]);
  });

  it('is there only where a detection is about somebody who can be stopped', () => {
    expect(ids({}, 'none')).not.toContain('alert_contain');
    expect(ids({ tallies: [tally({ detectionId: 'gone' })] })).not.toContain('alert_contain');
    expect(ids(waiting())).not.toContain('alert_contain');
  });

  it('is gone once the incident is resolved', () => {
    const resolved = { userId: 'U0ALEX0001', at: NOW, verdict: 'expected', note: '' } as const;
    expect(ids({ triage: { resolved } })).not.toContain('alert_contain');
  });

  it.each(['requested', 'approved', 'contained'] as const)('is gone while its actor is %s', (state) => {
    expect(ids({ containments: [of(state)] })).not.toContain('alert_contain');
    const role = [of(state, {}, 'role/deploy')];
    expect(ids({ actor: deploy, containments: role })).not.toContain('alert_contain');
  });

  it.each(['declined', 'lapsed', 'failed', 'released'] as const)('is back when that is %s', (state) => {
    expect(ids({ containments: [of(state)] })).toContain('alert_contain');
  });

  it('is back when its actor was given back in part', () => {
    expect(ids({ containments: [of('contained', { trouble: 'in-part' })] })).toContain('alert_contain');
    expect(ids({ containments: [of('contained', { trouble: 'fought' })] })).not.toContain('alert_contain');
  });

  it('stays when only somebody else is contained', () => {
    expect(ids({ containments: [of('contained', {}, 'user/mallory')] })).toContain('alert_contain');
  });

  it('stays when a user of the same name as the role is contained', () => {
    const user = [of('contained', {}, 'user/deploy')];
    expect(ids({ actor: deploy, containments: user })).toContain('alert_contain');
  });

  it('is gone while a user is contained whose failed sign-in had no ARN', () => {
    const { arn: _none, ...actor } = alice;
    expect(ids({ actor, containments: [of('contained')] })).not.toContain('alert_contain');
    const other = [of('contained', {}, 'role/alice')];
    expect(ids({ actor, containments: other })).toContain('alert_contain');
  });
});

describe('the line of a containment', () => {
  it.each<[ContainmentState, boolean, string]>([
    ['requested', false, '⏳ alice is to be contained: waits for a second person'],
    ['approved', false, '⏳ alice is being contained'],
    ['contained', false, '🔒 alice is locked out since 2026-11-22 14:05:00 UTC, not verified yet'],
    ['contained', true, '🔒 alice is locked out since 2026-11-22 14:05:00 UTC, verified'],
    ['failed', false, '⚠️ alice could not be contained: the thread says what to do'],
    ['released', false, '🔓 alice was released 2026-11-22 14:05:00 UTC'],
    ['declined', false, '🚫 alice was not contained: declined'],
    ['lapsed', false, '⌛ alice was not contained: the request lapsed'],
  ])('when %s, verified %s, is "%s…"', (state, verified, line) => {
    expect(read(of(state, { verified }))).toContain(line);
  });

  it.each<[IncidentContainment['trouble'], string]>([
    ['in-part', '⚠️ alice was given back in part: the thread says what to do'],
    ['fought', '⚠️ alice is being freed as fast as it is contained: the thread says what to do'],
  ])('in trouble, %s, calls nobody locked out', (trouble, line) => {
    const text = read(of('contained', { ...(trouble && { trouble }) }));
    expect(text).toContain(line);
    expect(text).not.toContain('locked out');
  });

  it('stands among the first, above what was detected', () => {
    const text = read(of('contained'));
    expect(text.indexOf('alice is locked out')).toBeLessThan(text.indexOf('IAM policy changed:'));
  });

  it('of revoked sessions does not call the role locked out', () => {
    const text = read(of('contained', { mode: 'revoke-sessions', verified: true }, 'role/deploy'));
    expect(text).toContain(
      '🔒 The sessions of role deploy were revoked 2026-11-22 14:05:00 UTC, verified; new sessions work',
    );
    expect(text).not.toContain('locked out');
  });

  it('is one for each of a user and a role of the same name', () => {
    const text = read(of('contained', {}, 'user/deploy'), of('requested', {}, 'role/deploy'));
    expect(text).toContain('🔒 deploy is locked out');
    expect(text).toContain('⏳ role deploy is to be contained');
  });

  it('is the newest of each target', () => {
    const later = new Date(NOW.getTime() + 60_000);
    const text = read(of('contained', { at: later }), of('declined'), of('requested', {}, 'user/bob'));
    expect(text).toContain('alice is locked out');
    expect(text).not.toContain('declined');
    expect(text).toContain('bob is to be contained');
  });

  it('is one of at most five, and counts the others', () => {
    const many = Array.from({ length: 9 }, (_, index) => of('contained', {}, `user/user-${index}`));
    const message = show({ containments: many });
    expect(renderPlainText(message).match(/is locked out since/g)).toHaveLength(5);
    expect(renderPlainText(message)).toContain('and 4 more: see the thread');
    expect(slackProblems(message)).toEqual([]);
  });
});
