import { describe, expect, it } from 'vitest';
import type { ReplyTo } from '../../bot/domain/job.ts';
import { stopQuery } from '../../bot/flow/jobs/stop-query.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { PERSON, THREAD } from '../support/query-stage.ts';

async function press(isRunning: boolean, replyTo: ReplyTo = THREAD) {
  const stopped: string[] = [];
  const insights = {
    start: async () => 'unused',
    results: async () => Promise.reject(new Error('not asked')),
    stop: async (id: string) => {
      stopped.push(id);
      return isRunning;
    },
  };
  const work = { kind: 'stop-query', executionId: 'execution-1' } as const;
  const message = await stopQuery(work, { id: 'job 2', userId: 'U0ALEX0001', replyTo, work }, { insights });
  return { stopped, message, text: message && renderPlainText(message) };
}

describe('the Stop button', () => {
  it('stops the query, and tells the thread who did', async () => {
    const { stopped, message } = await press(true);
    expect(stopped).toEqual(['execution-1']);
    expect(JSON.stringify(message?.blocks)).toContain('{"type":"user","user_id":"U0ALEX0001"}');
  });

  it('says nothing to the person who pressed and sees the query end', async () => {
    expect((await press(true, PERSON)).message).toBeUndefined();
  });

  it('that was pressed too late says so', async () => {
    expect((await press(false)).text).toContain('had ended already');
  });
});
