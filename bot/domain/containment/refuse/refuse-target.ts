// Why a user or role may not be contained, and what to do by hand: each refusal with its steps.
import { PROTECTED_TAG, ROLE_PREFIX } from '../../naming.ts';
import { attachDenyCommand, untagCommand } from '../iam-command.ts';
import { nameTarget, shortName } from '../name-principal.ts';
import type { ContainRefusal } from '../plan.ts';
import type { Target } from '../target.ts';
import { GUIDES } from './aws-links.ts';

export function refuseOwnRole(target: Target): ContainRefusal {
  return {
    ok: false,
    reason: `Role ${target.name} is one of Trailbot's own, which it never contains.`,
    steps: [
      'To stop Trailbot itself, set the reserved concurrency of its Lambda functions to 0: nothing of it runs then.',
      'If you did not deploy this role, somebody gave it this name so that it is left alone: contain it by hand, with the command below.',
    ],
    links: [],
    text: attachDenyCommand(target),
  };
}

/** IAM's wildcards span slashes: what keeps the bot off its own roles keeps it off every role below such a path. */
export function refuseOwnPath(target: Target): ContainRefusal {
  return {
    ok: false,
    reason: `Role ${target.name} has the path ${shortName(target.path)}, and the permissions of Trailbot's functions keep off every role with ${ROLE_PREFIX} at the beginning of a part of its path.`,
    steps: [
      'Contain it by hand, with the command below.',
      'Look in the trail for CreateRole with this name: somebody may have chosen the path so that the role is left alone.',
    ],
    links: [],
    text: attachDenyCommand(target),
  };
}

export function refuseBreakGlass(target: Target): ContainRefusal {
  return {
    ok: false,
    reason: `${capital(nameTarget(target))} is listed under containment.breakGlass in settings.yml and is never contained.`,
    steps: [
      'Call whoever keeps its credentials, and ask whether they use it right now.',
      'If they do not: make sure that another administrator can sign in, and then contain it by hand, with the command below.',
      'Make its access keys inactive and change its password afterwards.',
    ],
    links: [],
    text: attachDenyCommand(target),
  };
}

export function refuseServiceLinked(target: Target): ContainRefusal {
  return {
    ok: false,
    reason: `Role ${target.name} belongs to an AWS service, and IAM refuses every change to it.`,
    steps: [
      'Only that service acts through it: look in the record for what it did, and stop or change the resource it did it for.',
      'Look for who set that resource up: open their records, and contain them.',
    ],
    links: [GUIDES.serviceLinked],
  };
}

export function refuseAccount(target: Target): ContainRefusal {
  const { accountId } = target;
  return {
    ok: false,
    reason: `${capital(nameTarget(target))} is in account ${accountId}, and Trailbot may change nothing there.`,
    steps: [
      `To stop them now, sign in to account ${accountId} and run the command below.`,
      `If the account is yours: deploy templates/member-account.yml in it, list it with its external id under containment.memberAccounts in templates/settings.yml, and deploy.`,
      'If it is not yours: take its access away where it comes in, in the trust policy of the role or the policy of the resource, and report it to AWS.',
    ],
    links: [{ label: 'Report abuse to AWS', url: 'https://support.aws.amazon.com/#/contacts/report-abuse' }],
    text: attachDenyCommand(target),
  };
}

/** @param key the tag's key as IAM has it: case does not matter to IAM. */
export function refuseProtected(target: Target, key: string): ContainRefusal {
  return {
    ok: false,
    reason: `${capital(nameTarget(target))} has the tag ${PROTECTED_TAG} and is never contained.`,
    steps: [
      'Ask whoever protects it whether it is theirs, and whether it may be stopped.',
      `Whoever may set tags can have set this one to be left alone: look in the trail for ${target.kind === 'user' ? 'TagUser and CreateUser' : 'TagRole and CreateRole'} with this name.`,
      'If nobody knows why it is protected, take the tag off with the command below, and contain again.',
    ],
    links: [],
    text: untagCommand(target, key),
  };
}

/** IAM has no such user or role. */
export function refuseGone(target: Target): ContainRefusal {
  const type = target.kind === 'user' ? 'User' : 'Role';
  const person = target.name.includes('@')
    ? ['If this is the name of a person in Identity Center, they are no IAM user: disable them there.']
    : [];
  return {
    ok: false,
    reason: `There is no ${nameTarget(target)} in account ${target.accountId}, or not any more.`,
    steps: [
      'Check the name: it has to be written as in IAM, upper and lower case too.',
      ...person,
      `If it was there: look in the trail for Delete${type}${target.kind === 'user' ? ' and UpdateUser, which renames,' : ''} and who did it, because somebody may want to hide what they used.`,
      `Look for what it made before: CreateUser, CreateRole, CreateAccessKey and UpdateAssumeRolePolicy in its own calls.`,
      ...(target.kind === 'role'
        ? ['Its sessions are refused, because a deleted role allows nothing: who assumed it may still be in.']
        : [
            'If it was deleted, its keys and sessions no longer work, but roles that it assumed live on until their sessions end. If it was renamed, they do: contain it by its new name.',
          ]),
    ],
    links: [],
  };
}

/** Told by the path, which IAM gives to nobody but AWS services. */
export function isServiceLinked({ kind, path }: Target): boolean {
  return kind === 'role' && path.startsWith('/aws-service-role/');
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
