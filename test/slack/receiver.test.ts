// The receiver under Bolt: what it answers Slack, and when.
import { App, LogLevel } from '@slack/bolt';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createReceiver, type RequestReceiver } from '../../bot/slack/receiver.ts';
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

let receiver: RequestReceiver;
let logged: string[];
let release: () => void;
let finished: string[];

beforeEach(() => {
  logged = [];
  finished = [];
  const note = (message: string) => void logged.push(message);
  const log = { info: note, warn: note, error: note };
  receiver = createReceiver({ signingSecret: SIGNING_SECRET, clock: { now: () => new Date() }, log });
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
  app.command('/trail', async ({ ack, command }) => ack(`you said ${command.text}`));
  app.command('/blocks', async ({ ack }) => ack({ response_type: 'ephemeral', text: 'blocks' }));
});

const click = (actionId: string) =>
  signed(clickForm({ actionId, value: 'v', channel: 'C0ALERTS01', ts: '1.2' }));

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

  it('answers 404 when nobody listens, and when a listener never acknowledges', async () => {
    expect(await receiver.handle(click('unheard'))).toMatchObject({ status: 404 });
    expect(await receiver.handle(click('forget'))).toMatchObject({ status: 404 });
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

  it('answers at the acknowledgement, while the listener still runs', async () => {
    expect(await receiver.handle(click('ack_first'))).toEqual({ status: 200, body: '' });
    expect(finished).toEqual([]);
    release();
    await expect.poll(() => finished).toEqual(['ack_first']);
  });

  it('keeps the answer that left when the listener fails after it', async () => {
    expect(await receiver.handle(click('fail_late'))).toEqual({ status: 200, body: '' });
    await expect.poll(() => logged).toEqual(['a listener failed']);
  });

  it('hands a command’s answer to Slack, as text or as JSON', async () => {
    const command = (name: string) =>
      signed(new URLSearchParams({ command: name, text: 'status', user_id: 'U1', team_id: 'T1' }).toString());
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
    { toString: 1, __proto__: null },
  ])('has an answer for the signed body %j', async (body) => {
    const answer = await receiver.handle(signed(JSON.stringify(body), { contentType: JSON_TYPE }));
    expect(answer.status).toBeGreaterThanOrEqual(200);
  });

  it('never throws, whatever bytes come, signed or not', async () => {
    const types = fc.constantFrom(JSON_TYPE, 'application/x-www-form-urlencoded', '', 'text/plain');
    const bodies = fc.oneof(
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc.object().map((value) => Buffer.from(JSON.stringify(value))),
      fc.json().map((text) => Buffer.from(new URLSearchParams({ payload: text }).toString())),
    );
    await fc.assert(
      fc.asyncProperty(bodies, types, fc.boolean(), async (bytes, contentType, isSigned) => {
        const request = signed(bytes, { contentType });
        const given = isSigned ? request : { ...request, headers: { 'content-type': contentType } };
        const { status } = await receiver.handle(given);
        expect([200, 400, 401, 404, 500]).toContain(status);
      }),
      { numRuns: 300 },
    );
  });
});
