import { describe, expect, it } from 'vitest';
import type { Finding } from '../../bot/domain/health/health.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { renderStatus } from '../../bot/render/status.ts';
import { slackProblems } from '../support/slack-limits.ts';

const at = new Date('2026-03-01T12:00:00Z');
const place = { kind: 'trail', region: 'us-east-1', arn: undefined } as const;
const fine: Finding = {
  check: 'trail-exists',
  title: 'The trail exists',
  state: 'ok',
  detail: 'the-trail.',
  place,
};
const OPEN = 'Open in the AWS console: https://us-east-1.console.aws.amazon.com';
const broken: Finding = {
  check: 'trail-logging',
  title: 'It is logging',
  state: 'broken',
  detail: 'It was stopped 3 minutes ago: nothing is recorded.',
  remedy: 'Start it now: `aws cloudtrail start-logging --name the-trail`',
  place,
};
const unknown: Finding = {
  check: 'alarms',
  title: 'Alarms are on',
  state: 'unknown',
  detail: 'because AWS refused cloudwatch:DescribeAlarms (AccessDenied).',
  remedy: "Allow cloudwatch:DescribeAlarms in the bot's role.",
  place: { kind: 'alarm', region: 'us-east-1', name: undefined },
};

describe('the status', () => {
  it('says in one line that the trail can be trusted', () => {
    const message = renderStatus({ at, findings: [fine] });
    expect(message.text).toBe('The trail can be trusted');
    expect(renderPlainText(message)).toBe(
      '✅ The trail can be trusted\n\n✓ The trail exists: the-trail.\n\nLooked at 2026-03-01 12:00:00 UTC',
    );
  });

  it('puts what is broken first, with what to do and where, then what is unknown, then warnings, then what is well', () => {
    const message = renderStatus({ at, findings: [fine, unknown, { ...broken, state: 'warning' }, broken] });
    expect(message.text).toBe('1 thing is broken, 1 unknown, 1 warning');
    expect(renderPlainText(message)).toBe(
      [
        '🔴 1 thing is broken, 1 unknown, 1 warning',
        '🔴 It is logging: It was stopped 3 minutes ago: nothing is recorded.\nStart it now: aws cloudtrail start-logging --name the-trail',
        `${OPEN}/cloudtrailv2/home?region=us-east-1#/trails`,
        "⚪ Alarms are on: unknown, because AWS refused cloudwatch:DescribeAlarms (AccessDenied).\nAllow cloudwatch:DescribeAlarms in the bot's role.",
        `${OPEN}/cloudwatch/home?region=us-east-1#alarmsV2:`,
        '🟠 It is logging: It was stopped 3 minutes ago: nothing is recorded.\nStart it now: aws cloudtrail start-logging --name the-trail',
        `${OPEN}/cloudtrailv2/home?region=us-east-1#/trails`,
        '✓ The trail exists: the-trail.',
        'Looked at 2026-03-01 12:00:00 UTC',
      ].join('\n\n'),
    );
    expect(slackProblems(message)).toEqual([]);
  });

  it('does not call a trail trusted that could not be read', () => {
    expect(renderStatus({ at, findings: [fine, unknown] }).text).toBe('Nothing is broken, 1 unknown');
  });

  it('tells as many troubles whole as one message holds, the worst first', () => {
    const remedy = `Do this: \`aws ${'x'.repeat(400)}\``;
    const findings = Array.from(
      { length: 22 },
      (_, index): Finding => ({ ...broken, title: `Check ${index}`, remedy }),
    );
    const message = renderStatus({ at, findings });
    const shown = renderPlainText(message);
    expect(slackProblems(message)).toEqual([]);
    const whole = shown.split('Do this').length - 1;
    expect(whole).toBeGreaterThan(8);
    expect(shown.lastIndexOf('Do this')).toBeLessThan(shown.indexOf(`Check ${whole}:`));
    expect(shown).toContain('Check 21:');
  });

  it('names every trouble within the limits of Slack, however many and however hostile', () => {
    const hostile = '<!channel> *a* `b` <https://192.0.2.1|x> \u202e & '.repeat(40);
    for (const state of ['broken', 'warning', 'unknown', 'ok'] as const) {
      const findings = Array.from(
        { length: 22 },
        (_, index): Finding => ({
          ...broken,
          state,
          title: `Check ${index} ${hostile}`,
          detail: hostile,
          remedy: hostile,
        }),
      );
      const message = renderStatus({ at, findings });
      expect(slackProblems(message)).toEqual([]);
      const shown = renderPlainText(message);
      for (const [index] of findings.entries()) expect(shown).toContain(`Check ${index} `);
    }
  });
});
