import { describe, expect, test } from 'vitest';
import {
  evaluate,
  type PolicyDocument,
  type PolicyStatement,
} from '../../../../bot/sandbox/aws/iam/evaluate-policy.ts';
import { computingMs } from '../../../support/cpu-time.ts';

const ALICE = 'arn:aws:iam::123456789012:user/staff/alice';
const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';

/** `${aws:username}`, as a policy writes it. */
const variable = (name: string) => ['$', '{', name, '}'].join('');

function policy(...Statement: readonly PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement };
}

function decide(
  statement: Partial<PolicyStatement>,
  { action = 'iam:GetUser', resource = ALICE, keys = {} }: Partial<Asked> = {},
) {
  const document = policy({ Effect: 'Allow', Action: '*', Resource: '*', ...statement });
  return evaluate([document], { action, resource, keys: new Map(Object.entries(keys)) });
}

interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

function holds(
  operator: string,
  key: string,
  wanted: string | readonly string[],
  keys: Asked['keys'],
): boolean {
  return decide({ Condition: { [operator]: { [key]: wanted } } }, { keys }) === 'allowed';
}

describe('a policy', () => {
  const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', keys: new Map() };
  const allow: PolicyStatement = { Effect: 'Allow', Action: '*', Resource: '*' };
  const deny: PolicyStatement = { Effect: 'Deny', Action: 's3:*', Resource: '*' };

  test('that says nothing denies', () => {
    expect(evaluate([], request)).toBe('implicitDeny');
    expect(evaluate([policy()], request)).toBe('implicitDeny');
  });

  test('denies what another allows, in any order', () => {
    expect(evaluate([policy(allow), policy(deny)], request)).toBe('explicitDeny');
    expect(evaluate([policy(deny, allow)], request)).toBe('explicitDeny');
    expect(evaluate([policy(allow)], request)).toBe('allowed');
  });

  test('may hold a single statement without a list', () => {
    expect(evaluate([{ Statement: allow }], request)).toBe('allowed');
  });

  test('is refused when it names no action or no resource, rather than read as one that matches', () => {
    expect(() => evaluate([policy({ Effect: 'Deny', Resource: '*' })], request)).toThrow('neither Action');
    expect(() => evaluate([policy({ Effect: 'Deny', Action: '*' })], request)).toThrow('neither Resource');
  });
});

describe('an action', () => {
  test.each([
    ['iam:GetUser', 'allowed'],
    ['IAM:getuser', 'allowed'],
    ['iam:Get*', 'allowed'],
    ['iam:???User', 'allowed'],
    ['*', 'allowed'],
    ['iam:GetUserPolicy', 'implicitDeny'],
    ['iam:Get', 'implicitDeny'],
    ['s3:*', 'implicitDeny'],
  ])('%s: %s', (Action, decision) => {
    expect(decide({ Action })).toBe(decision);
  });

  test('that is left out by NotAction is not meant', () => {
    const others: PolicyStatement = { Effect: 'Allow', NotAction: ['iam:*', 'sts:*'], Resource: '*' };
    const keys = new Map();
    const of = (action: string) => evaluate([policy(others)], { action, resource: '*', keys });
    expect([of('iam:GetUser'), of('s3:GetObject')]).toEqual(['implicitDeny', 'allowed']);
  });
});

