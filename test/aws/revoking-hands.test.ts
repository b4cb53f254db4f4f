// The one call that writes an inline policy: exactly what, and what comes of it.
import { GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIamFor } from '../../bot/aws/iam-for.ts';
import { createPrincipals } from '../../bot/aws/principals.ts';
import { createRevokingHands } from '../../bot/aws/revoking-hands.ts';
import type { Target } from '../../bot/domain/containment/target.ts';
import { REVOKE_POLICY } from '../../bot/domain/naming.ts';
import type { Principals, RevokingHands } from '../../bot/ports/aws.ts';
import { startAws, type TestAws } from '../support/aws.ts';
import { makePair, policy } from '../support/iam-principals.ts';
import { target } from '../support/principal-facts.ts';

const NOW = new Date('2026-11-22T12:00:00.000Z');
let world: TestAws;
let hands: RevokingHands;
let principals: Principals;
let role: Target;

beforeAll(async () => {
  world = await startAws();
  const place = { accountId: '123456789012', role: 'trailbot-revoke', memberAccounts: {} };
  const iamFor = createIamFor(world.options, place);
  hands = createRevokingHands(iamFor);
  principals = createPrincipals(iamFor);
});
afterAll(() => world.aws.close());
beforeEach(async () => {
  ({ role } = await makePair(world.clients.iam));
});

async function policyOf({ name: RoleName }: Target): Promise<string> {
  const command = new GetRolePolicyCommand({ RoleName, PolicyName: REVOKE_POLICY });
  return decodeURIComponent((await world.clients.iam.send(command)).PolicyDocument ?? '');
}

describe('revoking a role’s sessions', () => {
  it('writes what the console writes, and nothing else', async () => {
    expect(await hands.revokeOlderSessions(role, NOW)).toBe('revoked');
    expect(await policyOf(role)).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["*"],"Resource":["*"],"Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-11-22T12:00:00.000Z"}}}]}',
    );
    expect((await principals.read(role))?.revokedBefore).toEqual(NOW);
  });

  it('moves the time forward and never back', async () => {
    for (const minute of ['50', '55', '45'])
      await hands.revokeOlderSessions(role, new Date(`2026-11-22T11:${minute}:00Z`));
    expect((await principals.read(role))?.revokedBefore).toEqual(new Date('2026-11-22T11:55:00Z'));
  });

  it('writes over a policy of that name that somebody made weak', async () => {
    const PolicyDocument = policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
    const put = { RoleName: role.name, PolicyName: REVOKE_POLICY, PolicyDocument };
    await world.clients.iam.send(new PutRolePolicyCommand(put));
    expect(await principals.read(role)).not.toHaveProperty('revokedBefore');
    await hands.revokeOlderSessions(role, NOW);
    expect((await principals.read(role))?.revokedBefore).toEqual(NOW);
  });

  it('of a role that is not there is told as gone', async () => {
    expect(await hands.revokeOlderSessions(target('role/nobody'), NOW)).toBe('gone');
  });

  it('says so when the role’s inline policies leave no room', async () => {
    // The SDK takes this one for throttling, and tries again by itself.
    const times = 3;
    world.aws.faults.add({ operation: 'PutRolePolicy', code: 'LimitExceeded', status: 409, times });
    await expect(hands.revokeOlderSessions(role, NOW)).rejects.toMatchObject({
      code: 'aws_denied',
      message: expect.stringContaining('no room'),
      hint: expect.stringContaining('Contain the whole role'),
    });
  });

  it('can be tried again when AWS fails', async () => {
    world.aws.faults.add({ operation: 'PutRolePolicy', code: 'AccessDenied', status: 403, times: 1 });
    await expect(hands.revokeOlderSessions(role, NOW)).rejects.toMatchObject({ code: 'aws_denied' });
    await hands.revokeOlderSessions(role, NOW);
    expect((await principals.read(role))?.revokedBefore).toEqual(NOW);
  });
});
