// An IAM in memory for the flows that contain and release: one user or role, and somebody who may fight back.
import type { PrincipalFacts } from '../../bot/domain/containment/facts.ts';
import { denyAllArn, type Target } from '../../bot/domain/containment/target.ts';
import type { ContainingHands, Principals, ReleasingHands } from '../../bot/ports/aws.ts';
import { principal } from './principal-facts.ts';

/** Managed policies that a user may have. */
const QUOTA = 10;

export interface MemoryIam {
  /** As it is now; undefined once it is deleted. A test changes it as an attacker would. */
  facts: PrincipalFacts | undefined;
  readonly principals: Principals;
  readonly containing: ContainingHands;
  readonly releasing: ReleasingHands;
  /** Whether whoever may revoke sessions does it. */
  revokes: boolean;
}

export function createMemoryIam(resource: string, start: Partial<PrincipalFacts> = {}): MemoryIam {
  const denyAll = (target: Target) => denyAllArn(target);
  const change = (edit: (facts: PrincipalFacts) => PrincipalFacts): boolean => {
    if (!iam.facts) return false;
    iam.facts = edit(iam.facts);
    return true;
  };
  const setKey = (id: string, active: boolean): boolean => {
    if (!iam.facts?.accessKeys.some((key) => key.id === id)) return false;
    return change((facts) => ({
      ...facts,
      accessKeys: facts.accessKeys.map((key) => (key.id === id ? { ...key, active } : key)),
    }));
  };
  const iam: MemoryIam = {
    facts: principal(resource, start),
    revokes: true,
    principals: {
      read: async () => iam.facts,
      async isDenied(target, issuedAt) {
        const { facts } = iam;
        if (!facts) return false;
        const revoked = issuedAt !== undefined && facts.revokedBefore !== undefined;
        const isRevoked = revoked && issuedAt < (facts.revokedBefore ?? issuedAt);
        return isRevoked || facts.attached.includes(denyAll(target)) || facts.boundary === denyAll(target);
      },
    },
    containing: {
      async attachDeny(target) {
        const { attached = [] } = iam.facts ?? {};
        if (attached.includes(denyAll(target))) return 'attached';
        if (attached.length >= QUOTA) return 'quota';
        change((facts) => ({ ...facts, attached: [...facts.attached, denyAll(target)] }));
        return 'attached';
      },
      async setDenyBoundary(target) {
        change((facts) => ({ ...facts, boundary: denyAll(target) }));
      },
      deactivateKey: async (_target, id) => (setKey(id, false) ? 'inactive' : 'gone'),
      async deletePassword() {
        const had = iam.facts?.hasPassword === true;
        change((facts) => ({ ...facts, hasPassword: false }));
        return had ? 'deleted' : 'gone';
      },
      async revokeSessions(_target, before) {
        if (iam.revokes) change((facts) => ({ ...facts, revokedBefore: before }));
      },
    },
    releasing: {
      async detachDeny(target) {
        detachPolicy(iam, denyAll(target));
        return iam.facts ? 'detached' : 'gone';
      },
      async restoreBoundary(target, before) {
        change((facts) => {
          if (facts.boundary !== denyAll(target)) return facts;
          const { boundary: _denying, ...rest } = facts;
          return before === undefined ? rest : { ...rest, boundary: before };
        });
        return iam.facts ? 'restored' : 'gone';
      },
      activateKey: async (_target, id) => (setKey(id, true) ? 'active' : 'gone'),
    },
  };
  return iam;
}

/** As somebody with the right to do it would. */
export function detachPolicy(iam: MemoryIam, arn: string): boolean {
  const { facts } = iam;
  if (!facts?.attached.includes(arn)) return false;
  iam.facts = { ...facts, attached: facts.attached.filter((one) => one !== arn) };
  return true;
}
