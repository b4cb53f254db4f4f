// A world in which things happen by the clock: what is due day after day, and what Slack and the escalation contacts see.
import { expect } from 'vitest';
import { ESCALATION_TOPIC } from '../../bot/domain/naming.ts';
import { formatScheduled, type ScheduledTask } from '../../bot/domain/scheduled.ts';
import { connectJobs } from '../../bot/entry/connect-jobs.ts';
import type { JobDeps } from '../../bot/flow/job-deps.ts';
import { runQueued } from '../../bot/flow/queued.ts';
import type { SlackMessage } from '../../bot/sandbox/slack/message-store.ts';
import { startWorld, type TestWorld, textOf } from './world.ts';

export const ALEX = 'U0ALEX0001';
export const HOUR_MS = 3_600_000;
/** Where critical things are told, and everything else. */
export const CRITICAL = 'security-alerts';
export const FALLBACK = 'security-review';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface ScheduledStage {
  readonly world: TestWorld;
  readonly deps: JobDeps;
  /** The same time on the next day. */
  nextDay(): Date;
  /** What the schedule sends. */
  body(task: ScheduledTask, at: Date, id?: string): string;
  /** What is due, done as if the clock stood there. */
  run(task: ScheduledTask, at?: Date, changes?: Partial<JobDeps>): Promise<void>;
  shown(channel: string): readonly string[];
  /** What the escalation contacts were sent about the weekly test. */
  pages(): readonly string[];
  press(message: SlackMessage, actionId: string): Promise<void>;
}

export async function startScheduledStage(): Promise<ScheduledStage> {
  const channels = { critical: CRITICAL, high: CRITICAL, medium: CRITICAL, low: CRITICAL };
  const dailyReview = { at: '09:00', channel: FALLBACK };
  const world = await startWorld(['cloudtrail-changes'], {
    settings: { channels, fallbackChannel: FALLBACK, dailyReview },
  });
  const deps = connectJobs(world.config, world.catalog, QUIET)();
  let due = Date.parse('2026-01-01T08:00:00Z');
  const nextDay = () => {
    due += 24 * HOUR_MS;
    return new Date(due);
  };
  const body = (task: ScheduledTask, at: Date, id = 'd32c5kddcf5bb8c3') =>
    formatScheduled(task, { id, at: at.toISOString() });
  return {
    world,
    deps,
    nextDay,
    body,
    async run(task, at = nextDay(), changes = {}) {
      const clock = { now: () => new Date(at.getTime() + 2_000) };
      await runQueued(body(task, at), { ...deps, clock, ...changes });
    },
    shown: (channel) => world.slack.messages(channel).map(textOf),
    pages: () =>
      world.aws.sns.sent.flatMap(({ topicArn, subject, message }) => {
        const isOurs = topicArn.endsWith(ESCALATION_TOPIC) && subject?.includes('weekly test');
        return isOurs ? [`${subject}\n${message}`] : [];
      }),
    async press({ channel, ts, blocks }, actionId) {
      const [block] = blocks.filter((one) => one.type === 'actions');
      const at = { user: ALEX, channel, ts, block_id: block?.block_id, action_id: actionId };
      const url = `${world.slack.url}/sandbox/interact`;
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(at) });
      expect(await response.json()).toMatchObject({ ok: true });
    },
  };
}
