// The replies of a containment's thread: each to be understood alone, with what to do where something is to be done.
import { describe, expect, it } from 'vitest';
import type { Containment, Happening } from '../../../bot/domain/containment/containment.ts';
import { isLoudHappening, renderHappening } from '../../../bot/render/containment/happening.ts';
import { renderPlainText } from '../../../bot/render/plain-text.ts';
import { settings } from '../../support/alert-fixtures.ts';
import {
  ALEX,
  APPLIED_AT,
  applied,
  approved,
  BOUNDARY,
  containment,
  HAPPENINGS,
  KEY,
  nightly,
  requested,
  SAM,
  SESSIONS,
  verified,
} from '../../support/told-containments.ts';

const company = { ...settings, people: { ...settings.people, approvers: [SAM, ALEX] } };
const tell = (happening: Happening, of: Containment = containment()) =>
  renderHappening(happening, of, company);
const read = (happening: Happening, of?: Containment) => renderPlainText(tell(happening, of));
const at = APPLIED_AT;

describe('each line', () => {
  it.each(HAPPENINGS.map((one) => [one.kind, one] as const))('of %s names the target', (_kind, happening) => {
    expect(tell(happening).text).toContain('ci-deploy');
    expect(read(happening).split('\n')[0]).toContain('ci-deploy');
  });

  it.each<[Happening, string]>([
    [requested, `⏳ <@${SAM}> asks to contain ci-deploy: Its key is public`],
    [approved, `👍 <@${ALEX}> approved containing ci-deploy.`],
    [
      { kind: 'approved', at, userId: SAM, alone: true },
      `👍 <@${SAM}> approved containing ci-deploy, alone: the incident is critical, and the settings allow it.`,
    ],
    [
      { kind: 'lapsed', at, why: 'not-approved' },
      `⌛ ci-deploy was NOT contained: nobody approved within 15 minutes. Nothing was changed. <@${SAM}>, ask again if it is still needed.`,
    ],
    [applied, '🔒 ci-deploy is locked out of AWS.'],
    [
      verified,
      "✅ The containment of ci-deploy holds: what was changed is still so; IAM's policy simulator denies its calls.",
    ],
    [
      { kind: 'release-declined', at, userId: ALEX },
      `🔒 <@${ALEX}> declined the release: ci-deploy stays contained.`,
    ],
  ])('%# is one sentence', (happening, text) => {
    expect(tell(happening).text).toBe(text);
  });

  it('does not claim more of a verification than was seen', () => {
    const text = read({ kind: 'verified', at, simulated: false });
    expect(text).not.toMatch(/simulator/);
  });
});

describe('what was applied', () => {
  it('lists exactly what was changed, who asked and who approved', () => {
    const text = read({
      kind: 'applied',
      at,
      now: [{ kind: 'policy' }, BOUNDARY, KEY, { kind: 'password' }],
    });
    expect(text).toContain('• policy AWSDenyAll attached');
    expect(text).toContain(
      '• AWSDenyAll set as permissions boundary, in place of arn:aws:iam::123456789012:policy/developers',
    );
    expect(text).toContain('• access key AKIAIOSFODNN7EXAMPLE made inactive');
    expect(text).toContain('• console password deleted');
    expect(text).toContain(`Requested by @${SAM}, approved by @${ALEX}, until it is released.`);
  });

  it('does not call a role locked out whose new sessions work', () => {
    const of = containment({ target: nightly, mode: 'revoke-sessions' });
    const text = read({ kind: 'applied', at, now: [SESSIONS] }, of);
    expect(text).toContain('The sessions that role nightly had are revoked. New sessions work.');
    expect(text).toContain('sessions from before 2026-11-22 03:14:00 UTC revoked');
    expect(text).not.toContain('locked out');
  });

  it('is not told as new when only more of it had to be changed later', () => {
    const text = read({ kind: 'applied', at: new Date(at.getTime() + 60_000), now: [KEY] });
    expect(text).toContain('More had to be changed to hold ci-deploy.');
    expect(text).not.toMatch(/locked out|Requested by/);
  });

  it('says when nothing had to be changed', () => {
    expect(read({ kind: 'applied', at, now: [] })).toContain('Nothing had to be changed');
  });
});

