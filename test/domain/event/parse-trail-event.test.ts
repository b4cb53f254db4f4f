import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TrailbotError } from '../../../bot/domain/errors.ts';
import { parseTrailEvent, parseTrailMessage } from '../../../bot/domain/event/parse-trail-event.ts';
import { arbitraryRecord } from '../../support/arbitrary-records.ts';
import {
  ACCOUNT,
  call,
  consoleLogin,
  OTHER_ACCOUNT,
  record,
  refused,
  trailEvent,
} from '../../support/records.ts';

function refusal(read: () => unknown): TrailbotError {
  try {
    read();
  } catch (error) {
    if (error instanceof TrailbotError) return error;
  }
  throw new Error('it was not refused with a TrailbotError');
}

describe('a record', () => {
  it('is read field by field and kept as it was delivered', () => {
    const raw = record();
    expect(parseTrailEvent(raw)).toMatchObject({
      eventName: 'ListUsers',
      eventSource: 'iam.amazonaws.com',
      eventTime: new Date('2026-11-22T14:03:11Z'),
      accountId: ACCOUNT,
      readOnly: true,
      outcome: { kind: 'success' },
      requestParameters: {},
    });
    expect(parseTrailEvent(raw).record).toBe(raw);
  });

  it('reads fields of a wrong type as if they were missing', () => {
    const event = trailEvent({ eventName: 7, userIdentity: 'alice', requestParameters: [1], eventTime: {} });
    expect(event).toMatchObject({
      eventName: '',
      userIdentity: {},
      requestParameters: {},
      eventTime: undefined,
    });
  });

  it('belongs to the account that received it, else to the account of the caller', () => {
    const userIdentity = { accountId: OTHER_ACCOUNT };
    expect(trailEvent({ userIdentity }).accountId).toBe(ACCOUNT);
    expect(trailEvent({ userIdentity, recipientAccountId: undefined }).accountId).toBe(OTHER_ACCOUNT);
  });

  it('without an eventID gets one from its content, the same each time', () => {
    const [one, again, other] = ['a', 'a', 'b'].map(
      (userAgent) => trailEvent({ eventID: '', userAgent }).eventID,
    );
    expect(one).toMatch(/^content-[0-9a-f]{16}$/);
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it('takes readOnly as text too, as the event history has it', () => {
    expect(trailEvent({ readOnly: 'false' }).readOnly).toBe(false);
    expect(trailEvent({ readOnly: 'perhaps' }).readOnly).toBeUndefined();
  });
});

describe('the outcome', () => {
  it.each(['AccessDenied', 'AccessDeniedException', 'Client.UnauthorizedOperation', 'VpceAccessDenied'])(
    '%s is denied',
    (errorCode) => {
      const { outcome } = parseTrailEvent(refused(record(), errorCode));
      expect(outcome).toMatchObject({ kind: 'failure', code: errorCode, denied: true });
    },
  );

  it('is a failure that is not denied when the thing is not there', () => {
    const { outcome } = trailEvent({ errorCode: 'NoSuchEntityException', errorMessage: 'no such user' });
    expect(outcome).toEqual({
      kind: 'failure',
      code: 'NoSuchEntityException',
      message: 'no such user',
      denied: false,
    });
  });

  it('of a failed sign-in is in responseElements, with the reason as its code', () => {
    const responseElements = { ConsoleLogin: 'Failure' };
    const failed = (errorMessage?: string) =>
      parseTrailEvent(consoleLogin({ responseElements, errorMessage })).outcome;
    expect(failed('Failed authentication')).toMatchObject({ code: 'Failed authentication', denied: false });
    expect(failed('No username found in supplied account')).toMatchObject({ kind: 'failure', denied: false });
    expect(failed()).toEqual({ kind: 'failure', code: 'Failure', denied: false });
  });
});

describe('what cannot be a record', () => {
  it.each([
    [null, 'null'],
    [[{}], 'a list of 1'],
    ['hello', 'the text "hello"'],
    [{ Records: [] }, 'an object with only "Records"'],
    [{}, 'an object with no fields'],
  ])('%j is refused, and the error says what was seen', (raw: unknown, seen: string) => {
    const error = refusal(() => parseTrailEvent(raw));
    expect(error.code).toBe('record_invalid');
    expect(error.message).toContain(seen);
    expect(error.hint).not.toBe('');
  });

  it('is refused with a short message however long it is', () => {
    expect(refusal(() => parseTrailMessage('x'.repeat(100_000))).message.length).toBeLessThan(200);
  });

  it('is refused when it is nested too deeply to be written again', () => {
    const deep = `{"eventName":"X","a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect(refusal(() => parseTrailMessage(deep)).code).toBe('record_invalid');
  });

  it('is the only reason to throw', () => {
    const raw = fc.oneof(fc.jsonValue(), arbitraryRecord([['iam.amazonaws.com', 'CreateUser']]));
    fc.assert(
      fc.property(raw, (value) => {
        try {
          expect(parseTrailEvent(value).eventID).not.toBe('');
        } catch (error) {
          expect(error).toMatchObject({ name: 'TrailbotError', code: 'record_invalid' });
        }
      }),
    );
  });
});

it('a log message is the JSON text of one record', () => {
  const raw = call('iam', 'CreateUser', { userName: 'mallory' });
  expect(parseTrailMessage(JSON.stringify(raw)).requestParameters).toEqual({ userName: 'mallory' });
});
