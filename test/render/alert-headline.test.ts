import { describe, expect, it } from 'vitest';
import type { TrailEvent } from '../../bot/domain/event/trail-event.ts';
import { renderAlert } from '../../bot/render/alert.ts';
import type { AlertView } from '../../bot/render/alert-view.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import {
  alice,
  contextOfAlice,
  deploy,
  event,
  incident,
  OTHER_ACCOUNT,
  tally,
  view,
} from '../support/alert-fixtures.ts';

const read = (of: AlertView): string => renderPlainText(renderAlert(of));
const headlineOf = (of: AlertView): string => renderAlert(of).text;
const about = (changes: Parameters<typeof incident>[0]): AlertView => view({ incident: incident(changes) });
const withSample = (sample: TrailEvent): AlertView =>
  about({ tallies: [tally({ samples: [sample], failed: sample.outcome.kind === 'failure' ? 1 : 0 })] });

describe('the first line', () => {
  it('says how bad it is, who did what, to what, in which account, and from where', () => {
    const text = headlineOf(view());
    expect(text).toMatch(/^🔴 CRITICAL: alice attached .*AdministratorAccess.* mallory/);
    expect(text).toContain('in production');
    expect(text).toContain('from 203.0.113.7 (Australia)');
    expect(text.length).toBeLessThan(200);
  });

  it('is what the message itself begins with', () => {
    expect(read(view()).split('\n')[0]).toBe(headlineOf(view()));
  });

  it('calls an attempt an attempt', () => {
    const denied = event({ errorCode: 'AccessDenied', errorMessage: 'not authorized' });
    expect(headlineOf(withSample(denied))).toMatch(/alice tried to attach .*AccessDenied/);
  });

  it('tells what was done rather than what was tried later', () => {
    const samples = [event(), event({ errorCode: 'AccessDenied', eventID: 'later' })];
    expect(headlineOf(about({ tallies: [tally({ count: 2, failed: 1, samples })] }))).toContain(
      'alice attached',
    );
  });

  it('leads with the worst detection and counts the others', () => {
    const routine = tally({
      detectionId: 'a',
      severity: 'low',
      samples: [event({ eventName: 'CreateUser' })],
    });
    const worst = tally({ severity: 'critical' });
    const text = headlineOf(about({ tallies: [routine, worst, { ...routine, detectionId: 'b' }] }));
    expect(text).toContain('attached');
    expect(text).toContain('and 2 more detections');
  });

  it('counts repeated calls', () => {
    expect(headlineOf(about({ tallies: [tally({ count: 14 })] }))).toContain('(×14)');
  });

  it('prefers the name of a known network to its country', () => {
    const source = { ...contextOfAlice.source, knownAs: 'Amsterdam office' };
    expect(headlineOf(about({ context: { ...contextOfAlice, source } }))).toContain('(Amsterdam office)');
  });

  it('does not give an address the country of another', () => {
    const text = headlineOf(withSample(event({ sourceIPAddress: '198.51.100.9' })));
    expect(text).toContain('from 198.51.100.9');
    expect(text).not.toContain('Australia');
  });

  it('names the person behind a role by the session', () => {
    expect(headlineOf(about({ actor: deploy }))).toContain('role deploy (ci-4711) attached');
  });

  it('gives the account by its id when nobody named it', () => {
    expect(headlineOf(about({ accountId: OTHER_ACCOUNT }))).toContain('in account 210987654321');
  });

  it('keeps the place when the action is long', () => {
    const long = event({ requestParameters: { userName: 'm'.repeat(500), policyArn: 'p'.repeat(500) } });
    const text = headlineOf(withSample(long));
    expect(text).toContain('from 203.0.113.7 (Australia)');
    expect(text.length).toBeLessThanOrEqual(215);
  });

  it('is escaped', () => {
    const text = headlineOf(about({ actor: { ...alice, name: '<!channel> & <@U123>' } }));
    expect(text).toContain('&amp;');
    expect(text).not.toMatch(/<[!@]/);
  });
});
