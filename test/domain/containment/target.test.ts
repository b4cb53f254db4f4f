import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { denyAllArn, parseTarget } from '../../../bot/domain/containment/target.ts';
import { text } from '../../support/hostile-arbitraries.ts';

describe('the target of a containment', () => {
  it('is a user or a role with its path', () => {
    expect(parseTarget('arn:aws:iam::123456789012:user/alice')).toEqual({
      kind: 'user',
      arn: 'arn:aws:iam::123456789012:user/alice',
      name: 'alice',
      path: '/',
      accountId: '123456789012',
      partition: 'aws',
    });
    expect(parseTarget('arn:aws-cn:iam::210987654321:role/teams/ci/deploy')).toMatchObject({
      kind: 'role',
      name: 'deploy',
      path: '/teams/ci/',
      accountId: '210987654321',
      partition: 'aws-cn',
    });
  });

  it.each([
    'arn:aws:iam::123456789012:user/a//b/alice',
    'arn:aws:iam::123456789012:user/:;{}*/alice',
    "arn:aws:iam::123456789012:user/'$(id)'/alice",
  ])('may have any path that IAM allows, so that an odd one is no place to hide: %s', (arn) => {
    expect(parseTarget(arn)).toMatchObject({ name: 'alice', arn });
  });

  it.each([
    '',
    'alice',
    'arn:aws:iam::123456789012:root',
    'arn:aws:iam::123456789012:user',
    'arn:aws:iam::123456789012:user/',
    'arn:aws:iam::123456789012:user//alice',
    'arn:aws:iam::123456789012:group/admins',
    'arn:aws:iam::aws:user/alice',
    'arn:aws:iam::12345:user/alice',
    'arn:aws:iam:us-east-1:123456789012:user/alice',
    'arn:aws:s3::123456789012:user/alice',
    'arn:aws:sts::123456789012:assumed-role/deploy/run-17',
    'arn:aws:iam::123456789012:user/alice bob',
    'arn:aws:iam::123456789012:user/a*',
    'arn:aws:iam::123456789012:user/$(id)',
    'arn:aws:iam::123456789012:user/a b/alice',
    'arn:aws:iam::123456789012:user/é/alice',
    `arn:aws:iam::123456789012:user/${'p'.repeat(511)}/alice`,
    `arn:aws:iam::123456789012:user/${'n'.repeat(65)}`,
    ' arn:aws:iam::123456789012:user/alice',
    'arn:aws:iam::123456789012:user/alice\n',
  ])('is not %j', (arn) => {
    expect(parseTarget(arn)).toBeUndefined();
  });

  it('has a name that is harmless in a command and in a pattern, whatever the ARN holds', () => {
    const hostile = fc.tuple(fc.constantFrom('user', 'role', 'group'), text, text);
    fc.assert(
      fc.property(hostile, ([kind, path, name]) => {
        const parsed = parseTarget(`arn:aws:iam::123456789012:${kind}/${path}/${name}`);
        expect(parsed?.name ?? 'none').toMatch(/^[\w+=,.@-]{1,64}$/);
      }),
    );
  });

  it('is denied by the policy of its own partition', () => {
    expect(denyAllArn({ partition: 'aws' })).toBe('arn:aws:iam::aws:policy/AWSDenyAll');
    expect(denyAllArn({ partition: 'aws-us-gov' })).toBe('arn:aws-us-gov:iam::aws:policy/AWSDenyAll');
  });
});
