// From the alert's menu to the dialog, from its choices to a count, and from its submission to a suppression.
import { App, LogLevel } from '@slack/bolt';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Job, parseJob } from '../../../bot/domain/job.ts';
import type { View } from '../../../bot/domain/message.ts';
import { ACTIONS, VIEWS } from '../../../bot/domain/naming.ts';
import { EXPECTED_FIELDS, parseExpectedDialog } from '../../../bot/domain/suppression/expected-form.ts';
import { registerEndMute } from '../../../bot/slack/actions/end-mute.ts';
import { registerSignOff } from '../../../bot/slack/actions/sign-off.ts';
import type { IngressDeps } from '../../../bot/slack/ingress-deps.ts';
import { createReceiver } from '../../../bot/slack/receiver.ts';
import { openExpected, registerExpected } from '../../../bot/slack/views/expected.ts';
import { clickForm, signed } from '../../support/signed-click.ts';
import { SIGNING_SECRET } from '../../support/world.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = { now: () => new Date() };
const { detection, limits, days, reason } = EXPECTED_FIELDS;

let jobs: Job[];
let failing: boolean;
let opened: View[];
beforeEach(() => {
  jobs = [];
  failing = false;
  opened = [];
});

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
      opened.push(view);
      return 'V0EXPECT01';
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
for (const register of [registerExpected, registerEndMute, registerSignOff]) register(app, deps);

const DIALOG = {
  incidentId: 'i1',
  channel: 'C0SECURITY1',
  threadTs: '1.2',
  detectionId: 'user-created',
  withNetwork: false,
  withAction: false,
};

function send(type: string, view: object, more: object = {}) {
  const payload = {
    type,
    team: { id: 'T0SANDBOX', domain: 'sandbox' },
    is_enterprise_install: false,
    user: { id: 'U0ALEX0001', username: 'alex', name: 'alex', team_id: 'T0SANDBOX' },
    trigger_id: '1.2.3',
    view: { id: 'V0EXPECT01', hash: 'h1', type: 'modal', callback_id: VIEWS.expected, blocks: [], ...view },
    ...more,
  };
  return receiver.handle(signed(new URLSearchParams({ payload: JSON.stringify(payload) }).toString()));
}

const press = (view: object, action: object) =>
  send('block_actions', view, {
    container: { type: 'view', view_id: 'V0EXPECT01' },
    actions: [{ block_id: 'x', action_ts: '7.7', type: 'checkboxes', ...action }],
  });

const metadata = (changes: object = {}) => ({ private_metadata: JSON.stringify({ ...DIALOG, ...changes }) });
const typed = (text: string | null) => ({
  [reason]: { [reason]: { type: 'plain_text_input', value: text } },
});

describe('the dialog', () => {
  it('opens at once, and is counted for the leading detection', async () => {
    const place = { incidentId: 'i1', channel: 'C0SECURITY1', threadTs: '1.2' };
    await openExpected(deps, { ...place, triggerId: '1.2.3', userId: 'U0ALEX0001' });
    const [view] = opened;
    expect(view && parseExpectedDialog(view.private_metadata)).toMatchObject({ ...place, detectionId: '' });
    expect(jobs).toMatchObject([
      {
        userId: 'U0ALEX0001',
        replyTo: { kind: 'thread', channel: 'C0SECURITY1', threadTs: '1.2' },
        work: { kind: 'back-test', incidentId: 'i1', detectionId: '', viewId: 'V0EXPECT01' },
      },
    ]);
  });

  it('is counted again with each choice, under a name of its own', async () => {
    const state = {
      state: { values: { [detection]: { [detection]: { selected_option: { value: 'root-usage' } } } } },
    };
    const ticked = { action_id: limits, selected_options: [{ value: 'network' }] };
    expect((await press({ ...metadata(), ...state }, ticked)).status).toBe(200);
    await press({ ...metadata(), ...state }, { ...ticked, action_ts: '8.8', selected_options: [] });
    expect(jobs.map(({ work }) => work)).toMatchObject([
      { kind: 'back-test', detectionId: 'root-usage', withNetwork: true, withAction: false },
      { kind: 'back-test', detectionId: 'root-usage', withNetwork: false },
    ]);
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(2);
  });

  it('becomes a suppression with what was chosen and typed', async () => {
    const values = { ...typed('every Monday'), [days]: { [days]: { selected_option: { value: '90' } } } };
    const { status, body } = await send('view_submission', {
      ...metadata({ withAction: true }),
      state: { values },
    });
    expect([status, body]).toEqual([200, '']);
    expect(jobs).toEqual([
      {
        id: 'expect V0EXPECT01',
        userId: 'U0ALEX0001',
        replyTo: { kind: 'thread', channel: 'C0SECURITY1', threadTs: '1.2' },
        work: {
          kind: 'suppress',
          incidentId: 'i1',
          detectionId: 'user-created',
          withNetwork: false,
          withAction: true,
          days: 90,
          reason: 'every Monday',
        },
      },
    ]);
  });

  it('that cannot be queued stays open, with what was typed, and says so', async () => {
    failing = true;
    const { status, body } = await send('view_submission', {
      ...metadata(),
      state: { values: typed('every Monday') },
    });
    expect(status).toBe(200);
    expect(JSON.parse(body).errors[reason]).toContain('nothing was done');
  });

  it.each([null, '', ' \n '])('asks for the reason when it is %j', async (text) => {
    const { body } = await send('view_submission', { ...metadata(), state: { values: typed(text) } });
    expect(JSON.parse(body)).toMatchObject({
      response_action: 'errors',
      errors: { [reason]: expect.any(String) },
    });
    expect(jobs).toEqual([]);
  });

  it.each(['', 'null', '{"incidentId":1}', '{'])(
    'with the metadata %j stays open and says so',
    async (text) => {
      const view = { private_metadata: text, state: { values: typed('x') } };
      const { status, body } = await send('view_submission', view);
      expect(status).toBe(200);
      expect(JSON.parse(body).errors[reason]).toContain('not valid any more');
      expect((await press(view, { action_id: limits, selected_options: [] })).status).toBe(200);
      expect(jobs).toEqual([]);
    },
  );
});

describe('a button', () => {
  const click = (actionId: string, value: string) =>
    receiver.handle(signed(clickForm({ actionId, value, channel: 'C0SECURITY1', ts: '1.2' })));

  it('ends a mute', async () => {
    expect((await click(ACTIONS.unmute, 'a1b2c3d4')).status).toBe(200);
    expect(jobs).toMatchObject([
      {
        replyTo: { kind: 'person', channel: 'C0SECURITY1' },
        work: { kind: 'unmute', suppressionId: 'a1b2c3d4' },
      },
    ]);
  });

  it('signs off what it says, and nothing else', async () => {
    await click(ACTIONS.signOff, 'all of it');
    expect(jobs).toEqual([]);
    await click(ACTIONS.signOff, '2026-11-22T15:00:00.000Z 61');
    expect(jobs[0]?.work).toEqual({ kind: 'sign-off', until: new Date('2026-11-22T15:00:00Z'), count: 61 });
  });
});
