// The receiver under Bolt: what it answers Slack, and when.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, LogLevel } from '@slack/bolt';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createReceiver, type RequestReceiver } from '../../bot/slack/receiver.ts';
import { PATIENT } from '../support/patience.ts';
import { clickForm, signed } from '../support/signed-click.ts';
import { SIGNING_SECRET } from '../support/world.ts';

const JSON_TYPE = 'application/json';
const silent = () => undefined;
const SILENT = {
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  setLevel: silent,
  setName: silent,
  getLevel: () => LogLevel.ERROR,
};

const TEAM = 'T0SANDBOX';

let receiver: RequestReceiver;
let logged: string[];
let release: () => void;
let finished: string[];
/** What was posted to a response_url. */
let told: unknown[];
let slack: Server;
let slackUrl: string;

beforeAll(async () => {
  slack = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    told.push(JSON.parse(text));
    response.end('ok');
  });
  await new Promise<void>((resolve) => slack.listen(0, '127.0.0.1', resolve));
  slackUrl = `http://127.0.0.1:${(slack.address() as AddressInfo).port}`;
});
afterAll(() => slack.close());

beforeEach(() => listen(25_000));

/** @param patienceMs until a listener is not waited for any more; only who does not answer in it is to feel it */
function listen(patienceMs: number): void {
  logged = [];
  finished = [];
  told = [];
  const note = (message: string) => void logged.push(message);
  const log = { info: note, warn: note, error: note };
  receiver = createReceiver({
    signingSecret: SIGNING_SECRET,
    clock: { now: () => new Date() },
    log,
    teamId: TEAM,
    apiUrl: `${slackUrl}/api/`,
    patienceMs,
  });
  const app = new App({ receiver, authorize: async () => ({ botToken: 'xoxb-test' }), logger: SILENT });
  const gate = Promise.withResolvers<void>();
  release = gate.resolve;
  app.action('ack_first', async ({ ack }) => {
    await ack();
    await gate.promise;
    finished.push('ack_first');
  });
  app.action('fail', async () => {
    throw new Error('the queue is not there');
  });
  app.action('fail_late', async ({ ack }) => {
    await ack();
    throw new Error('too late');
  });
  app.action('forget', async () => undefined);
  app.action('hang', async () => gate.promise);
  app.command('/fail', async () => {
    throw new Error('the queue is not there');
  });
  app.command('/hang', async () => gate.promise);
  app.event('app_home_opened', async ({ event }) => {
    if (event.user === 'U0FAILS') throw new Error('the queue is not there');
    if (event.user === 'U0WAITS') await gate.promise;
    finished.push('home');
  });
  app.command('/trail', async ({ ack, command }) => ack(`you said ${command.text}`));
  app.command('/blocks', async ({ ack }) => ack({ response_type: 'ephemeral', text: 'blocks' }));
}

const click = (actionId: string) => {
  const form = clickForm({ actionId, value: 'v', channel: 'C0ALERTS01', ts: '1.2' });
  return signed(form.replace(encodeURIComponent('http://127.0.0.1:1'), encodeURIComponent(slackUrl)));
};
const command = (name: string, fields: object = {}) =>
  signed(
    new URLSearchParams({
      command: name,
      text: 'status',
      user_id: 'U1',
      team_id: TEAM,
      response_url: `${slackUrl}/response/1`,
      ...fields,
    }).toString(),
  );
const homeOpened = (user: string, teamId = TEAM) =>
  signed(
    JSON.stringify({
      type: 'event_callback',
      team_id: teamId,
      event_id: 'Ev1',
      event: { type: 'app_home_opened', user, tab: 'home', channel: 'D0HOME0001' },
    }),
    { contentType: JSON_TYPE },
  );

