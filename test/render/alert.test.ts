import { describe, expect, it } from 'vitest';
import type { TrailEvent } from '../../bot/domain/event/trail-event.ts';
import { renderAlert } from '../../bot/render/alert.ts';
import type { AlertView } from '../../bot/render/alert-view.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import {
  alice,
  contextOfAlice,
  detection,
  event,
  incident,
  NOW,
  OTHER_ACCOUNT,
  tally,
  view,
  waiting,
} from '../support/alert-fixtures.ts';
import { slackProblems } from '../support/slack-limits.ts';

const read = (of: AlertView): string => renderPlainText(renderAlert(of));
const about = (changes: Parameters<typeof incident>[0]): AlertView => view({ incident: incident(changes) });
const withSample = (sample: TrailEvent): AlertView =>
  about({ tallies: [tally({ samples: [sample], failed: sample.outcome.kind === 'failure' ? 1 : 0 })] });

describe('the message', () => {
  it('stays short enough for a phone', () => {
    expect(read(view()).length).toBeLessThan(2_000);
    expect(slackProblems(renderAlert(view()))).toEqual([]);
  });

  it('says what was detected, how often, and why it was raised', () => {
    const text = read(about({ tallies: [tally({ count: 14, failed: 3 })] }));
    expect(text).toContain('IAM policy changed ×14 (3 failed): critical, raised from high: no MFA');
  });

  it('says which unusual fact raised it when no detection did', () => {
    const text = read(about({ tallies: [tally({ severity: 'high', because: [] })] }));
    expect(text).toContain('Raised to critical: First call from Australia in 90 days.');
  });

  it('says who in full: kind, ARN, MFA, and the key with its age', () => {
    const text = read(view());
    expect(text).toContain('alice IAM user, no MFA');
    expect(text).toContain('arn:aws:iam::123456789012:user/staff/alice');
    expect(text).toContain('Key AKIAIOSFODNN7EXAMPLE, 2 days old');
  });

  it.each([
    [true, 'with MFA'],
    [false, 'no MFA'],
    [undefined, 'MFA not recorded'],
  ])('tells MFA %s as "%s"', (mfa, words) => {
    const { mfa: _fixture, ...actor } = alice;
    expect(read(about({ actor: mfa === undefined ? actor : { ...actor, mfa } }))).toContain(words);
  });

  it('says when the actor is a visitor from another account', () => {
    const text = read(about({ actor: { ...alice, accountId: OTHER_ACCOUNT } }));
    expect(text).toContain('Lives in account 210987654321');
  });

  it('says of each call whether it succeeded, was refused or failed', () => {
    const samples = [
      event(),
      event({ eventName: 'CreateUser', errorCode: 'AccessDenied' }),
      event({ eventName: 'DeleteUser', errorCode: 'NoSuchEntityException' }),
    ];
    const text = read(about({ tallies: [tally({ count: 3, failed: 2, samples })] }));
    expect(text).toContain('iam:AttachUserPolicy succeeded');
    expect(text).toContain('iam:CreateUser refused: AccessDenied');
    expect(text).toContain('iam:DeleteUser failed: NoSuchEntityException');
  });

  it('says what was touched, from where, with what, and where', () => {
    const text = read(view());
    expect(text).toContain('arn:aws:iam::aws:policy/AdministratorAccess');
    expect(text).toContain('Australia, AS64500 Example Broadband');
    expect(text).toContain('AWS CLI 2.15 on Linux');
    expect(text).toContain('production (123456789012)');
    expect(text).toContain('us-east-1');
  });

  it('counts addresses that it does not show', () => {
    const addresses = Array.from({ length: 1_000 }, (_, index) => `2001:db8::${index.toString(16)}`);
    expect(read(about({ addresses: ['203.0.113.7', ...addresses] }))).toContain('and 997 more');
  });

  it('shows times in the reader’s own zone, with UTC where a client cannot', () => {
    const last = new Date('2026-11-22T14:09:41Z');
    const sent = JSON.stringify(renderAlert(about({ tallies: [tally({ last })] })).blocks);
    expect(sent).toContain('<!date^1795356191^{date_short_pretty} {time_secs}|2026-11-22 14:03:11 UTC>');
    expect(sent).toContain('<!date^1795356581^{time_secs}|2026-11-22 14:09:41 UTC>');
  });

  it('lists what is unusual, and says so when nothing is', () => {
    expect(read(view())).toContain('• First call from Australia in 90 days.');
    expect(read(about({ context: { ...contextOfAlice, unusual: [] } }))).toContain(
      'Unusual: nothing noticed',
    );
  });

  it('gives no all-clear before everything was asked', () => {
    const { deepened: _later, ...shallow } = { ...contextOfAlice, unusual: [] };
    expect(read(about({ context: shallow }))).not.toContain('nothing noticed');
  });

  it('gives no all-clear when something could not be read', () => {
    const gaps = [{ what: 'activity', reason: 'access denied', remedy: 'Allow cloudtrail:LookupEvents.' }];
    const text = read(about({ context: { ...contextOfAlice, unusual: [], gaps } }));
    expect(text).not.toContain('nothing noticed');
    expect(text).toContain('Could not read activity: access denied → Allow cloudtrail:LookupEvents.');
  });

  it('sums up the hour before', () => {
    expect(read(view())).toContain(
      'Hour before: 37 calls, 12 failed: GetSecretValue ×20, ListBuckets ×9 and 8 more',
    );
  });

  it('says why it matters and what to do, of the leading detection only', () => {
    const text = read(view());
    expect(text).toContain('Why it matters: Whoever changes policies');
    expect(text).toContain('1. Ask the person, by phone');
    expect(text).not.toContain('Root can do anything');
  });

  it('ends with what a report needs', () => {
    const last = read(view()).split('\n').at(-1);
    for (const part of [
      'iam-policy-change',
      'CIS 4.4',
      'PCI 10.2.1.2, 10.2.1.5',
      'MITRE T1098.003',
      'inc-01JD9Z7Q4N',
    ]) {
      expect(last).toContain(part);
    }
    expect(last).toContain('42 s from API call to Slack');
  });

  it.each([
    ['2026-11-22T14:00:53Z', '3 min from API call'],
    ['2026-11-20T13:00:00Z', '2 days from API call'],
  ])('tells how long it took from %s as "%s"', (eventTime, words) => {
    expect(read(withSample(event({ eventTime })))).toContain(words);
  });

  it('leaves the delay out when the record has no time or a time after the message', () => {
    expect(read(withSample(event({ eventTime: 'yesterday' })))).not.toContain('from API call');
    expect(read(withSample(event({ eventTime: '2026-11-22T15:00:00Z' })))).not.toContain('from API call');
  });

  it('links into the console, where it can', () => {
    const text = read(view());
    expect(text).toContain('Actor in IAM: https://console.aws.amazon.com/iam/home#/users/details/alice');
    expect(text).toContain('Log group in CloudWatch: https://eu-west-1.console.aws.amazon.com/cloudwatch/');
    expect(text).toContain('Event in CloudTrail: https://us-east-1.console.aws.amazon.com/cloudtrailv2/');
  });

  it('says since when it is quiet', () => {
    expect(read(about({ quietSince: NOW }))).toContain(
      'Quiet since 2026-11-22 14:05:00 UTC: nothing more matched',
    );
  });

  it('names a detection by its id when its template is gone', () => {
    expect(read(view({ detections: new Map() }))).toContain('iam-policy-change: critical');
  });
});

