// From a signed request of Slack to a job, a form, or an answer that only the person sees.
import { App, LogLevel } from '@slack/bolt';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../../bot/domain/job.ts';
import { parseJob } from '../../../bot/domain/job.ts';
import type { View } from '../../../bot/domain/message.ts';
import { ACTIONS, VIEWS } from '../../../bot/domain/naming.ts';
import { registerRunCommand } from '../../../bot/slack/actions/run-command.ts';
import { registerShareAnswer } from '../../../bot/slack/actions/share-answer.ts';
import { registerTrail } from '../../../bot/slack/commands/trail.ts';
import { registerHome } from '../../../bot/slack/home.ts';
import type { IngressDeps } from '../../../bot/slack/ingress-deps.ts';
import { createReceiver } from '../../../bot/slack/receiver.ts';
import { registerQueryForm } from '../../../bot/slack/views/query.ts';
import { clickForm, signed } from '../../support/signed-click.ts';
import {
  signedCommand,
  signedHomeOpened,
  signedSubmission,
  signedViewPress,
} from '../../support/signed-command.ts';
import { SIGNING_SECRET } from '../../support/world.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = { now: () => new Date() };

let jobs: Job[];
let opened: { readonly triggerId: string; readonly view: View }[];
let broken: boolean;

beforeEach(() => {
  jobs = [];
  opened = [];
  broken = false;
});

const deps: IngressDeps = {
  jobs: {
    add: async (job) => {
      if (broken) throw new Error('the queue is away');
      // What the queue would give back: nothing that the job flow could not read.
      expect(parseJob(JSON.stringify(job))).toBeDefined();
      jobs.push(job);
    },
  },
  views: {
    open: async (triggerId, view) => {
      opened.push({ triggerId, view });
      return 'V0FORM0001';
    },
    update: async () => undefined,
    publishHome: async () => undefined,
  },
  clock,
  log,
  detections: [{ id: 'root-usage', title: 'Root account used' }],
  queries: [
    {
      id: 'from-this-address',
      title: 'From this address',
      question: 'Who came from it?',
      parameters: [{ name: 'address', type: 'ip', title: 'Address' }],
    },
  ],
};

function listen() {
  const receiver = createReceiver({ signingSecret: SIGNING_SECRET, clock, log });
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-test' }),
    logLevel: LogLevel.ERROR,
  });
  for (const register of [
    registerTrail,
    registerQueryForm,
    registerRunCommand,
    registerShareAnswer,
    registerHome,
  ])
    register(app, deps);
  return receiver;
}

const receiver = listen();
const type = async (text: string) => {
  const { status, body } = await receiver.handle(
    signedCommand({ text, responseUrl: 'https://hooks.slack.com/commands/1' }),
  );
  return {
    status,
    said: body === '' ? undefined : (JSON.parse(body) as { response_type: string; text: string }),
  };
};
const toAlex = {
  kind: 'person',
  channel: 'C0ALERTS01',
  responseUrl: 'https://hooks.slack.com/commands/1',
  share: false,
};

describe('/trail', () => {
  it('puts work on the queue, for the person who asked, with the command to share it by', async () => {
    const { status, said } = await type('alerts mine');
    expect({ status, said }).toEqual({ status: 200, said: undefined });
    expect(jobs).toEqual([
      {
        id: 'command 1.2.3',
        userId: 'U0ALEX0001',
        replyTo: toAlex,
        work: { kind: 'alerts', which: 'mine' },
        command: 'alerts mine',
      },
    ]);
  });

  it.each(['status', 'test root-usage', 'query from-this-address 203.0.113.7', 'who alice', 'contained'])(
    '%s, which takes a while, says that it is at it',
    async (text) => {
      const { said } = await type(text);
      expect(said).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('…') });
      expect(jobs).toHaveLength(1);
    },
  );

  it('answers help and slips at once, to the person alone, and queues nothing', async () => {
    expect((await type('')).said).toMatchObject({ response_type: 'ephemeral', text: 'What /trail can do' });
    expect((await type('staus')).said).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringContaining('staus'),
    });
    expect(jobs).toEqual([]);
  });

  it('opens the form at once when a value is missing', async () => {
    await type('query from-this-address last=6h');
    expect(opened).toMatchObject([{ triggerId: '1.2.3', view: { callback_id: VIEWS.query } }]);
    expect(jobs).toEqual([]);
  });

  it('says so when it could not be queued', async () => {
    broken = true;
    const { status, said } = await type('status');
    expect(status).toBe(200);
    expect(said).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringMatching(/nothing was done.*Try again/),
    });
  });
});

