// The ingress of a function that starts before its secrets are stored, and outlives them.
import { beforeEach, describe, expect, it } from 'vitest';
import type { IngressSecrets } from '../../bot/aws/parameters.ts';
import { TrailbotError } from '../../bot/domain/errors.ts';
import { type LateIngress, lateIngress } from '../../bot/entry/late-ingress.ts';
import { NOT_SIGNED } from '../../bot/slack/receiver.ts';
import { refusalOf } from '../../bot/slack/verify-request.ts';
import { clockAt } from '../support/aws.ts';
import { signed } from '../support/signed-click.ts';

const FIRST = { token: 'xoxb-1', signingSecret: 'first' };
const SECOND = { token: 'xoxb-2', signingSecret: 'second' };
const CHALLENGE = Buffer.from('{"type":"url_verification","challenge":"abc"}');

let clock: ReturnType<typeof clockAt>;
let stored: IngressSecrets | undefined;
let failing: boolean;
let reads: number;
let opened: IngressSecrets[];
let refuseToken: () => void;
let warned: string[];
let ingress: LateIngress;

beforeEach(() => {
  clock = clockAt('2026-07-14T10:00:00Z');
  stored = undefined;
  failing = false;
  reads = 0;
  opened = [];
  warned = [];
  ingress = lateIngress({
    clock,
    log: { info: () => undefined, warn: (message) => void warned.push(message), error: () => undefined },
    async read() {
      reads += 1;
      if (failing) throw new TrailbotError({ code: 'aws_throttled', message: 'slow', hint: '' });
      return stored;
    },
    open(secrets, onTokenRefused) {
      opened.push(secrets);
      refuseToken = onTokenRefused;
      const { signingSecret } = secrets;
      return {
        handle: async (request) =>
          refusalOf(request, { signingSecret, nowSeconds: clock.now().getTime() / 1_000 }) === undefined
            ? { status: 200, body: secrets.token }
            : NOT_SIGNED,
      };
    },
  });
});

const send = (secret: string) => ingress.handle(signed('text=hello', { at: clock.now(), secret }));
const verify = () => ingress.handle({ headers: { 'content-type': 'application/json' }, body: CHALLENGE });

describe('before anything is stored', () => {
  it('answers the challenge, and nothing else', async () => {
    await ingress.look();
    expect(await verify()).toMatchObject({ status: 200, body: 'abc' });
    expect(await send('first')).toMatchObject({
      status: 503,
      body: expect.stringContaining('not connected'),
    });
    expect(opened).toEqual([]);
  });

  it('looks again, every three seconds at most', async () => {
    await ingress.look();
    for (let asked = 0; asked < 10; asked += 1) await send('first');
    expect(reads).toBe(1);
    clock.advance(3_000);
    await send('first');
    await send('first');
    expect(reads).toBe(2);
  });

  it('takes up what was stored meanwhile, with the next request', async () => {
    await ingress.look();
    stored = FIRST;
    clock.advance(3_000);
    expect(await send('first')).toEqual({ status: 200, body: 'xoxb-1' });
    expect(await verify()).toEqual(NOT_SIGNED);
  });

  it('asks once for requests that come together', async () => {
    stored = FIRST;
    const answers = await Promise.all(['first', 'first', 'first'].map(send));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect([reads, opened.length]).toEqual([1, 1]);
  });

  it('never takes secrets that cannot be read for secrets that are not there', async () => {
    failing = true;
    await expect(ingress.look()).rejects.toMatchObject({ code: 'aws_throttled' });
    await expect(verify()).rejects.toMatchObject({ code: 'aws_throttled' });
    failing = false;
    stored = FIRST;
    expect(await send('first')).toMatchObject({ status: 200 });
  });
});

describe('once the secrets are found', () => {
  beforeEach(async () => {
    stored = FIRST;
    await ingress.look();
  });

  it('never looks again while requests are well signed', async () => {
    for (let hour = 0; hour < 5; hour += 1) {
      clock.advance(3_600_000);
      expect(await send('first')).toMatchObject({ status: 200 });
    }
    expect([reads, opened.length]).toEqual([1, 1]);
  });

  it('answers the first request that a new signing secret signed', async () => {
    clock.advance(60_000);
    stored = SECOND;
    expect(await send('second')).toEqual({ status: 200, body: 'xoxb-2' });
    expect(await send('first')).toEqual(NOT_SIGNED);
  });

  it('reads once a minute at most, however many requests are wrongly signed', async () => {
    clock.advance(60_000);
    for (let second = 0; second < 59; second += 1) {
      expect(await send('wrong')).toEqual(NOT_SIGNED);
      clock.advance(1_000);
    }
    expect([reads, opened.length]).toEqual([2, 1]);
    clock.advance(1_000);
    await send('wrong');
    expect(reads).toBe(3);
  });

  it('goes on with what it has when the secrets cannot be read, or were deleted', async () => {
    clock.advance(60_000);
    failing = true;
    for (let asked = 0; asked < 5; asked += 1) expect(await send('wrong')).toEqual(NOT_SIGNED);
    expect([reads, warned]).toEqual([2, ['the secrets could not be read again']]);
    failing = false;
    stored = undefined;
    clock.advance(60_000);
    expect(await send('wrong')).toEqual(NOT_SIGNED);
    expect(await send('first')).toMatchObject({ status: 200 });
  });

  it('takes a new token once Slack refused the old one', async () => {
    clock.advance(60_000);
    stored = { ...FIRST, token: 'xoxb-new' };
    refuseToken();
    expect(await send('first')).toEqual({ status: 200, body: 'xoxb-new' });
    refuseToken();
    await send('first');
    expect(reads).toBe(2);
    clock.advance(60_000);
    await send('first');
    expect(reads).toBe(3);
  });
});
