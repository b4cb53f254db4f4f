// What the revoking function takes from its queue, and what it does not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRevocation, parseRevocation } from '../../../bot/domain/containment/revocation.ts';
import { target } from '../../support/principal-facts.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const ROLE = target('role/service/shop-backend');
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const asked = (fields: object) => JSON.stringify({ roleArn: ROLE.arn, before: NOW.toISOString(), ...fields });

describe('a revocation', () => {
  it.each([-3_600, -1, 0, 60])('of the sessions before a time %i seconds from now is taken', (seconds) => {
    const one = { target: ROLE, before: at(seconds) };
    expect(parseRevocation(formatRevocation(one), NOW)).toEqual(one);
  });

  it.each([-3_601, 61, 86_400])('of the sessions before a time %i seconds from now is not', (seconds) => {
    const body = formatRevocation({ target: ROLE, before: at(seconds) });
    expect(parseRevocation(body, NOW)).toBeUndefined();
  });

  it.each<[string, string]>([
    ['no JSON', 'revoke all'],
    ['nothing', 'null'],
    ['a user', asked({ roleArn: 'arn:aws:iam::123456789012:user/ci/deploy' })],
    [
      'a session and not its role',
      asked({ roleArn: 'arn:aws:sts::123456789012:assumed-role/shop-backend/x' }),
    ],
    ['several roles', asked({ roleArn: [ROLE.arn] })],
    ['all roles', asked({ roleArn: 'arn:aws:iam::123456789012:role/*' })],
    ['a policy of its own', asked({ document: '{}' })],
    ['no time', asked({ before: undefined })],
    ['a number for a time', asked({ before: NOW.getTime() })],
    ['a time with more than a time in it', asked({ before: `${NOW.toISOString()}"}` })],
  ])('that asks for %s is none', (_, body) => {
    expect(parseRevocation(body, NOW)).toBeUndefined();
  });

  it('is none, and no failure, whatever the text is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (body) => {
        expect(parseRevocation(body, NOW)).toBeUndefined();
      }),
    );
  });
});