describe('somebody who fights back', () => {
  it('is called that, with the one policy that they cannot take off', () => {
    const text = read({ kind: 'stripped', at, times: 3 });
    expect(text).toContain(
      'Somebody took the containment off ci-deploy 3 times; it was put back each time. Somebody is fighting back.',
    );
    expect(text).toContain('service control policy');
    expect(text).toContain('no effect in the management account');
    expect(text).toContain('"aws:PrincipalArn": "arn:aws:iam::123456789012:user/ci/ci-deploy"');
  });

  it('and is not held within a look is answered by that policy, not by the commands that were tried', () => {
    const why = 'It was still being taken off';
    const text = read({ kind: 'unverified', at, why, hint: 'Attach one.', fought: true });
    expect(text).toContain('service control policy');
    expect(text).toContain('"aws:PrincipalArn": "arn:aws:iam::123456789012:user/ci/ci-deploy"');
    expect(text).not.toContain('aws iam');
  });

  it('gets no policy from a path that would refuse others too', () => {
    for (const path of ['*', '$x']) {
      const target = { ...nightly, arn: `arn:aws:iam::123456789012:role/${path}/nightly` };
      expect(read({ kind: 'stripped', at, times: 1 }, containment({ target }))).not.toContain('"Effect"');
    }
  });
});

describe('what went wrong', () => {
  it('is no doubt about what was not applied yet, but a delay', () => {
    const late: Happening = { kind: 'unverified', at, why: 'It was approved 2 minutes ago', hint: 'Wait.' };
    expect(tell(late, containment({ state: 'approved', history: [requested, approved] })).text).toBe(
      '⚠️ ci-deploy is NOT contained yet: It was approved 2 minutes ago.',
    );
    expect(tell(late).text).toContain('It is not certain that the containment of ci-deploy holds');
  });

  const failed: Happening = { kind: 'failed', at, why: 'Access denied', hint: 'Deploy again', now: [] };

  it('is told with what stands, what may stand, and the commands to do it by hand', () => {
    const changes = [
      { kind: 'policy', state: 'made' },
      { ...KEY, state: 'planned' },
    ] as const;
    const text = read({ ...failed, now: [{ kind: 'policy' }] }, containment({ state: 'failed', changes }));
    expect(text).toContain('ci-deploy could not be contained to the end: Access denied.\n\nDeploy again.');
    expect(text).toContain('In place now\n• policy AWSDenyAll attached');
    expect(text).toContain('Perhaps in place: look in IAM\n• access key AKIAIOSFODNN7EXAMPLE made inactive');
    expect(text).toContain('By hand, as an administrator of production (123456789012)');
    expect(text).toContain(
      "aws iam attach-user-policy --user-name='ci-deploy' --policy-arn='arn:aws:iam::aws:policy/AWSDenyAll'\n" +
        "aws iam update-access-key --user-name='ci-deploy' --access-key-id='AKIAIOSFODNN7EXAMPLE' --status Inactive",
    );
  });

  it('has the command also when nothing was begun, in the mode that was asked for', () => {
    const nothing = { state: 'failed', changes: [] } as const;
    expect(read(failed, containment(nothing))).toContain('aws iam attach-user-policy');
    expect(read(failed, containment(nothing))).toContain('Nothing of it stands in AWS now.');
    const revoke = read(failed, containment({ ...nothing, target: nightly, mode: 'revoke-sessions' }));
    expect(revoke).toContain("put-role-policy --role-name='nightly' --policy-name AWSRevokeOlderSessions");
    expect(revoke).toContain('{"DateLessThan":{"aws:TokenIssueTime":"2026-11-22T03:14:00.000Z"}}');
    expect(revoke).not.toContain('attach-role-policy');
  });

  it('gives a shell no more than one word, whatever the name', () => {
    const target = { ...nightly, name: "x'; curl evil.example #" };
    const text = read(failed, containment({ target, state: 'failed', changes: [] }));
    expect(text).toContain(`--role-name='x'\\''; curl evil.example #' --policy-arn`);
  });

  it('leaves a command out that would be cut', () => {
    const target = { ...nightly, name: 'x'.repeat(4_000) };
    expect(read(failed, containment({ target, state: 'failed', changes: [] }))).not.toContain('aws iam');
  });

  it('has the commands that give back what a failed release left, with the old boundary', () => {
    const changes = [
      { kind: 'policy', state: 'made' },
      { ...BOUNDARY, state: 'made' },
      { ...KEY, state: 'undone' },
    ] as const;
    const text = read(
      { kind: 'release-failed', at, why: 'Throttled', hint: 'Try' },
      containment({ changes }),
    );
    expect(text).toContain("aws iam detach-user-policy --user-name='ci-deploy'");
    expect(text).toContain("--permissions-boundary='arn:aws:iam::123456789012:policy/developers'");
    expect(text).not.toContain('update-access-key');
  });
});

