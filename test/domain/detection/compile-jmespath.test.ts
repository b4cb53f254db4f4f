import { describe, expect, it } from 'vitest';
import { compileJmespath } from '../../../bot/domain/detection/compile-jmespath.ts';
import { JMESPATH_FUNCTIONS, RecordFunctions } from '../../../bot/domain/detection/jmespath-functions.ts';

describe('compileJmespath', () => {
  it.each([
    ['a', { a: 0 }, true],
    ['a', { a: '' }, false],
    ['a', { a: [] }, false],
    ['a', { a: {} }, false],
    ['a', { a: [null] }, true],
    ['a', { a: 'false' }, true],
    ['a', {}, false],
    ['a > `1`', { a: 'x' }, false],
  ])('holds by the truth of JMESPath: %s on %j is %s', (expression, record, expected) => {
    expect(compileJmespath(expression)(record)).toBe(expected);
  });

  it('compares two fields of a record', () => {
    const holds = compileJmespath('userIdentity.userName != requestParameters.userName');
    expect(holds({ userIdentity: { userName: 'a' }, requestParameters: { userName: 'b' } })).toBe(true);
  });

  it.each(['', ' ', 'a &&', "a = 'b'", '[', 'a(b)', "contains('a')", `${'a||'.repeat(2_000)}a`])(
    'refuses what could never be evaluated: %j',
    (expression) => {
      expect(() => compileJmespath(expression)).toThrow(
        expect.objectContaining({ code: 'catalog_invalid', hint: expect.stringContaining('single quotes') }),
      );
    },
  );

  it('finds an unknown function even behind a condition that is rarely true', () => {
    expect(() => compileJmespath("eventName == 'Rare' && start_with(a, 'b')")).toThrow(
      /no function start_with\(\)/,
    );
  });

  it.each(['!a.b', 'x && ! userIdentity . invokedBy', '!"x-y".z', 'c[?!@.d]'])(
    'refuses %s, which reads like the negation of a path and never holds',
    (expression) => expect(() => compileJmespath(expression)).toThrow(/write !\(a\.b\)/),
  );

  it.each(['!(a.b)', '!a && b.c', 'a != b.c', "a == '!a.b'", '!contains(a.b, c)'])(
    'takes %s as it is meant',
    (expression) => expect(() => compileJmespath(expression)).not.toThrow(/write !/),
  );

  it('takes no text in quotes for a function', () => {
    expect(compileJmespath('a == \'start_with(x)\' || "b(c)" == `"d(e)"`')({ a: 'start_with(x)' })).toBe(
      true,
    );
  });

  it('accepts what only a record without the field would break', () => {
    expect(() => compileJmespath("starts_with(eventName, 'Create')")).not.toThrow();
  });

  it('knows all functions that the library knows, and no other', () => {
    const functions = new RecordFunctions();
    functions.introspectMethods();
    const names = [...functions.methods].map((method) =>
      method
        .replace(/^func/, '')
        .replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`)
        .toLowerCase(),
    );
    expect([...JMESPATH_FUNCTIONS].sort()).toEqual(names.sort());
  });

  it.each([
    ['by_service(@)', { userIdentity: { type: 'AWSService' } }],
    ['by_automation(@)', { userIdentity: { type: 'AssumedRole' }, userAgent: 'x Terraform/1.9.8' }],
    [
      'opens_to_world(@)',
      { eventName: 'AuthorizeSecurityGroupIngress', requestParameters: { cidrIp: '0.0.0.0/0' } },
    ],
    ['allows_everything(p)', { p: '{"Statement":{"Effect":"Allow","Action" : "*","Resource":["*"]}}' }],
    ['lets_anybody_in(p)', { p: { Statement: [{ Effect: 'Allow', Principal: { AWS: ['*'] } }] } }],
    [
      'lets_other_account_in(p, own)',
      {
        own: '123456789012',
        p: { Statement: { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::210987654321:root' } } },
      },
    ],
  ])('offers %s, which is false for a record of nothing but wrong types', (expression, record) => {
    const holds = compileJmespath(expression);
    expect(holds(record)).toBe(true);
    expect(holds({})).toBe(false);
    expect(holds({ p: 1, own: [], userIdentity: 'x', userAgent: 7, eventName: null })).toBe(false);
  });

  it('lets in a role’s own account', () => {
    const p = { Statement: { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' } } };
    expect(compileJmespath('lets_other_account_in(p, own)')({ own: '123456789012', p })).toBe(false);
  });
});
