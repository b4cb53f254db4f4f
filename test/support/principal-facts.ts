// Users and roles as IAM has them before a containment.
import type { PrincipalFacts } from '../../bot/domain/containment/facts.ts';
import { parseTarget, type Target } from '../../bot/domain/containment/target.ts';
import { ACCOUNT } from './records.ts';

/** @param resource `user/alice`, `role/ci/deploy`. */
export function target(resource: string, accountId = ACCOUNT): Target {
  const parsed = parseTarget(`arn:aws:iam::${accountId}:${resource}`);
  if (parsed === undefined) throw new Error(`${resource} is no user or role`);
  return parsed;
}

export function principal(resource: string, changes: Partial<PrincipalFacts> = {}): PrincipalFacts {
  return {
    target: target(resource),
    id: 'AIDAEXAMPLE',
    createdAt: new Date('2025-01-01T00:00:00Z'),
    tags: {},
    attached: [],
    accessKeys: [],
    hasPassword: false,
    trusts: [],
    instanceProfiles: [],
    ...changes,
  };
}
