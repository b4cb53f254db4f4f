// What becomes of a press, a choice and a form, as Slack sends them: a job, a form, or nothing.
import { App } from '@slack/bolt';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../../bot/domain/job.ts';
import type { View } from '../../../bot/domain/message.ts';
import { ACTIONS, VIEWS } from '../../../bot/domain/naming.ts';
import { registerIncidentActions } from '../../../bot/slack/actions/register-incident-actions.ts';
import { createReceiver } from '../../../bot/slack/receiver.ts';
import { signed } from '../../support/signed-click.ts';
import { SIGNING_SECRET } from '../../support/world.ts';

const warned: string[] = [];
const log = {
  info: () => undefined,
  warn: (message: string) => void warned.push(message),
  error: () => undefined,
};
const clock = { now: () => new Date() };
const jobs: Job[] = [];
const opened: View[] = [];
let failing = false;

const receiver = createReceiver({ signingSecret: SIGNING_SECRET, clock, log });
const app = new App({ receiver, authorize: async () => ({ botToken: 'xoxb-test' }) });
registerIncidentActions(app, {
  jobs: {
    add: async (job) => {
      if (failing) throw new Error('the queue is down');
      jobs.push(job);
    },
  },
  views: {
    open: async (_trigger, view) => `V${opened.push(view)}`,
    update: async () => undefined,
    publishHome: async () => undefined,
  },
  clock,
  log,
  detections: [],
  queries: [],
});
beforeEach(() => {
  jobs.length = 0;
  opened.length = 0;
  warned.length = 0;
  failing = false;
});

const person = {
  team: { id: 'T0SANDBOX' },
  user: { id: 'U0ALEX0001', team_id: 'T0SANDBOX' },
  trigger_id: '1.2',
};
const send = (payload: object) =>
  receiver.handle(signed(new URLSearchParams({ payload: JSON.stringify(payload) }).toString()));

function press(actionId: string, action: object, changes: object = {}) {
  return send({
    type: 'block_actions',
    ...person,
    channel: { id: 'C0ALERTS01' },
    container: { type: 'message', is_ephemeral: false },
    message: { ts: '1.1' },
    actions: [{ type: 'button', block_id: 'b', action_id: actionId, action_ts: '9.9', ...action }],
    ...changes,
  });
}

function submit(
  callbackId: string,
  values: object,
  metadata = '{"incidentId":"i","channel":"C1","threadTs":"1.1"}',
) {
  const view = {
    id: 'V1',
    type: 'modal',
    callback_id: callbackId,
    private_metadata: metadata,
    state: { values },
  };
  return send({ type: 'view_submission', ...person, view });
}

describe('a press', () => {
  it('becomes a job that is answered in the thread, the same one when Slack delivers it again', async () => {
    expect(await press(ACTIONS.acknowledge, { value: 'i' })).toMatchObject({ status: 200 });
    await press(ACTIONS.acknowledge, { value: 'i' });
    expect(jobs[0]).toEqual({
      id: 'alert_acknowledge C0ALERTS01 1.1 U0ALEX0001 9.9',
      clickKey: 'alert_acknowledge C0ALERTS01 1.1 U0ALEX0001 i',
      userId: 'U0ALEX0001',
      replyTo: { kind: 'thread', channel: 'C0ALERTS01', threadTs: '1.1' },
      work: { kind: 'acknowledge', incidentId: 'i' },
    });
    expect(jobs[1]).toEqual(jobs[0]);
  });

  it.each([
    [ACTIONS.showActivity, { kind: 'show-activity' }],
    [ACTIONS.showRecord, { kind: 'show-record' }],
    [ACTIONS.wasItMe, { kind: 'was-it-me', answer: 'yes' }],
    [ACTIONS.wasNotMe, { kind: 'was-it-me', answer: 'no' }],
  ])('on %s asks for %j', async (actionId, work) => {
    await press(actionId, { value: 'i' });
    expect(jobs[0]?.work).toEqual({ ...work, incidentId: 'i' });
  });

  it('that cannot be queued is answered with an error, so that Slack shows it', async () => {
    failing = true;
    expect(await press(ACTIONS.acknowledge, { value: 'i' })).toMatchObject({ status: 500 });
  });

  it.each([
    ['without a value', {}],
    ['with a number for a value', { value: 7 }],
    ['with a value of 10,000 characters', { value: 'x'.repeat(10_000) }],
    ['with an id that no job could hold', { value: 'x'.repeat(201) }],
  ])('%s does nothing, and leaves a line in the log', async (_, action) => {
    expect(await press(ACTIONS.acknowledge, action)).toMatchObject({ status: 200 });
    expect(await press(ACTIONS.resolve, action)).toMatchObject({ status: 200 });
    expect([jobs, opened]).toEqual([[], []]);
    expect(warned).toEqual(['a press that could not be read', 'a press that could not be read']);
  });
});

