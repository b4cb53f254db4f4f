// What has to be changed in IAM so that a user or role is locked out: only what is not so already.
import type { Change } from '../containment.ts';
import type { PrincipalFacts } from '../facts.ts';
import { denyAllArn } from '../target.ts';

/**
 * Managed policies that a user or role may have, unless the account asked for more (20 at most). Somebody who fills it
 * keeps AWSDenyAll off: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const POLICY_QUOTA = 10;

/** What denies the principal everything already. The policy counts before the boundary. */
export function heldBy({ target, attached, boundary }: PrincipalFacts): 'policy' | 'boundary' | undefined {
  const denyAll = denyAllArn(target);
  if (attached.includes(denyAll)) return 'policy';
  return boundary === denyAll ? 'boundary' : undefined;
}

/** Locks the whole principal out: nothing where it is, else the policy, or the boundary where no policy has room. */
export function planLock(facts: PrincipalFacts): readonly Change[] {
  if (heldBy(facts) !== undefined) return [];
  if (facts.attached.length < POLICY_QUOTA) return [{ kind: 'policy' }];
  const { boundary } = facts;
  return [{ kind: 'boundary', ...(boundary === undefined ? {} : { before: boundary }) }];
}

/** For a user: the lock, its active keys, and the console password where that is asked for. */
export function planUserChanges(facts: PrincipalFacts, deletePassword: boolean): readonly Change[] {
  const keys = facts.accessKeys
    .filter(({ active }) => active)
    .map(({ id }): Change => ({ kind: 'key', accessKeyId: id }));
  const password: readonly Change[] = deletePassword && facts.hasPassword ? [{ kind: 'password' }] : [];
  return [...planLock(facts), ...keys, ...password];
}

/**
 * For the sessions of a role. Also where all of them are refused already: only what is ours is held, and what somebody
 * else wrote, with whatever date, they can take off again.
 */
export function planSessionChanges(now: Date): readonly Change[] {
  // A policy's dates have no fractions: a session of this very second would be left out.
  return [{ kind: 'sessions', before: new Date(Math.ceil(now.getTime() / 1_000) * 1_000) }];
}
