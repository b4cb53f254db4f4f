import { App, LogLevel } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { type Job, parseJob } from '../../../bot/domain/job.ts';
import { ACTIONS } from '../../../bot/domain/naming.ts';
import { registerStopQuery } from '../../../bot/slack/actions/stop-query.ts';
import { createReceiver } from '../../../bot/slack/receiver.ts';
import { clickForm, signed } from '../../support/signed-click.ts';
import { SIGNING_SECRET } from '../../support/world.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const EXECUTION = '12ab34cd-0000-4000-8000-0123456789ab';

async function press(value: string, add = async (_job: Job): Promise<void> => undefined) {
  const jobs: Job[] = [];
  const receiver = createReceiver({ signingSecret: SIGNING_SECRET, clock: { now: () => new Date() }, log });
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-1' }),
    logLevel: LogLevel.ERROR,
  });
  const queue = {
    add: async (job: Job) => {
      await add(job);
      jobs.push(job);
    },
  };
  registerStopQuery(app, { jobs: queue, log });
  const form = clickForm({ actionId: ACTIONS.stopQuery, value, channel: 'C0ALERTS', ts: '2.2' });
  const { status } = await receiver.handle(signed(form));
  return { status, jobs };
}

describe('a press on Stop', () => {
  it('becomes a job about that query, answered in the thread', async () => {
    const { status, jobs } = await press(EXECUTION);
    expect(status).toBe(200);
    expect(jobs).toMatchObject([
      {
        userId: 'U0ALEX0001',
        work: { kind: 'stop-query', executionId: EXECUTION },
        replyTo: { kind: 'thread', channel: 'C0ALERTS', threadTs: '2.2' },
      },
    ]);
    expect(parseJob(JSON.stringify(jobs[0]))).toBeDefined();
  });

  it.each(['', 'not-an-id', `${EXECUTION} `, `${EXECUTION}/../x`])('about %j is none', async (value) => {
    expect(await press(value)).toEqual({ status: 200, jobs: [] });
  });

  it('that cannot be queued shows as failed in Slack', async () => {
    const { status } = await press(EXECUTION, () => Promise.reject(new Error('the queue is away')));
    expect(status).toBe(500);
  });
});
