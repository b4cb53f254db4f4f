// What people read about containments beside their cards: what was made, who is contained, and why not.
import { describe, expect, it } from 'vitest';
import type { Made } from '../../../bot/domain/containment/calls/made.ts';
import type { Containment } from '../../../bot/domain/containment/containment.ts';
import type { Target } from '../../../bot/domain/containment/target.ts';
import type { Message } from '../../../bot/domain/message.ts';
import { textAt } from '../../../bot/domain/read-json.ts';
import { renderContained } from '../../../bot/render/containment/contained.ts';
import { renderMade } from '../../../bot/render/containment/made.ts';
import { renderContainRefusal, renderNotDecided } from '../../../bot/render/containment/refused.ts';
import { renderPlainText } from '../../../bot/render/plain-text.ts';
import {
  ALEX,
  APPLIED_AT,
  applied,
  asked,
  ciDeploy,
  containment,
  nightly,
  SAM,
  verified,
} from '../../support/told-containments.ts';

const UP_TO = new Date('2026-11-22T03:20:00Z');
const user = (name: string): Target => ({ ...ciDeploy, name, arn: `arn:aws:iam::123456789012:user/${name}` });
const made = (what: string, target?: Target): Made => ({
  kind: 'key',
  what,
  at: APPLIED_AT,
  eventID: what,
  ...(target && { target }),
});
const tell = (list: readonly Made[], incomplete = false, of: Containment = containment()) =>
  renderMade({ containment: of, made: list, upTo: UP_TO, incomplete });
const pressable = ({ blocks }: Message) =>
  blocks.flatMap((block): readonly unknown[] => {
    if (block.type === 'actions') return block.elements;
    return block.type === 'section' && block.accessory ? [block.accessory] : [];
  });
const values = (message: Message) => pressable(message).map((one) => textAt(one, 'value'));

describe('what somebody made', () => {
  it('is listed with its time, and each user or role behind it once with a button', () => {
    const bob = user('bob');
    const message = tell([made('user bob', bob), made('access key AKIAI44QH8DHBEXAMPLE for user bob', bob)]);
    const text = renderPlainText(message);
    expect(text).toContain('ci-deploy made or took on 2 things that may be a way back in');
    expect(text).toContain('2026-11-22 03:14:00 UTC access key AKIAI44QH8DHBEXAMPLE for user bob');
    expect(pressable(message)).toMatchObject([
      { action_id: 'containment_contain_other', text: { text: 'Contain…' } },
    ]);
    expect(values(message)).toEqual(['inc-1 arn:aws:iam::123456789012:user/bob']);
  });

  it('needs no button for what the principal made for itself', () => {
    expect(pressable(tell([made('access key AKIAI44QH8DHBEXAMPLE', ciDeploy)]))).toEqual([]);
  });

  it('goes without an incident where there is none', () => {
    const { incidentId: _none, ...bare } = containment();
    expect(values(tell([made('user bob', user('bob'))], false, bare))).toEqual([
      '- arn:aws:iam::123456789012:user/bob',
    ]);
  });

  it('has at most ten buttons, and counts the rest', () => {
    const crowd = Array.from({ length: 25 }, (_, index) => made(`user u${index}`, user(`u${index}`)));
    const message = tell(crowd);
    expect(pressable(message)).toHaveLength(10);
    expect(renderPlainText(message)).toContain('15 more: contain them with /trail contain and the ARN.');
    expect(renderPlainText(message)).toContain('and 5 more');
  });

  it('shows the most dangerous first, so that a crowd of sessions hides nothing', () => {
    const session = (index: number): Made => ({
      ...made(`session of role r${index}`, { ...nightly, arn: `arn:aws:iam::123456789012:role/r${index}` }),
      kind: 'session',
    });
    const crowd = Array.from({ length: 25 }, (_, index) => session(index));
    const message = tell([...crowd, { ...made('user backdoor', user('backdoor')), kind: 'user' }]);
    expect(values(message)[0]).toBe('inc-1 arn:aws:iam::123456789012:user/backdoor');
    expect(renderPlainText(message)).toMatch(/UTC user backdoor\n[\s\S]*UTC session of role r0\n/);
    expect(renderPlainText(message)).toContain('and 6 more: 6 sessions');
  });

  it('has no button whose value Slack would not bring back whole', () => {
    expect(pressable(tell([made('role', { ...nightly, arn: `arn:${'x'.repeat(2_000)}` })]))).toEqual([]);
  });

  it('says that nothing was found, until when was looked, and that CloudTrail is late', () => {
    const text = renderPlainText(tell([]));
    expect(text).toContain('Nothing was found that ci-deploy made or took on');
    expect(text).toContain('to 2026-11-22 03:20:00 UTC. CloudTrail brings calls 5 to 15 minutes late.');
  });

  it('gives no all-clear when not all could be read', () => {
    const text = renderPlainText(tell([], true));
    expect(text).not.toContain('Nothing was found');
    expect(text).toContain('there may be more');
  });
});

