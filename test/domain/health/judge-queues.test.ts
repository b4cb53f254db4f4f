import { describe, expect, it } from 'vitest';
import { judgeQueue } from '../../../bot/domain/health/judge-queues.ts';
import { ALERT_DLQ, JOB_DLQ } from '../../../bot/domain/naming.ts';

const CHECK = { check: 'dead-letters', title: 'Nothing was given up on' };

function remedyFor(name: string, messages = 2): string {
  const arn = `arn:aws:sqs:us-east-1:123456789012:${name}`;
  const found = judgeQueue({ name, state: { value: { arn, messages } } }, CHECK, 'us-east-1');
  return JSON.stringify(found);
}

describe('what was given up on', () => {
  it('can be moved back, when it is an alert', () => {
    expect(remedyFor(ALERT_DLQ)).toContain('aws sqs start-message-move-task');
  });

  it('has to be asked for again, when it is a request: nobody else may put one on the queue', () => {
    expect(remedyFor(JOB_DLQ)).toContain('ask in Slack again');
    expect(remedyFor(JOB_DLQ)).not.toContain('start-message-move-task');
  });

  it('is fine, when there is nothing', () => {
    expect(remedyFor(JOB_DLQ, 0)).toContain('is empty');
  });
});
