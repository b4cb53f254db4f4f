// Policy documents of roles, as IAM and as an attacker write them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRevokedBefore, readTrusts } from '../../bot/aws/role-documents.ts';

const encode = (document: unknown): string => encodeURIComponent(JSON.stringify(document));
const trusting = (...Statement: readonly object[]) => encode({ Version: '2012-10-17', Statement });
const allow = (Principal: unknown) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal });
const USER = 'arn:aws:iam::123456789012:user/ci/deploy';
const GITHUB = 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com';

describe('who may assume a role', () => {
  it.each<[string, string, readonly string[]]>([
    ['a service', trusting(allow({ Service: 'ec2.amazonaws.com' })), ['ec2.amazonaws.com']],
    [
      'services, a user and a provider',
      trusting(allow({ Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'], AWS: USER }), {
        ...allow({ Federated: GITHUB }),
        Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } },
      }),
      ['ec2.amazonaws.com', 'lambda.amazonaws.com', USER, GITHUB],
    ],
    ['everybody', trusting(allow('*')), ['*']],
    ['everybody, as a list', trusting(allow({ AWS: ['*'] })), ['*']],
    ['all but some', trusting({ Effect: 'Allow', NotPrincipal: { AWS: USER } }), ['*']],
    ['one statement that is no list', encode({ Statement: allow({ AWS: USER }) }), [USER]],
    ['somebody twice', trusting(allow({ AWS: [USER, USER] }), allow({ AWS: USER })), [USER]],
    ['nobody who is denied', trusting({ ...allow({ AWS: USER }), Effect: 'Deny' }), []],
    ['a document that is not encoded', JSON.stringify({ Statement: allow({ AWS: USER }) }), [USER]],
  ])('is %s', (_, document, trusts) => {
    expect(readTrusts(document)).toEqual(trusts);
  });

  it.each<[string, string | undefined]>([
    ['there is none', undefined],
    ['it is empty', ''],
    ['it is no JSON', '%7B'],
    ['its encoding is broken', '%E0%A4%A'],
    ['it is a text', encode('Statement')],
    ['its statements are odd', encode({ Statement: [null, 1, 'x', [allow('*')]] })],
    ['its principals are odd', trusting(allow({ AWS: [1, null, { a: USER }] }), allow(7), allow(null))],
  ])('is nobody when %s', (_, document) => {
    expect(readTrusts(document)).toEqual([]);
  });

  it('is a list of texts, whatever stands in the document', () => {
    const odd = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.jsonValue().map(encode));
    const statement = fc.dictionary(
      fc.constantFrom('Effect', 'Principal', 'NotPrincipal', 'Condition', '__proto__', 'constructor'),
      fc.oneof(fc.constant('Allow'), fc.jsonValue()),
    );
    const any = fc.oneof(
      odd,
      fc.array(statement).map((all) => encode({ Statement: all })),
    );
    fc.assert(
      fc.property(any, (document) => {
        for (const name of readTrusts(document)) expect(name).toBeTypeOf('string');
        expect(readRevokedBefore(document)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });
});

const TIME = '2026-11-22T12:00:00.000Z';
const revoking = (changes: object = {}) => ({
  Effect: 'Deny',
  Action: ['*'],
  Resource: ['*'],
  Condition: { DateLessThan: { 'aws:TokenIssueTime': TIME } },
  ...changes,
});

describe('the sessions that are refused already', () => {
  it.each<[string, object]>([
    ['as the console says it', revoking()],
    ['with texts for lists', revoking({ Action: '*', Resource: '*', Sid: 'Revoke' })],
    ['with a list for the time', revoking({ Condition: { DateLessThan: { 'aws:TokenIssueTime': [TIME] } } })],
  ])('are those begun before, %s', (_, statement) => {
    expect(readRevokedBefore(trusting(statement))).toEqual(new Date(TIME));
  });

  it('are those before the latest of several times, beside whatever else is said', () => {
    const earlier = { DateLessThan: { 'aws:TokenIssueTime': '2026-11-21T00:00:00Z' } };
    const document = trusting({ Effect: 'Allow' }, revoking({ Condition: earlier }), revoking());
    expect(readRevokedBefore(document)).toEqual(new Date(TIME));
  });

  it.each<[string, object]>([
    ['allows', { Effect: 'Allow' }],
    ['denies less than everything', { Action: ['s3:*'] }],
    ['denies it for less than everything', { Resource: ['arn:aws:s3:::one'] }],
    ['says what it does not deny', { Action: undefined, NotAction: ['iam:*'] }],
    ['leaves resources out', { Resource: undefined, NotResource: ['*'] }],
    ['has no condition', { Condition: undefined }],
    ['has an empty condition', { Condition: {} }],
    ['asks for something else besides', { Condition: twoOperators() }],
    ['asks for something else of a date', { Condition: twoKeys() }],
    ['tells sessions by something else', { Condition: { DateLessThan: { 'aws:CurrentTime': TIME } } }],
    ['means later sessions', { Condition: { DateGreaterThan: { 'aws:TokenIssueTime': TIME } } }],
    ['means those whose time is not known', { Condition: ifExists() }],
    ['names no time', { Condition: { DateLessThan: { 'aws:TokenIssueTime': 'yesterday' } } }],
    ['names a number', { Condition: { DateLessThan: { 'aws:TokenIssueTime': 5 } } }],
  ])('are none when the policy of that name %s', (_, changes) => {
    expect(readRevokedBefore(trusting(JSON.parse(JSON.stringify(revoking(changes)))))).toBeUndefined();
  });
});

function twoOperators() {
  return { ...revoking().Condition, StringEquals: { 'aws:userid': 'nobody' } };
}

function twoKeys() {
  return { DateLessThan: { 'aws:TokenIssueTime': TIME, 'aws:CurrentTime': TIME } };
}

function ifExists() {
  return { DateLessThanIfExists: { 'aws:TokenIssueTime': TIME } };
}
