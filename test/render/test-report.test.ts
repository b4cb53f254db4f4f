import { describe, expect, it } from 'vitest';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { renderTestReport } from '../../bot/render/test-report.ts';
import { slackProblems } from '../support/slack-limits.ts';

const detection = { title: 'CloudTrail changed' } as Parameters<typeof renderTestReport>[0];
const written = { name: 'Written to the log group', tookMs: 120, detail: 'the/group' };

describe('the report of a test', () => {
  it('gives the whole time and that of each stretch', () => {
    const message = renderTestReport(detection, [
      written,
      { name: 'Told in Slack', tookMs: 61_000, detail: '#security-alerts' },
    ]);
    expect(renderPlainText(message)).toBe(
      [
        '✅ The test event came through in 1 min',
        '1. Written to the log group, 0.1 s: the/group\n2. Told in Slack, 1 min: #security-alerts',
        'A harmless event for CloudTrail changed, in the name of trailbot-test: nothing happened in the account.',
      ].join('\n\n'),
    );
  });

  it('says which stretch it did not pass, and where to look', () => {
    const detail = 'it did not come through. Look at <!channel> the log group.';
    const message = renderTestReport(detection, [written, { name: 'Readable', tookMs: undefined, detail }]);
    expect(message.text).toBe('The test event did not come through: Readable');
    expect(renderPlainText(message)).toContain('2. Readable: it did not come through. Look at');
    expect(slackProblems(message)).toEqual([]);
  });
});
