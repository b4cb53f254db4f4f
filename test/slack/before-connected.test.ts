// What anybody gets from the function URL as long as no secret is stored.
import { describe, expect, it } from 'vitest';
import { answerBeforeConnected } from '../../bot/slack/before-connected.ts';
import { clickForm, signed } from '../support/signed-click.ts';

const JSON_TYPE = 'application/json';
const send = (body: object | string, contentType = JSON_TYPE) =>
  answerBeforeConnected({
    headers: { 'content-type': contentType },
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  });
const NOT_YET = { status: 503, body: expect.stringContaining('npm run connect') };

describe('an ingress that is not connected', () => {
  it('gives Slack’s challenge back as plain text, so that the app can be made', () => {
    const challenge = '3eZbrw1aBm2rZgRNFdxV2595E9CyTLQ_gFk-vFVFG';
    expect(send({ token: 'x', challenge, type: 'url_verification' })).toEqual({
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: challenge,
    });
  });

  it.each([
    '<script>alert(1)</script>',
    'a b',
    'a\r\nx-header: 1',
    '',
    'x'.repeat(201),
    { toString: 1 },
    ['a'],
    7,
    null,
  ])('says nothing back but what a challenge is made of: %j', (challenge) => {
    expect(send({ challenge, type: 'url_verification' })).toMatchObject(NOT_YET);
  });

  it('tells everybody else that it is not connected, and what to do', () => {
    expect(
      answerBeforeConnected(signed(clickForm({ actionId: 'a', value: 'v', channel: 'C', ts: '1' }))),
    ).toMatchObject(NOT_YET);
    expect(send({ type: 'event_callback', challenge: 'abc' })).toMatchObject(NOT_YET);
    expect(send('ssl_check=1', 'application/x-www-form-urlencoded')).toMatchObject(NOT_YET);
    for (const body of ['', '[', 'null', '"url_verification"', '\u0000'])
      expect(send(body)).toMatchObject(NOT_YET);
    expect(answerBeforeConnected({ headers: {}, body: Buffer.alloc(0) })).toMatchObject(NOT_YET);
  });

  it('looks into nothing that is larger than a challenge can be', () => {
    const padded = { type: 'url_verification', challenge: 'abc', padding: 'x'.repeat(5_000) };
    expect(send(padded)).toMatchObject(NOT_YET);
    expect(send('['.repeat(900_000))).toMatchObject(NOT_YET);
  });
});