describe('an alarm whose events are not there yet', () => {
  it('says what fired, where, that nobody is known yet, and when the next look is', () => {
    const text = read(view({ incident: waiting() }));
    expect(text).toContain('CRITICAL: Root account used in production. Who did it is not known yet');
    expect(text).toContain('Looking again at 2026-11-22 14:05:30 UTC');
    expect(text).toContain('root-usage ALARM since 2026-11-22 14:03:53 UTC');
    expect(text).toContain('Why it matters: Root can do anything');
  });

  it('has no button without an answer', () => {
    expect(read(view({ incident: waiting() }))).not.toMatch(/\[Show/);
  });

  it('says after the last look that it may be a test, and what else to check', () => {
    const { nextLookAt: _none, ...given } = waiting({ waitEnded: { kind: 'nothing' } });
    const text = read(view({ incident: given }));
    expect(text).toContain('No event was found in 15 min. This can be a test (SetAlarmState).');
    expect(text).toContain('get-trail-status');
  });

  it('does not call it a test when the log could not be read', () => {
    const gaps = [{ what: 'the trail', reason: 'access denied', remedy: 'Allow logs:FilterLogEvents.' }];
    const source = { kind: 'unknown', address: '' } as const;
    const context = { source, tool: { family: 'other', words: '' }, unusual: [], gaps };
    const { nextLookAt: _none, ...given } = waiting({ context });
    const text = read(view({ incident: given }));
    expect(text).not.toContain('test');
    expect(text).toContain('Could not read the trail: access denied → Allow logs:FilterLogEvents.');
  });
});

describe('too much of everything', () => {
  const many = Array.from({ length: 50 }, (_, index) => `detection-${index}`);
  const crowd = view({
    incident: incident({
      tallies: many.map((detectionId) => tally({ detectionId, count: 1_000, because: many })),
      actions: many,
      regions: many,
      addresses: many,
    }),
    detections: new Map(
      many.map((id) => [
        id,
        detection({
          id,
          title: 'T'.repeat(5_000),
          why: 'W'.repeat(5_000),
          runbook: Array(40).fill('R'.repeat(5_000)),
        }),
      ]),
    ),
  });

  it('fits into one Slack message', () => {
    expect(slackProblems(renderAlert(crowd))).toEqual([]);
  });

  it('counts the detections that are not shown', () => {
    expect(read(crowd)).toContain('and 46 more detections');
  });

  it('survives a user agent, an address and a name of 100,000 characters', () => {
    const huge = '<'.repeat(100_000);
    const sample = event({ userAgent: huge, sourceIPAddress: huge, eventName: huge, awsRegion: huge });
    const { context: _none, ...bare } = incident({
      actor: { ...alice, name: huge, arn: huge, session: huge, accessKeyId: huge, invokedBy: huge },
      addresses: [huge],
      regions: [huge],
      tallies: [tally({ samples: [sample], because: [huge] })],
    });
    expect(slackProblems(renderAlert(view({ incident: bare })))).toEqual([]);
  });
});