describe('a resource', () => {
  test.each([
    [ALICE, 'allowed'],
    ['arn:aws:iam::*:user/*', 'allowed'],
    ['arn:aws:iam::123456789012:user/staff/*', 'allowed'],
    ['arn:aws:iam', 'allowed'],
    ['arn:aws:iam::123456789012:user/alice', 'implicitDeny'],
    ['arn:aws:iam::123456789012:user/staff/ALICE', 'implicitDeny'],
    ['arn:aws:iam::210987654321:user/*', 'implicitDeny'],
    // No wildcard reaches over a colon.
    ['arn:aws:*:user/staff/alice', 'implicitDeny'],
  ])('%s: %s', (Resource, decision) => {
    expect(decide({ Resource })).toBe(decision);
  });

  test('of an action without any is matched by * alone', () => {
    const ofNone = { action: 's3:ListAllMyBuckets', resource: '*' };
    expect(decide({ Resource: '*' }, ofNone)).toBe('allowed');
    expect(decide({ Resource: 'arn:aws:s3:::*' }, ofNone)).toBe('implicitDeny');
  });

  test('that is left out by NotResource is not meant', () => {
    const statement: PolicyStatement = { Effect: 'Allow', Action: '*', NotResource: [ALICE] };
    const of = (resource: string) =>
      evaluate([policy(statement)], { action: 'iam:GetUser', resource, keys: new Map() });
    expect([of(ALICE), of(`${ALICE}2`)]).toEqual(['implicitDeny', 'allowed']);
  });

  test('may hold the caller’s name, which is text and no pattern', () => {
    const Resource = ['user/', 'user/*/'].map((path) => `arn:aws:iam::*:${path}${variable('aws:username')}`);
    const as = (name: string) => decide({ Resource }, { keys: { 'aws:username': [name] } });
    expect([as('alice'), as('bob'), as('*')]).toEqual(['allowed', 'implicitDeny', 'implicitDeny']);
    expect(decide({ Resource })).toBe('implicitDeny');
    const old = { Statement: { Effect: 'Allow', Action: '*', Resource } } as const;
    const keys = new Map([['aws:username', ['alice']]]);
    expect(evaluate([old], { action: 'iam:GetUser', resource: ALICE, keys })).toBe('implicitDeny');
  });
});

