import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../../bot/domain/deployment/functions.ts';
import {
  DEAD_LETTER_DAYS,
  MAX_RECEIVE_COUNT,
  MESSAGE_DAYS,
  QUEUES,
  senderRoles,
} from '../../../bot/domain/deployment/queues.ts';
import { retryDelay } from '../../../bot/domain/retry-delay.ts';

const NAMES = ['alert', 'job', 'contain', 'release', 'revoke'] as const;

describe('the queues', () => {
  it.each(NAMES)('%s: hides a message for longer than its function may take', (name) => {
    const { timeoutSeconds } = FUNCTIONS[name];
    expect(QUEUES[name].visibilitySeconds).toBeGreaterThanOrEqual(timeoutSeconds + 60);
  });

  it.each(NAMES)('%s: has the function of the same name behind it', (name) => {
    expect(FUNCTIONS[name].queue).toBe(name);
  });

  it('keep dead letters for longer than messages, whose time counts from when they were sent', () => {
    expect(DEAD_LETTER_DAYS).toBeGreaterThan(MESSAGE_DAYS);
    expect(DEAD_LETTER_DAYS).toBe(14);
  });

  it('try for more than an hour and a half before they give a message up', () => {
    const delays = Array.from({ length: MAX_RECEIVE_COUNT - 1 }, (_, received) => retryDelay(received + 1));
    expect(delays.reduce((sum, delay) => sum + delay, 0)).toBeGreaterThan(90 * 60);
  });

  it('let nobody else put on them what would be done', () => {
    expect(NAMES.filter((name) => !QUEUES[name].closed)).toEqual(['alert']);
    expect(senderRoles('revoke')).toEqual(['trailbot-contain']);
    expect(senderRoles('job')).toEqual(['trailbot-ingress', 'trailbot-scheduler']);
    expect(senderRoles('contain')).toEqual(['trailbot-alert', 'trailbot-job', 'trailbot-contain']);
    expect(senderRoles('release')).toEqual(['trailbot-alert', 'trailbot-job', 'trailbot-release']);
  });
});