describe('the receiver', () => {
  it('answers 401 and runs nothing when Slack did not sign', async () => {
    const { headers, body } = click('fail');
    const answer = await receiver.handle({ headers: { ...headers, 'x-slack-signature': 'v0=0' }, body });
    expect(answer).toEqual({ status: 401, body: 'not signed by Slack' });
    expect(await receiver.handle({ headers: {}, body: Buffer.alloc(0) })).toMatchObject({ status: 401 });
    expect(logged).toEqual(['request refused', 'request refused']);
  });

  it('answers 400 to what is signed and no body of Slack’s', async () => {
    expect(await receiver.handle(signed('{"a"', { contentType: JSON_TYPE }))).toMatchObject({ status: 400 });
    expect(await receiver.handle(signed('payload=x'))).toMatchObject({ status: 400 });
  });

  it('answers 400 when nobody listens, and when a listener never acknowledges', async () => {
    expect(await receiver.handle(click('unheard'))).toMatchObject({ status: 400 });
    expect(await receiver.handle(click('forget'))).toMatchObject({ status: 400 });
  });

  it('gives the challenge of url_verification back, and 200 to a check of the certificate', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c-1', token: 'x' });
    expect(await receiver.handle(signed(body, { contentType: JSON_TYPE }))).toEqual({
      status: 200,
      body: 'c-1',
    });
    expect(await receiver.handle(signed('ssl_check=1&token=x'))).toEqual({ status: 200, body: '' });
  });

  it('answers 500 when a listener fails before it acknowledged', async () => {
    expect(await receiver.handle(click('fail'))).toEqual({ status: 500, body: 'failed' });
    expect(logged).toEqual(['a listener failed']);
  });

  it('tells the person in words when nothing could be done, and lets Slack show its warning', async () => {
    expect(await receiver.handle(click('fail'))).toMatchObject({ status: 500 });
    expect(told).toEqual([
      {
        response_type: 'ephemeral',
        replace_original: false,
        text: expect.stringContaining('nothing was done'),
      },
    ]);
    const { status, body } = await receiver.handle(command('/fail'));
    expect([status, JSON.parse(body)]).toEqual([
      200,
      {
        response_type: 'ephemeral',
        replace_original: false,
        text: expect.stringContaining('nothing was done'),
      },
    ]);
  });

  it('does not wait for a listener longer than Slack waits for it', async () => {
    listen(200);
    expect(await receiver.handle(click('hang'))).toEqual({ status: 504, body: 'too late' });
    expect(told).toEqual([expect.objectContaining({ text: expect.stringContaining('ask again') })]);
    expect(JSON.parse((await receiver.handle(command('/hang'))).body).text).toContain('ask again');
    release();
  });

  it('answers an event after its listener has run, and with 500 when that failed, so that Slack sends it again', async () => {
    expect(await receiver.handle(homeOpened('U0ALEX0001'))).toEqual({ status: 200, body: '' });
    expect(finished).toEqual(['home']);
    expect(await receiver.handle(homeOpened('U0FAILS'))).toEqual({ status: 500, body: 'failed' });
    const waiting = receiver.handle(homeOpened('U0WAITS'));
    release();
    expect(await waiting).toEqual({ status: 200, body: '' });
    expect(finished).toEqual(['home', 'home']);
  });

  it('refuses what comes from another workspace, or from a person of one', async () => {
    expect(JSON.parse((await receiver.handle(command('/trail', { team_id: 'T0OTHER' }))).body)).toMatchObject(
      {
        response_type: 'ephemeral',
        text: expect.stringContaining('own workspace'),
      },
    );
    expect(await receiver.handle(homeOpened('U0ALEX0001', 'T0OTHER'))).toMatchObject({ status: 401 });
    const { headers, body } = click('ack_first');
    const payload = JSON.parse(new URLSearchParams(body.toString()).get('payload') ?? '{}');
    payload.user.team_id = 'T0OTHER';
    const form = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const guest = { ...signed(form), headers: { ...headers, ...signed(form).headers } };
    expect(await receiver.handle(guest)).toMatchObject({ status: 401 });
    expect(told).toHaveLength(1);
    expect(finished).toEqual([]);
  });

  it('answers 400 to more than Slack ever sends, before it looks at it', async () => {
    expect(await receiver.handle(signed(`text=${'x'.repeat(1_000_000)}`))).toMatchObject({ status: 400 });
    expect(logged).toEqual([]);
  });

  it.each(['[', '{"a":'])('has an answer for a signed body of 99,000 × %s', async (open) => {
    const close = open === '[' ? ']' : '}';
    const deep = `{"type":"block_actions","team":{"id":"${TEAM}"},"actions":${open.repeat(99_000)}1${close.repeat(99_000)}}`;
    const form = new URLSearchParams({ payload: deep }).toString().slice(0, 900_000);
    expect((await receiver.handle(signed(deep, { contentType: JSON_TYPE }))).status).toBeGreaterThanOrEqual(
      400,
    );
    expect((await receiver.handle(signed(form))).status).toBeGreaterThanOrEqual(400);
  });

  it('answers at the acknowledgement, while the listener still runs', async () => {
    expect(await receiver.handle(click('ack_first'))).toEqual({ status: 200, body: '' });
    expect(finished).toEqual([]);
    release();
    await expect.poll(() => finished, PATIENT).toEqual(['ack_first']);
  });

  it('keeps the answer that left when the listener fails after it', async () => {
    expect(await receiver.handle(click('fail_late'))).toEqual({ status: 200, body: '' });
    await expect.poll(() => logged, PATIENT).toEqual(['a listener failed']);
  });

  it('hands a command’s answer to Slack, as text or as JSON', async () => {
    expect(await receiver.handle(command('/trail'))).toEqual({ status: 200, body: 'you said status' });
    expect(await receiver.handle(command('/blocks'))).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"response_type":"ephemeral","text":"blocks"}',
    });
  });

  it.each<object>([
    { type: 'url_verification', challenge: { toString: 1 } },
    { type: 'url_verification' },
    { type: 'block_actions' },
    { type: 'block_actions', actions: null },
    { type: 'block_actions', actions: [null], team: 1, user: null },
    { type: 'view_submission', view: null },
    { type: 'event_callback', event: null },
    { type: 'event_callback', event: { type: {} }, authorizations: [null] },
    { command: {}, text: [] },
    { command: '/fail', response_url: {} },
    { type: 'block_actions', response_url: 'http://198.51.100.7/', actions: [{ action_id: 'fail' }] },
    { toString: 1, __proto__: null },
  ])('has an answer for the signed body %j', async (body) => {
    const ours = { team: { id: TEAM }, ...body };
    const answer = await receiver.handle(signed(JSON.stringify(ours), { contentType: JSON_TYPE }));
    expect(answer.status).toBeGreaterThanOrEqual(200);
  });

  it('never throws, whatever bytes come, signed or not', async () => {
    const fieldName = fc.constantFrom(
      ...[
        'type',
        'command',
        'payload',
        'event',
        'actions',
        'view',
        'user',
        'team',
        'callback_id',
        'response_url',
      ],
      ...[
        '__proto__',
        'constructor',
        'toString',
        'ssl_check',
        'challenge',
        'authorizations',
        'container',
        '',
      ],
    );
    const types = fc.constantFrom(
      JSON_TYPE,
      'APPLICATION/X-WWW-FORM-URLENCODED; charset=x',
      '\u0000',
      'application/x-www-form-urlencoded',
      '',
      'text/plain',
    );
    const bodies = fc.oneof(
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc.object().map((value) => Buffer.from(JSON.stringify(value))),
      fc.json().map((text) => Buffer.from(new URLSearchParams({ payload: text }).toString())),
      fc
        .array(fc.tuple(fieldName, fc.string()))
        .map((fields) => Buffer.from(new URLSearchParams(fields).toString())),
      fc.string().map((text) => Buffer.from(`payload=%${text}&payload=%7B%7D&%ZZ=%`)),
      fc
        .dictionary(fieldName, fc.oneof(fc.jsonValue(), fc.constant(TEAM)))
        .map((fields) => Buffer.from(JSON.stringify({ ...fields, team_id: TEAM }))),
      fc.uint8Array().map((bytes) => Buffer.from(Buffer.from(bytes).toString('base64'))),
    );
    await fc.assert(
      fc.asyncProperty(bodies, types, fc.boolean(), async (bytes, contentType, isSigned) => {
        const request = signed(bytes, { contentType });
        const given = isSigned ? request : { ...request, headers: { 'content-type': contentType } };
        const { status } = await receiver.handle(given);
        expect([200, 400, 401]).toContain(status);
      }),
      { numRuns: 300 },
    );
  });
});