describe('the way back', () => {
  it('tells a key that stays inactive apart from what is not there, and gives no command for it', () => {
    const found = { ...KEY, found: true } as const;
    const stays =
      'access key AKIAIOSFODNN7EXAMPLE was made or made active while contained: it stays inactive';
    expect(read({ kind: 'released', at, back: [{ kind: 'policy' }], lost: [found] })).toContain(stays);
    const changes = [{ ...found, state: 'made' }] as const;
    const failed = { kind: 'release-failed', at, why: 'Throttled', hint: 'Try' } as const;
    expect(read(failed, containment({ changes }))).not.toContain('update-access-key');
  });

  it('says so when nobody was there to give back to, with how to find who was renamed', () => {
    const released = { kind: 'released', at, back: [], lost: [{ kind: 'policy' }, KEY] } as const;
    const text = read(released);
    expect(text).toContain('⚠️ ci-deploy is not in IAM any more');
    expect(text).toContain('UpdateUser');
    expect(text).not.toContain('is released');
    expect(read(released, containment({ target: nightly }))).not.toContain('UpdateUser');
  });

  it('lists what was given back and what cannot be', () => {
    const lost = [{ kind: 'password' }, SESSIONS] as const;
    const text = read({ kind: 'released', at, back: [{ kind: 'policy' }, BOUNDARY, KEY], lost });
    expect(text).toContain('🔓 ci-deploy is released.');
    expect(text).toContain('• permissions boundary arn:aws:iam::123456789012:policy/developers set again');
    expect(text).toContain('• access key AKIAIOSFODNN7EXAMPLE made active again');
    expect(text).toContain('Could not be given back\n• the console password: it was deleted');
    expect(text).toContain('they stay revoked');
  });

  it('calls those who may approve it, and not who asked', () => {
    const text = read({ kind: 'release-requested', at, userId: SAM, reason: 'Done' });
    expect(text).toContain(`Needs a second person: @${ALEX}`);
  });

  it('asks nobody at the end of its time', () => {
    expect(read({ kind: 'release-requested', at, reason: '' })).toBe(
      '⏰ The time for which ci-deploy was to be contained is over: it is being released.',
    );
  });
});

describe('the whole channel', () => {
  it('sees who lost or got access, what is fought over or failed, and what waits for a decision', () => {
    const loud = new Set(HAPPENINGS.filter(isLoudHappening).map(({ kind }) => kind));
    expect([...loud]).toEqual([
      'requested',
      'lapsed',
      'applied',
      'stripped',
      'unverified',
      'failed',
      'ending',
      'release-requested',
      'released',
      'release-failed',
    ]);
  });
});
