import { expect, it } from 'vitest';
import { listResources } from '../../../bot/domain/event/list-resources.ts';
import { parseTrailEvent } from '../../../bot/domain/event/parse-trail-event.ts';
import { ACCOUNT, call } from '../../support/records.ts';

const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd`;

it('names what was asked for and what came back', () => {
  const event = parseTrailEvent({
    ...call('iam', 'CreateAccessKey', { userName: 'bob' }),
    responseElements: { accessKey: { accessKeyId: 'AKIAEXAMPLEBOB000001' } },
  });
  expect(listResources(event)).toEqual(['bob', 'AKIAEXAMPLEBOB000001']);
});

it('shows an ARN once, and not the name that it ends with as well', () => {
  const resources = [{ ARN: KEY, type: 'AWS::KMS::Key' }];
  const event = parseTrailEvent({ ...call('kms', 'DisableKey', { keyId: '1234abcd' }), resources });
  expect(listResources(event)).toEqual([KEY]);
});

it('lists ten at most, each of at most 200 characters', () => {
  const alarmNames = Array.from({ length: 5_000 }, (_, n) => `${n}-${'x'.repeat(400)}`);
  const found = listResources(parseTrailEvent(call('monitoring', 'DeleteAlarms', { alarmNames })));
  expect(found).toHaveLength(10);
  expect(Math.max(...found.map((one) => one.length))).toBe(200);
});

it('takes what IAM refused from the error', () => {
  const errorMessage = `User: x is not authorized to perform: kms:Decrypt on resource: ${KEY} because no policy`;
  const event = parseTrailEvent({ ...call('kms', 'Decrypt'), errorCode: 'AccessDenied', errorMessage });
  expect(listResources(event)).toEqual([KEY]);
});
