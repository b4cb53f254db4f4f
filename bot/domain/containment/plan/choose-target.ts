// Whom to contain: the IAM user or role behind an actor or a typed name, or what to do where IAM cannot help.
import type { Actor } from '../../actor/actor.ts';
import { type Arn, parseArn } from '../../parse-arn.ts';
import type { ContainRefusal } from '../plan.ts';
import {
  refuseBareRole,
  refuseFederation,
  refuseOtherAccount,
  refuseOutsider,
  refuseService,
  refuseUnknown,
} from '../refuse/refuse-actor.ts';
import {
  isReservedRole,
  refuseIdentityCenterUser,
  refuseReservedRole,
} from '../refuse/refuse-identity-center.ts';
import { type RootOf, refuseRoot, refuseRootFederation } from '../refuse/refuse-root.ts';
import { refuseKey, refuseOtherArn, refuseWords } from '../refuse/refuse-whom.ts';
import { parseTarget, type Target } from '../target.ts';

export type Chosen = { readonly ok: true; readonly target: Target } | ContainRefusal;

/**
 * Looks at the identity alone: whether the target may be contained says {@link refusalOf} in plan-containment.ts.
 * @param accountId the bot's own account.
 */
export function chooseTarget(actor: Actor, accountId: string): Chosen {
  switch (actor.kind) {
    case 'iam-user':
      return chooseUser(actor);
    case 'role':
      return chooseRole(actor);
    case 'federated-user':
      return chooseIssuer(actor, accountId);
    case 'identity-center-user':
      return refuseIdentityCenterUser(actor);
    case 'root':
      return refuseRoot(rootOf(actor, accountId));
    case 'aws-service':
      return refuseService(actor);
    case 'aws-account':
      return refuseOtherAccount(actor);
    case 'saml-user':
    case 'web-identity-user':
    case 'directory-user':
      return refuseOutsider(actor);
    case 'unknown':
      return refuseUnknown(actor);
  }
}

/**
 * @param whom an ARN or the name of an IAM user, as somebody typed it. A name is taken for a user's without a path in
 * the partition `aws`: IAM finds users by name, and its own ARN is what counts from then on.
 * @param accountId the bot's own account, for a name.
 */
export function readWhom(whom: string, accountId: string): Chosen {
  const text = whom
    .trim()
    .replace(/^([`'"])(.*)\1$/, '$2')
    .trim();
  const arn = parseArn(text);
  if (arn !== undefined) return chooseArn(text, arn);
  if (text.toLowerCase() === 'root') return refuseRoot({ accountId, partition: 'aws' });
  if (/^A[KS]IA[A-Z0-9]{12,124}$/.test(text)) return refuseKey(text);
  const role = /^role[ /](.+)$/i.exec(text)?.[1]?.trim();
  if (role !== undefined) return refuseBareRole(role);
  return chosen(userByName(text, accountId)) ?? refuseWords(text);
}

function chooseArn(text: string, arn: Arn): Chosen {
  const { service, accountId, partition, resource } = arn;
  if (service === 'iam' && resource === 'root') return refuseRoot({ accountId, partition });
  const [type, role] = resource.split('/');
  if (service === 'sts' && type === 'assumed-role' && role) return refuseBareRole(role);
  return chosen(parseTarget(text)) ?? refuseOtherArn(text);
}

function chooseUser(actor: Actor): Chosen {
  const target = parseTarget(actor.arn ?? '');
  // A failed sign-in carries the name and no ARN.
  const user = target?.kind === 'user' ? target : userByName(actor.name, actor.accountId);
  return chosen(user) ?? refuseUnknown(actor);
}

function chooseRole(actor: Actor): Chosen {
  const target = parseTarget(actor.arn ?? '');
  if (target?.kind !== 'role') {
    const name = /^role (.+)$/.exec(actor.name)?.[1];
    return name === undefined ? refuseUnknown(actor) : refuseBareRole(name);
  }
  return isReservedRole(target) ? refuseReservedRole(target) : { ok: true, target };
}

function chooseIssuer(actor: Actor, accountId: string): Chosen {
  const target = parseTarget(actor.arn ?? '');
  if (target?.kind === 'user') return { ok: true, target };
  const byRoot =
    parseArn(actor.arn ?? '')?.resource === 'root' || /^root as federated user /.test(actor.name);
  return byRoot ? refuseRootFederation(rootOf(actor, accountId)) : refuseFederation(actor);
}

function rootOf(actor: Actor, own: string): RootOf {
  const partition = parseArn(actor.arn ?? '')?.partition ?? 'aws';
  return { accountId: actor.accountId || own, partition };
}

function userByName(name: string, accountId: string): Target | undefined {
  return parseTarget(name.includes('/') ? '' : `arn:aws:iam::${accountId}:user/${name}`);
}

function chosen(target: Target | undefined): Chosen | undefined {
  return target && { ok: true, target };
}
