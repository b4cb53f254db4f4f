// Decides what a containment would do to a user or role, or why it may not: pure, from what IAM and the trail say.
import { ROLE_PREFIX } from '../../naming.ts';
import type { ContainmentSettings } from '../../settings.ts';
import { MODES, type Mode } from '../containment.ts';
import type { PrincipalFacts, RoleUse, UserUse } from '../facts.ts';
import type { ContainRefusal, Plan } from '../plan.ts';
import { protectedTag } from '../protected-tag.ts';
import { isReservedRole, refuseReservedRole } from '../refuse/refuse-identity-center.ts';
import {
  isServiceLinked,
  refuseAccount,
  refuseBreakGlass,
  refuseGone,
  refuseOwnPath,
  refuseOwnRole,
  refuseProtected,
  refuseServiceLinked,
} from '../refuse/refuse-target.ts';
import { parseTarget, type Target } from '../target.ts';
import { matchesArn } from './matches-arn.ts';
import { planLock, planSessionChanges, planUserChanges } from './plan-changes.ts';
import { tellRolePlan } from './tell-role-plan.ts';
import { tellUserPlan } from './tell-user-plan.ts';

export interface PlanRequest {
  readonly target: Target;
  /** Undefined when IAM has no such user or role. */
  readonly facts: PrincipalFacts | undefined;
  /** Roles only, and only where somebody reads the plan. */
  readonly use?: RoleUse;
  /** Users only, likewise. */
  readonly userUse?: UserUse;
  readonly asked: { readonly mode?: Mode; readonly deletePassword: boolean };
  readonly settings: ContainmentSettings;
  /** The bot's own account. */
  readonly accountId: string;
  readonly now: Date;
}

/**
 * The plan is for the principal as IAM has it, `facts.target`: whoever typed or logged the target may have got its path
 * wrong, and IAM finds principals by name alone. It has no changes where all of it is so already.
 */
export function planContainment(request: PlanRequest): Plan | ContainRefusal {
  const { target, facts } = request;
  const refusal = refusalOf(target, request);
  if (refusal !== undefined) return refusal;
  if (facts === undefined) return refuseGone(target);
  const really = refusalOf(facts.target, request) ?? protectedRefusal(facts);
  if (really !== undefined) return really;
  return facts.target.kind === 'user' ? planUser(request, facts) : planRole(request, facts);
}

/** What can be said before IAM is asked: the account, the bot's own roles, break-glass and reserved roles. */
export function refusalOf(
  target: Target,
  { settings, accountId }: { readonly settings: ContainmentSettings; readonly accountId: string },
): ContainRefusal | undefined {
  if (isOwnRole(target)) return refuseOwnRole(target);
  if (isOwnPath(target)) return refuseOwnPath(target);
  if (settings.breakGlass.some((pattern) => matchesArn(pattern, target.arn))) return refuseBreakGlass(target);
  if (isServiceLinked(target)) return refuseServiceLinked(target);
  if (isReservedRole(target)) return refuseReservedRole(target);
  const known = target.accountId === accountId || Object.hasOwn(settings.memberAccounts, target.accountId);
  return known ? undefined : refuseAccount(target);
}

/** In this case alone: a role of somebody else in another case is no part of the bot, and IAM's own spelling is looked at. */
function isOwnRole({ kind, name }: Target): boolean {
  return kind === 'role' && isOwn(name);
}

/** What the bot's permissions (role-policies.ts) deny as if it were one of its own. */
function isOwnPath({ kind, path }: Target): boolean {
  return kind === 'role' && path.split('/').some(isOwn);
}

function isOwn(name: string): boolean {
  return name.startsWith(ROLE_PREFIX);
}

function protectedRefusal(facts: PrincipalFacts): ContainRefusal | undefined {
  const key = protectedTag(facts);
  return key === undefined ? undefined : refuseProtected(facts.target, key);
}

function planUser({ asked, userUse: use, now }: PlanRequest, facts: PrincipalFacts): Plan {
  const changes = planUserChanges(facts, asked.deletePassword);
  return {
    ok: true,
    target: facts.target,
    mode: 'deny',
    modes: ['deny'],
    changes,
    canDeletePassword: facts.hasPassword,
    ...tellUserPlan({ facts, use, changes, now }),
    sources: [],
  };
}

function planRole(request: PlanRequest, facts: PrincipalFacts): Plan {
  const { asked, use, now } = request;
  const mode = asked.mode ?? 'deny';
  const changes = mode === 'deny' ? planLock(facts) : planSessionChanges(now);
  return {
    ok: true,
    target: facts.target,
    mode,
    modes: MODES,
    changes,
    canDeletePassword: false,
    ...tellRolePlan({ facts, use, mode, changes, now }),
    sources: sourcesOf(request, facts.target),
  };
}

/** Users and ordinary roles that may be contained themselves, each once, without the role itself. */
function sourcesOf({ use, ...place }: PlanRequest, role: Target): readonly Target[] {
  const targets = new Map<string, Target>();
  for (const source of use?.sources ?? []) {
    const target = parseTarget(source);
    if (target !== undefined && target.arn !== role.arn && refusalOf(target, place) === undefined)
      targets.set(target.arn, target);
  }
  return [...targets.values()];
}
