// Only what Slack signed, lately and byte by byte, is Slack's.
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalOf, type SignedRequest, signBody } from '../../bot/slack/verify-request.ts';
import { signed } from '../support/signed-click.ts';

const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const AT = new Date('2026-11-22T14:03:11Z');
const TEXT = 'token=x&command=%2Ftrail&text=status';

const request = (text: string | Buffer = TEXT) => signed(text, { at: AT, secret: SECRET });
const refusal = (given: SignedRequest, secondsLater = 0, signingSecret = SECRET) =>
  refusalOf(given, { signingSecret, nowSeconds: AT.getTime() / 1_000 + secondsLater });
const withHeaders = (headers: Record<string, string | undefined>): SignedRequest => ({
  ...request(),
  headers: { ...request().headers, ...headers },
});

describe('a request', () => {
  it('is Slack’s when its signature is the HMAC of version, time and body', () => {
    const timestamp = String(AT.getTime() / 1_000);
    const digest = createHmac('sha256', SECRET).update(`v0:${timestamp}:${TEXT}`).digest('hex');
    expect(signBody(Buffer.from(TEXT), timestamp, SECRET)).toBe(`v0=${digest}`);
    expect(refusal(request())).toBeUndefined();
  });

  it('is Slack’s whatever bytes it has', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(refusal(request(Buffer.from(bytes)))).toBeUndefined();
      }),
    );
  });

  it('is refused when one byte of it differs', () => {
    fc.assert(
      fc.property(fc.nat(TEXT.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const given = request();
        const body = Buffer.from(given.body);
        body[index] = (body[index] ?? 0) ^ change;
        expect(refusal({ ...given, body })).toBe('signature does not match');
      }),
    );
  });

  it('is refused when it was signed with another secret, or with none', () => {
    expect(refusal(request(), 0, 'another')).toBe('signature does not match');
    expect(refusal(request(), 0, '')).toBe('signature does not match');
  });

  it.each([
    [300, undefined],
    [-300, undefined],
    [301, 'timestamp more than five minutes off'],
    [-301, 'timestamp more than five minutes off'],
    [86_400 * 365, 'timestamp more than five minutes off'],
  ])('that is looked at %i seconds after it was signed: %s', (seconds, told) => {
    expect(refusal(request(), seconds)).toBe(told);
  });

  it.each([
    undefined,
    '',
    ' ',
    'now',
    '-1795356191',
    '1e9',
    '0x6b03e7df',
    '1795356191.5',
    '9'.repeat(13),
    '1795356191\n',
    'Infinity',
    'NaN',
    '٣٤٥',
  ])('with the timestamp %j is refused', (timestamp) => {
    expect(refusal(withHeaders({ 'x-slack-request-timestamp': timestamp }))).toMatch(/timestamp/);
  });

  it.each([
    undefined,
    '',
    'v0=',
    'v0',
    request().headers['x-slack-signature']?.slice(0, -1),
    `${request().headers['x-slack-signature']}0`,
    request().headers['x-slack-signature']?.toUpperCase(),
    request().headers['x-slack-signature']?.replace('v0', 'v1'),
    '\u0000'.repeat(67),
    'é'.repeat(67),
    'x'.repeat(100_000),
  ])('with the signature %j is refused', (signature) => {
    expect(refusal(withHeaders({ 'x-slack-signature': signature }))).toBe('signature does not match');
  });

  it('never makes the check throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (timestamp, signature) => {
        const headers = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature };
        expect(refusal(withHeaders(headers))).toBeTypeOf('string');
      }),
    );
  });
});
