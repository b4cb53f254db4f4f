// The function that may write an inline policy: whose sessions it revokes, and what it refuses to be told.
import { describe, expect, it } from 'vitest';
import { formatRevocation, type Revocation } from '../../../bot/domain/containment/revocation.ts';
import { runRevoke } from '../../../bot/flow/containment/run-revoke.ts';
import { clockAt } from '../../support/aws.ts';
import { target } from '../../support/principal-facts.ts';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/records.ts';

const NOW = '2026-11-22T12:00:00.000Z';
const SHOP = target('role/service/shop');

const order = (before: string, whom = SHOP) => formatRevocation({ target: whom, before: new Date(before) });

function stage(memberAccounts: { readonly [accountId: string]: string } = {}) {
  const revoked: Revocation[] = [];
  const deps = {
    clock: clockAt(NOW),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    accountId: ACCOUNT,
    containment: {
      breakGlass: [`arn:aws:iam::${ACCOUNT}:role/emergency/*`],
      onePersonWhenCritical: false,
      memberAccounts,
    },
    hands: {
      async revokeOlderSessions(whom: Revocation['target'], before: Date) {
        revoked.push({ target: whom, before });
        return 'revoked' as const;
      },
    },
  };
  return { revoked, run: (body: string) => runRevoke(body, deps) };
}

describe('a revocation', () => {
  it('is carried out for the role and the time that it names', async () => {
    const { run, revoked } = stage();
    await run(order('2026-11-22T11:59:00Z'));
    expect(revoked).toEqual([{ target: SHOP, before: new Date('2026-11-22T11:59:00Z') }]);
  });

  it('is carried out in a member account that the settings name', async () => {
    const theirs = target('role/shop', OTHER_ACCOUNT);
    const { run, revoked } = stage({ [OTHER_ACCOUNT]: 'an-external-id' });
    await run(order(NOW, theirs));
    expect(revoked).toEqual([{ target: theirs, before: new Date(NOW) }]);
  });

  it.each<[string, string]>([
    ['the bot’s own role', order(NOW, target('role/trailbot-contain'))],
    ['a break-glass role', order(NOW, target('role/emergency/admin'))],
    ['a service-linked role', order(NOW, target('role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX'))],
    [
      'a role of Identity Center',
      order(NOW, target('role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_1')),
    ],
    ['a role of an account that is not ours', order(NOW, target('role/shop', OTHER_ACCOUNT))],
    ['a user', order(NOW, target('user/ci/deploy'))],
    ['a time that is long ago', order('2026-11-22T10:59:59Z')],
    ['a time that is far off', order('2036-11-22T12:00:00Z')],
    ['a policy of the sender’s', JSON.stringify({ ...JSON.parse(order(NOW)), document: '{}' })],
    ['nothing that can be read', 'please'],
  ])('is refused for %s, before IAM is asked', async (_, body) => {
    const { run, revoked } = stage();
    await expect(run(body)).rejects.toMatchObject({
      code: 'record_invalid',
      hint: expect.stringContaining('Only the containing function writes to this queue'),
    });
    expect(revoked).toEqual([]);
  });
});