describe('the form', () => {
  const submit = async (address: string, metadata?: string) => {
    await type('query from-this-address');
    const view = opened[0]?.view;
    const kept = view && 'private_metadata' in view ? (view.private_metadata ?? '') : '';
    const { body } = await receiver.handle(
      signedSubmission({
        callbackId: VIEWS.query,
        metadata: metadata ?? kept,
        values: {
          'parameter-address': { value: { type: 'plain_text_input', value: address } },
          window: { value: { type: 'static_select', selected_option: { value: '24' } } },
        },
      }),
    );
    return body;
  };

  it('becomes the query that could have been typed, answered where it was asked', async () => {
    expect(await submit('203.0.113.7')).toBe('');
    expect(jobs).toMatchObject([
      {
        replyTo: toAlex,
        work: {
          kind: 'run-query',
          queryId: 'from-this-address',
          values: { address: '203.0.113.7' },
          hours: 24,
        },
        command: 'query from-this-address address=203.0.113.7 last=1440m',
      },
    ]);
  });

  it('shows at the field what is wrong with it', async () => {
    expect(JSON.parse(await submit('alice'))).toMatchObject({
      response_action: 'errors',
      errors: { 'parameter-address': expect.stringContaining('IPv4') },
    });
    expect(jobs).toEqual([]);
  });

  it('that cannot be queued stays open, with what was typed, and says so', async () => {
    broken = true;
    expect(JSON.parse(await submit('203.0.113.7'))).toMatchObject({
      response_action: 'errors',
      errors: { window: expect.stringContaining('nothing was done') },
    });
  });

  it('of a query that is gone, or with metadata that is not ours, says so', async () => {
    for (const metadata of ['{"queryId":"gone"}', 'nonsense'])
      expect(await submit('203.0.113.7', metadata)).toContain('not there any more');
    expect(jobs).toEqual([]);
  });
});

describe('a press', () => {
  const press = (actionId: string, value: string) =>
    receiver.handle(signed(clickForm({ actionId, value, channel: 'C0ALERTS01', ts: '1795356191.000100' })));

  it.each([ACTIONS.runCommand, `${ACTIONS.runCommand}_2`])('on %s runs its command', async (actionId) => {
    await press(actionId, 'status');
    expect(jobs).toMatchObject([{ work: { kind: 'status' }, replyTo: { kind: 'person', share: false } }]);
  });

  it('on a command that lacks a value opens the form, on one that is wrong says why', async () => {
    await press(ACTIONS.runCommand, 'query from-this-address');
    await press(ACTIONS.runCommand, 'test gone-detection');
    expect(opened).toMatchObject([
      { view: { callback_id: VIEWS.query } },
      { view: { title: { text: 'Trailbot' } } },
    ]);
    expect(jobs).toEqual([]);
  });

  it('on “Share in channel” asks again, for all to see', async () => {
    await press(ACTIONS.shareAnswer, 'alerts open');
    expect(jobs).toMatchObject([{ work: { kind: 'alerts' }, replyTo: { kind: 'person', share: true } }]);
  });

  it.each(['mute root-usage 4h why', 'unmute m1', 'contain alice', 'nonsense'])(
    'on “Share in channel” does not do what is not a question: %j',
    async (value) => {
      await press(ACTIONS.shareAnswer, value);
      expect(jobs).toEqual([]);
      expect(opened).toHaveLength(1);
    },
  );

  it('on a command as long as a button holds runs it', async () => {
    const text = `who ${'a'.repeat(1_990)}`;
    await press(ACTIONS.runCommand, text);
    expect(jobs).toMatchObject([{ work: { kind: 'who' }, command: text }]);
  });

  it('on a corrected contain opens its dialog, and the command releases nobody by itself', async () => {
    await press(ACTIONS.runCommand, 'contain alice');
    await press(ACTIONS.runCommand, 'release alice');
    expect(opened).toMatchObject([{ view: { callback_id: VIEWS.contain } }]);
    expect(jobs).toMatchObject([
      { work: { kind: 'plan-containment', whom: 'alice' }, replyTo: { kind: 'person', share: false } },
      { work: { kind: 'contained', whom: 'alice' } },
    ]);
  });

  it('twice is a double click, on two buttons is not', async () => {
    await press(ACTIONS.runCommand, 'status');
    await press(ACTIONS.runCommand, 'status');
    await press(ACTIONS.runCommand, 'mutes');
    const keys = jobs.map(({ clickKey }) => clickKey);
    expect(new Set(keys).size).toBe(2);
    expect(keys).not.toContain(undefined);
  });
});

describe('App Home', () => {
  it('is asked for when it is opened, with one key for each person', async () => {
    await receiver.handle(signedHomeOpened());
    await receiver.handle(signedHomeOpened({ eventTs: '1795356192.000100' }));
    expect(jobs).toMatchObject([
      { work: { kind: 'home' }, replyTo: { kind: 'home' }, clickKey: 'home U0ALEX0001' },
      { clickKey: 'home U0ALEX0001' },
    ]);
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(2);
  });

  it('has buttons whose answers come as a direct message, forms included', async () => {
    await receiver.handle(signedViewPress(ACTIONS.runCommand, 'review'));
    await receiver.handle(signedViewPress(ACTIONS.runCommand, 'query from-this-address'));
    const view = opened[0]?.view;
    const metadata = view && 'private_metadata' in view ? (view.private_metadata ?? '') : '';
    const values = { 'parameter-address': { value: { value: '203.0.113.7' } } };
    await receiver.handle(signedSubmission({ callbackId: VIEWS.query, metadata, values }));
    expect(jobs).toMatchObject([
      { work: { kind: 'review' }, replyTo: { kind: 'home' } },
      { work: { kind: 'run-query' }, replyTo: { kind: 'home' } },
    ]);
  });

  it('is not for the messages tab', async () => {
    const { status } = await receiver.handle(signedHomeOpened({ tab: 'messages' }));
    expect(status).toBe(200);
    expect(jobs).toEqual([]);
  });
});
