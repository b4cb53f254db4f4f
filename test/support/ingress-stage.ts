// The ingress without a network: what Slack signs goes in; jobs, opened views and warnings are what came of it.
import { App, LogLevel } from '@slack/bolt';
import { expect } from 'vitest';
import { type Job, parseJob } from '../../bot/domain/job.ts';
import type { View } from '../../bot/domain/message.ts';
import { parseView } from '../../bot/sandbox/slack/validate/validate-view.ts';
import type { IngressDeps } from '../../bot/slack/ingress-deps.ts';
import { createReceiver } from '../../bot/slack/receiver.ts';
import type { SignedRequest } from '../../bot/slack/verify-request.ts';
import { signed } from './signed-click.ts';
import { SIGNING_SECRET } from './world.ts';

const PERSON = {
  team: { id: 'T0SANDBOX', domain: 'sandbox' },
  is_enterprise_install: false,
  user: { id: 'U0ALEX0001', username: 'alex', name: 'alex', team_id: 'T0SANDBOX' },
  trigger_id: '1.2.3',
};
export const VIEW_ID = 'V0FORM0001';

export function createIngressStage(...registers: readonly ((app: App, deps: IngressDeps) => void)[]) {
  const jobs: Job[] = [];
  const opened: View[] = [];
  const warned: string[] = [];
  let failing = false;
  const log = {
    info: () => undefined,
    warn: (message: string) => void warned.push(message),
    error: () => undefined,
  };
  const clock = { now: () => new Date() };
  const deps: IngressDeps = {
    jobs: {
      add: async (job) => {
        if (failing) throw new Error('the queue is away');
        // What the queue would give back: nothing that the job flow could not read.
        expect(parseJob(JSON.stringify(job))).toEqual(job);
        jobs.push(job);
      },
    },
    views: {
      open: async (_trigger, view) => {
        parseView(view, 'modal');
        opened.push(view);
        return VIEW_ID;
      },
      update: async () => undefined,
      publishHome: async () => undefined,
    },
    clock,
    log,
    detections: [],
    queries: [],
  };
  const receiver = createReceiver({ signingSecret: SIGNING_SECRET, clock, log });
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-test' }),
    logLevel: LogLevel.ERROR,
  });
  for (const register of registers) register(app, deps);

  const handle = (request: SignedRequest) => receiver.handle(request);
  const send = (payload: object) =>
    handle(signed(new URLSearchParams({ payload: JSON.stringify({ ...PERSON, ...payload }) }).toString()));
  return {
    deps,
    jobs,
    opened,
    warned,
    handle,
    reset() {
      failing = false;
      for (const list of [jobs, opened, warned]) list.length = 0;
    },
    breakQueue() {
      failing = true;
    },
    /** On a message that everybody sees, unless `changes` say otherwise. */
    press: (actionId: string, value: unknown, changes: object = {}) =>
      send({
        type: 'block_actions',
        channel: { id: 'C0ALERTS01' },
        container: { type: 'message', message_ts: '2.2', is_ephemeral: false },
        message: { ts: '2.2', thread_ts: '1.1' },
        actions: [{ type: 'button', block_id: 'b', action_id: actionId, action_ts: '9.9', value }],
        ...changes,
      }),
    /** On an element of a modal. */
    choose: (view: object, action: object) =>
      send({
        type: 'block_actions',
        container: { type: 'view', view_id: VIEW_ID },
        view: { id: VIEW_ID, hash: 'h1', type: 'modal', blocks: [], ...view },
        actions: [{ block_id: 'b', action_ts: '7.7', type: 'checkboxes', ...action }],
      }),
    submit: (callbackId: string, metadata: string, values: object) =>
      send({
        type: 'view_submission',
        view: {
          id: VIEW_ID,
          type: 'modal',
          callback_id: callbackId,
          blocks: [],
          private_metadata: metadata,
          state: { values },
        },
      }),
  };
}