describe('who is contained', () => {
  const endless = containment({ history: [applied, verified] });
  const limited = containment({ id: 'con-2', target: nightly, endsAt: UP_TO, mode: 'revoke-sessions' });
  const all = [endless, limited, asked({ id: 'con-3', target: user('bob') })];

  it('says since when, until when, by whom, why, and whether it holds, with a button to release', () => {
    const message = renderContained(all, '');
    const text = renderPlainText(message);
    expect(text).toContain('3 containments are in force or asked for');
    expect(text).toContain('🔒 ci-deploy is locked out of AWS, verified');
    expect(text).toContain('Since 2026-11-22 03:14:00 UTC, until it is released');
    expect(text).toContain('Since 2026-11-22 03:14:00 UTC, until 2026-11-22 03:20:00 UTC');
    expect(text).toContain(`Requested by @${SAM}, approved by @${ALEX}`);
    expect(text).toContain('Why: Its key is public');
    expect(text).toContain('Contain bob? It waits for approval');
    expect(values(message)).toEqual(['con-1', 'con-2']);
  });

  it('shows one by name or ARN', () => {
    expect(values(renderContained(all, ' nightly '))).toEqual(['con-2']);
    expect(values(renderContained(all, nightly.arn))).toEqual(['con-2']);
  });

  it('says when somebody is not contained, and lists who is', () => {
    const message = renderContained(all, 'mallory');
    expect(renderPlainText(message)).toContain('Nobody called mallory is contained by Trailbot.');
    expect(values(message)).toEqual(['con-1', 'con-2']);
  });

  it('says when nobody is', () => {
    expect(renderContained([], '').text).toBe('Nobody is contained by Trailbot.');
    expect(renderContained([], '<!channel>').text).not.toContain('<!channel>');
  });

  it('counts those that do not fit', () => {
    const crowd = Array.from({ length: 60 }, (_, index) => containment({ id: `con-${index}` }));
    const message = renderContained(crowd, '');
    const left = 60 - values(message).length;
    expect(left).toBeGreaterThan(0);
    expect(renderPlainText(message)).toContain(`${left} more did not fit`);
  });
});

describe('a refusal', () => {
  it('says why, what to do in order, where, and what to copy', () => {
    const text = renderPlainText(
      renderContainRefusal({
        ok: false,
        reason: 'Root cannot be contained in IAM.',
        steps: ['Change its password.', 'Delete its access keys.'],
        links: [
          { label: 'Root in IAM', url: 'https://console.aws.amazon.com/iam/home#/security_credentials' },
          { label: 'A trap', url: 'javascript:alert(1)' },
        ],
        text: '{\n  "Effect": "Deny"\n}',
      }),
    );
    expect(text).toContain('Root cannot be contained in IAM.');
    expect(text).toContain('1. Change its password.\n2. Delete its access keys.');
    expect(text).toContain('Root in IAM: https://console.aws.amazon.com/iam/home#/security_credentials');
    expect(text).toContain('{\n  "Effect": "Deny"\n}');
    expect(text).not.toContain('javascript');
  });

  it('of a decision says why and what now', () => {
    const text = renderPlainText(renderNotDecided('Too late.', 'Ask again.'));
    expect(text).toBe('Too late.\n\nAsk again.');
  });
});
