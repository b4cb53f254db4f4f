// Users and roles made in the sandbox's IAM, for the tests of what contains them.
import { CreateRoleCommand, CreateUserCommand } from '@aws-sdk/client-iam';
import type { Clients } from '../../bot/aws/clients.ts';
import type { Target } from '../../bot/domain/containment/target.ts';
import { target } from './principal-facts.ts';

const EC2_TRUST = policy({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { Service: 'ec2.amazonaws.com' },
});
export const READ_BUCKETS = policy({ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' });

export function policy(...Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** @param trust who may assume it, for a role. */
export async function makePrincipal(iam: Clients['iam'], target: Target, trust = EC2_TRUST): Promise<void> {
  const { kind, name, path: Path } = target;
  if (kind === 'user') await iam.send(new CreateUserCommand({ UserName: name, Path }));
  else await iam.send(new CreateRoleCommand({ RoleName: name, Path, AssumeRolePolicyDocument: trust }));
}

let pairs = 0;

/** A user and a role, each with a path, that no other test has. */
export async function makePair(
  iam: Clients['iam'],
): Promise<{ readonly user: Target; readonly role: Target }> {
  pairs += 1;
  const user = target(`user/ci/deploy-${pairs}`);
  const role = target(`role/service/shop-${pairs}`);
  await makePrincipal(iam, user);
  await makePrincipal(iam, role);
  return { user, role };
}
