import { describe, expect, it } from 'vitest';
import { renderNews } from '../../bot/render/news.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { CALLED_AT, view } from '../support/alert-fixtures.ts';
import { slackProblems } from '../support/slack-limits.ts';

describe('news', () => {
  it.each([
    [
      { kind: 'detection', detectionId: 'root-usage', severity: 'critical' },
      '🔴 alice: also Root account used (critical)',
    ],
    [{ kind: 'address', address: '203.0.113.7' }, '🔴 alice: now also from 203.0.113.7 (Australia)'],
    [{ kind: 'address', address: '198.51.100.9' }, '🔴 alice: now also from 198.51.100.9'],
    [{ kind: 'region', region: 'eu-west-3' }, '🔴 alice: now also in eu-west-3'],
    [
      { kind: 'action', eventName: 'CreateUser', eventSource: 'iam.amazonaws.com' },
      '🔴 alice: new kind of call, CreateUser (iam.amazonaws.com)',
    ],
    [
      { kind: 'severity', from: 'high', to: 'critical', because: 'no MFA' },
      '🔴 alice: raised from high to critical: no MFA',
    ],
    [
      { kind: 'quiet', at: CALLED_AT, alarmName: 'root-usage' },
      'Quiet since 2026-11-22 14:03:11 UTC: the alarm root-usage is OK again',
    ],
  ] as const)('of %j is one line', (news, line) => {
    const message = renderNews([news], view());
    expect(message.text).toBe(line);
    expect(renderPlainText(message)).toBe(line);
  });

  it('of several new kinds of call is one line', () => {
    const calls = ['CreateUser', 'CreateRole'].map(
      (eventName) => ({ kind: 'action', eventName, eventSource: 'iam.amazonaws.com' }) as const,
    );
    const message = renderNews([{ kind: 'region', region: 'eu-west-3' }, ...calls], view());
    expect(message.text).toBe('🔴 alice: now also in eu-west-3 (and 1 more)');
    expect(renderPlainText(message)).toContain(
      'new kinds of call, CreateUser (iam.amazonaws.com), CreateRole (iam.amazonaws.com)',
    );
  });

  it('fits, and says how much more there is, however long it is once escaped', () => {
    const deed = {
      kind: 'suppressed',
      suppressionId: 'a1b2c3d4',
      detectionId: 'root-usage',
      scope: '&'.repeat(500),
      reason: '&'.repeat(900),
      expiresAt: CALLED_AT,
    } as const;
    const entry = { id: 'j1', at: CALLED_AT, userId: 'U0ALEX0001', incidentId: 'i1', deed };
    const news = [{ kind: 'deed', entry } as const, { kind: 'region', region: 'eu-west-3' } as const];
    const message = renderNews(news, view());
    expect(slackProblems(message)).toEqual([]);
    expect(message.text).toMatch(/^<@U0ALEX0001> called it expected .*&amp;… \(and 1 more\)$/);
  });
});
