import { describe, expect, it } from 'vitest';
import type { AlarmNotice } from '../../bot/domain/alarm/alarm.ts';
import { renderNotice } from '../../bot/render/notice.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { CALLED_AT } from '../support/alert-fixtures.ts';
import { slackProblems } from '../support/slack-limits.ts';

describe('an alarm that is not ours', () => {
  const notice: AlarmNotice = {
    kind: 'alarm',
    name: 'db-cpu-high',
    arn: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:db-cpu-high',
    description: 'Page the database people.',
    accountId: '123456789012',
    region: 'eu-west-1',
    state: 'ALARM',
    previousState: 'OK',
    reason: 'Threshold Crossed: 1 datapoint [97.2] was greater than the threshold (90.0).',
    changedAt: CALLED_AT,
    form: 'metric',
    rangeSeconds: 300,
    threshold: 90,
    namespace: 'AWS/RDS',
    children: [],
  };

  it('is shown with its state, reason, description and a link', () => {
    const text = renderPlainText(renderNotice(notice));
    expect(text).toContain('Alarm db-cpu-high is ALARM');
    expect(text).toContain('OK → ALARM');
    expect(text).toContain('Threshold Crossed: 1 datapoint [97.2]');
    expect(text).toContain('Page the database people.');
    expect(text).toContain('#alarmsV2:alarm/db-cpu-high');
  });

  it('names the children of a composite alarm', () => {
    expect(renderPlainText(renderNotice({ ...notice, form: 'composite', children: ['a', 'b'] }))).toContain(
      'a, b',
    );
  });
});

describe('a message that is not an alarm', () => {
  const other = {
    kind: 'other',
    subject: 'Budget',
    text: 'line 1\nline 2',
    topicArn: undefined,
    messageId: 'm-1',
  } as const;

  it('is shown whole, as it came', () => {
    const text = renderPlainText(renderNotice(other));
    expect(text).toContain('Message: Budget');
    expect(text).toContain('line 1\nline 2');
  });

  it('says how much did not fit', () => {
    const message = renderNotice({ ...other, text: 'x'.repeat(20_000) });
    expect(renderPlainText(message)).toContain('11500 characters more');
    expect(slackProblems(message)).toEqual([]);
  });
});
