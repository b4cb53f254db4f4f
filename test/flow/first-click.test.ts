// Whose click is the first one.
import { describe, expect, it } from 'vitest';
import type { Job } from '../../bot/domain/job.ts';
import { isFirstClick } from '../../bot/flow/first-click.ts';

const job = (fields: Partial<Job>): Job => ({
  id: 'job-1',
  userId: 'U0ALEX0001',
  clickKey: 'acknowledge C0ALERTS01 1.2',
  replyTo: { kind: 'home' },
  work: { kind: 'status' },
  ...fields,
});

function rememberingClicks() {
  const seen = new Map<string, string>();
  return {
    clicks: {
      first: async (key: string, jobId: string) => {
        if (!seen.has(key)) seen.set(key, jobId);
        return seen.get(key) === jobId;
      },
    },
  };
}

describe('isFirstClick', () => {
  it('tells a person’s second click from another person’s first', async () => {
    const deps = rememberingClicks();
    expect(await isFirstClick(job({}), deps)).toBe(true);
    expect(await isFirstClick(job({ id: 'job-2' }), deps)).toBe(false);
    expect(await isFirstClick(job({ id: 'job-3', userId: 'U0SAM00001' }), deps)).toBe(true);
  });

  it('lets everything pass for which each click counts', async () => {
    const never = { clicks: { first: async () => false } };
    const { clickKey: _, ...command } = job({});
    expect(await isFirstClick(command, never)).toBe(true);
  });
});