describe('a choice', () => {
  const choose = (actionId: string, value: unknown) =>
    press(actionId, {
      type: 'overflow',
      value: undefined,
      selected_option: value === null ? null : { value },
    });

  it.each([
    [
      ACTIONS.ask,
      'i actor-timeline',
      { kind: 'run-query', queryId: 'actor-timeline', values: {}, incidentId: 'i' },
    ],
    [ACTIONS.more, 'escalate i', { kind: 'escalate', incidentId: 'i' }],
    [ACTIONS.more, 'record i', { kind: 'show-record', incidentId: 'i' }],
  ])('in %s of %s is a job', async (actionId, value, work) => {
    await choose(actionId, value);
    expect(jobs.map((job) => job.work)).toEqual([work]);
  });

  it.each(['link i', 'toString i', '__proto__ i', 'escalate', 'escalate ', 'a b c', null])(
    'of %j does nothing',
    async (value) => {
      expect(await choose(ACTIONS.more, value)).toMatchObject({ status: 200 });
      expect(await choose(ACTIONS.ask, value === 'link i' ? null : `${value} x y`)).toMatchObject({
        status: 200,
      });
      expect(jobs).toEqual([]);
    },
  );

  it('of Assign… opens a form that knows where it was asked', async () => {
    await choose(ACTIONS.more, 'assign i');
    expect(opened).toMatchObject([
      {
        callback_id: VIEWS.assign,
        private_metadata: '{"incidentId":"i","channel":"C0ALERTS01","threadTs":"1.1"}',
      },
    ]);
  });
});

describe('a form', () => {
  const choice = { verdict: { verdict: { selected_option: { value: 'expected' } } } };
  const note = { note: { note: { value: 'planned' } } };

  it('is opened by Resolve…', async () => {
    await press(ACTIONS.resolve, { value: 'i' });
    expect(opened).toMatchObject([{ callback_id: VIEWS.resolve }]);
    expect(jobs).toEqual([]);
  });

  const ephemeral = (container: object) => ({
    message: undefined,
    container: { type: 'message', message_ts: '2.2', is_ephemeral: true, ...container },
    response_url: 'https://hooks.slack.com/actions/1',
  });

  it('is opened by Resolve… where one person alone sees the button, and decides in that thread', async () => {
    await press(ACTIONS.resolve, { value: 'i' }, ephemeral({ thread_ts: '1.1' }));
    expect(opened).toMatchObject([
      {
        callback_id: VIEWS.resolve,
        private_metadata: '{"incidentId":"i","channel":"C0ALERTS01","threadTs":"1.1"}',
      },
    ]);
  });

  it('that Slack tells no thread of says where to press instead', async () => {
    await press(ACTIONS.resolve, { value: 'i' }, ephemeral({}));
    expect(JSON.stringify(opened)).toContain('Use the buttons of the alert itself');
    expect(warned).toHaveLength(1);
  });

  it('that is submitted closes, and is a job', async () => {
    expect(await submit(VIEWS.resolve, { ...choice, ...note })).toMatchObject({ status: 200, body: '' });
    expect(jobs).toMatchObject([
      {
        id: 'form V1 U0ALEX0001',
        replyTo: { kind: 'thread', channel: 'C1', threadTs: '1.1' },
        work: { kind: 'resolve', incidentId: 'i', verdict: 'expected', note: 'planned' },
      },
    ]);
    await submit(VIEWS.resolve, { ...choice, note: { note: { value: null } } });
    expect(jobs[1]?.work).toMatchObject({ note: '' });
    await submit(VIEWS.assign, { assignee: { assignee: { selected_user: 'U0SAM00001' } } });
    expect(jobs[2]?.work).toEqual({ kind: 'assign', incidentId: 'i', assignee: 'U0SAM00001' });
  });

  it.each<[string, string, object, string | undefined]>([
    ['without a verdict', VIEWS.resolve, note, undefined],
    [
      'with a verdict of nobody’s',
      VIEWS.resolve,
      { verdict: { verdict: { selected_option: { value: 'x' } } } },
      undefined,
    ],
    [
      'with a note that is too long',
      VIEWS.resolve,
      { ...choice, note: { note: { value: 'x'.repeat(501) } } },
      undefined,
    ],
    ['whose origin is not readable', VIEWS.resolve, choice, '{'],
    ['whose origin is none', VIEWS.resolve, choice, '{"incidentId":7}'],
    ['without a person', VIEWS.assign, { assignee: { assignee: { selected_user: null } } }, undefined],
    [
      'with a person of nobody’s',
      VIEWS.assign,
      { assignee: { assignee: { selected_user: '<!here>' } } },
      undefined,
    ],
  ])('%s stays open and says why', async (_, callbackId, values, metadata) => {
    const { status, body } = await submit(callbackId, values, metadata);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ response_action: 'errors' });
    expect(jobs).toEqual([]);
  });

  it('that cannot be queued stays open and says so', async () => {
    failing = true;
    const { body } = await submit(VIEWS.resolve, choice);
    expect(JSON.parse(body).errors.verdict).toContain('nothing was done');
  });
});