describe('a condition', () => {
  test.each<[string, string | readonly string[], string, boolean]>([
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringEquals', 'a*', 'ab', false],
    ['StringEquals', 'A', 'a', false],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', ['a', 'b'], 'c', true],
    ['StringEqualsIgnoreCase', 'A', 'a', true],
    ['StringNotEqualsIgnoreCase', 'A', 'a', false],
    ['StringLike', 'a*c?', 'abbcd', true],
    ['StringLike', 'a*c?', 'abbc', false],
    ['StringNotLike', 'a*', 'abc', false],
    ['StringEquals', variable('*'), '*', true],
    ['ArnEquals', DENY_ALL, DENY_ALL, true],
    ['ArnLike', 'arn:aws:iam::*:policy/AWSDeny*', DENY_ALL, true],
    ['ArnEquals', 'arn:*:policy/AWSDenyAll', DENY_ALL, false],
    ['ArnNotEquals', DENY_ALL, DENY_ALL, false],
    ['ArnNotLike', 'arn:aws:iam::*:policy/X*', DENY_ALL, true],
    ['ArnLike', 'arn:aws:*', 'no ARN', false],
    ['DateLessThan', '2026-11-22T12:00:00Z', '2026-11-22T11:59:59.999Z', true],
    ['DateLessThan', '2026-11-22T12:00:00Z', '2026-11-22T12:00:00Z', false],
    ['DateLessThan', '1795348800', '2026-11-22T11:59:59Z', true],
    ['DateGreaterThanEquals', '2026-11-22T12:00:00Z', '2026-11-22T12:00:00Z', true],
    ['DateNotEquals', '2026-11-22T12:00:00Z', '2026-11-22T12:00:00.000Z', false],
    ['NumericLessThanEquals', '10', '9', true],
    ['NumericGreaterThan', '9', '10', true],
    ['NumericEquals', '10', '10.0', true],
    ['NumericNotEquals', '10', '10', false],
    ['NumericEquals', '0', '', false],
    ['Bool', 'true', 'TRUE', true],
    ['Bool', 'true', 'false', false],
    ['IpAddress', '192.0.2.0/24', '192.0.2.77', true],
    ['IpAddress', '192.0.2.77', '192.0.2.77', true],
    ['IpAddress', '2001:db8::/32', '2001:db8::1', true],
    ['IpAddress', '192.0.2.0/24', '198.51.100.1', false],
    ['IpAddress', '192.0.2.0/24', 'iam.amazonaws.com', false],
    ['NotIpAddress', '192.0.2.0/24', '192.0.2.77', false],
    ['Null', 'true', 'a', false],
    ['Null', 'false', 'a', true],
  ])('%s %j of %j: %s', (operator, wanted, value, expected) => {
    expect(holds(operator, 'aws:Some', wanted, { 'aws:Some': [value] })).toBe(expected);
  });

  test.each([
    ['StringEquals', false],
    ['StringNotEquals', true],
    ['StringNotLike', true],
    ['ArnEquals', false],
    ['ArnNotEquals', true],
    ['DateLessThan', false],
    ['NumericNotEquals', true],
    ['Bool', false],
    ['IpAddress', false],
    ['NotIpAddress', true],
    ['Null', true],
    ['StringEqualsIfExists', true],
    ['ArnLikeIfExists', true],
    ['BoolIfExists', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
    ['ForAllValues:StringEquals', true],
  ])('%s without the key: %s', (operator, expected) => {
    expect(holds(operator, 'aws:Some', 'true', {})).toBe(expected);
  });

  test.each<[string, readonly string[], boolean]>([
    ['ForAllValues:StringEquals', ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'x'], false],
    ['ForAnyValue:StringEquals', ['x', 'a'], true],
    ['ForAnyValue:StringEquals', ['x', 'y'], false],
    ['ForAllValues:StringNotLike', ['x', 'y'], true],
    ['ForAllValues:StringNotLike', ['x', 'a'], false],
    ['ForAllValues:StringEqualsIfExists', ['x'], false],
  ])('%s of several values %j: %s', (operator, values, expected) => {
    expect(holds(operator, 'aws:TagKeys', ['a', 'b'], { 'aws:TagKeys': values })).toBe(expected);
  });

  test('knows its keys in any case', () => {
    expect(holds('ArnEquals', 'iam:PolicyArn', DENY_ALL, { 'iam:PolicyARN': [DENY_ALL] })).toBe(true);
  });

  test('holds when all of it does', () => {
    const Condition = { StringEquals: { 'aws:a': 'a', 'aws:b': 'b' }, Bool: { 'aws:c': true } };
    const all = { 'aws:a': ['a'], 'aws:b': ['b'], 'aws:c': ['true'] };
    expect(decide({ Condition }, { keys: all })).toBe('allowed');
    expect(decide({ Condition }, { keys: { ...all, 'aws:b': ['x'] } })).toBe('implicitDeny');
    expect(decide({ Condition }, { keys: { ...all, 'aws:c': ['false'] } })).toBe('implicitDeny');
  });

  test('compares with another key of the request', () => {
    const same = (team: string) =>
      holds('StringEquals', 'aws:ResourceTag/team', variable('aws:PrincipalTag/team'), {
        'aws:ResourceTag/team': ['red'],
        'aws:PrincipalTag/team': [team],
      });
    expect([same('red'), same('blue')]).toEqual([true, false]);
  });

  test.each(['StringEqual', 'NullIfExists', 'ForSomeValues:StringEquals', 'toString', ''])(
    'with the operator %j is refused with its name',
    (operator) => {
      expect(() => holds(operator, 'aws:Some', 'a', {})).toThrow(
        `IAM has no condition operator ${JSON.stringify(operator)}`,
      );
    },
  );

  test('is refused also in a statement that is about something else', () => {
    const Condition = { StringEqual: { 'aws:Some': 'a' } };
    expect(() => decide({ Action: 's3:*', Condition })).toThrow('StringEqual');
  });

  test('does not take long over a pattern made to be slow', () => {
    const took = computingMs(() => {
      const context = { 'aws:Some': [`${'a'.repeat(5_000)}b`] };
      expect(holds('StringLike', 'aws:Some', '*a'.repeat(50), context)).toBe(false);
    });
    expect(took).toBeLessThan(1_000);
  });
});
