// Why an Identity Center user cannot be contained in IAM, and how they are stopped in Identity Center.
import type { Actor } from '../../actor/actor.ts';
import { parseArn } from '../../parse-arn.ts';
import { shortName } from '../name-principal.ts';
import type { ContainRefusal } from '../plan.ts';
import { parseTarget, type Target } from '../target.ts';
import { GUIDES, identityCenterLink, policiesLink } from './aws-links.ts';
import { denyScp, isLiteral } from './deny-scp.ts';

/** As Identity Center gives them, perhaps after the ten digits of its identity store. */
const USER_ID = /\/((?:[0-9a-f]{10}-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/** Whom the policy text refuses: one person where that is known, else everybody with the permission set. */
type Refused =
  | { readonly kind: 'user-id'; readonly userId: string }
  | { readonly kind: 'user-name'; readonly userName: string; readonly partition: string }
  | { readonly kind: 'role'; readonly role: Target };

export function refuseIdentityCenterUser(actor: Actor): ContainRefusal {
  const partition = parseArn(actor.arn ?? '')?.partition ?? 'aws';
  const who = shortName(actor.name);
  return refuse(
    `${who} signs in through Identity Center, and IAM refuses every change to the roles that it uses.`,
    who,
    { partition, refused: refusedOf(actor, partition) },
  );
}

/** For the role of a permission set, where it is not known who acts through it. */
export function refuseReservedRole(role: Target): ContainRefusal {
  return refuse(
    `Role ${role.name} belongs to Identity Center, and IAM refuses every change to it.`,
    'the person',
    { partition: role.partition, refused: roleRefused(role) },
  );
}

function refuse(
  reason: string,
  who: string,
  { partition, refused }: { readonly partition: string; readonly refused: Refused | undefined },
): ContainRefusal {
  return {
    ok: false,
    reason,
    steps: [
      `In the Identity Center console, open Users, find ${who} and choose Disable user access: nobody signs in as them from then on.`,
      'On the same page, open Active sessions and end all of them.',
      'Open AWS accounts, choose the account, and remove the access of this user and of the groups that give it to them.',
      'What is open in an account lives on until its session ends, up to 12 hours: only a policy refuses it before.',
      ...policySteps(refused),
      'If your people come from another identity provider (Okta, Entra ID, Google), disable them there too, or they come back.',
    ],
    links: [
      ...identityCenterLink(partition),
      ...policiesLink(partition),
      GUIDES.endSessions,
      GUIDES.revokePermissions,
    ],
    ...(refused === undefined ? {} : { text: policyText(refused) }),
  };
}

function policySteps(refused: Refused | undefined): readonly string[] {
  if (refused === undefined) {
    return [
      'In the management account, open AWS Organizations and attach a service control policy that denies all where identitystore:UserId is the user id that Identity Center shows.',
    ];
  }
  const warning =
    refused.kind === 'role' ? ' It refuses everybody who has this permission set in the account.' : '';
  return [
    `To refuse it now, open AWS Organizations in the management account, create the service control policy below and attach it to the account or to the root of the organization.${warning}`,
    'A service control policy does nothing in the management account: there, put the same statement into the inline policy of the permission set.',
  ];
}

function policyText(refused: Refused): string {
  switch (refused.kind) {
    case 'user-id':
      return denyScp({ StringEquals: { 'identitystore:UserId': refused.userId } });
    case 'user-name':
      // Other roles may have sessions of this name: only those of Identity Center are this person's.
      return denyScp({
        StringLike: { 'aws:UserId': `*:${refused.userName}` },
        ArnLike: {
          'aws:PrincipalArn': `arn:${refused.partition}:iam::*:role/aws-reserved/sso.amazonaws.com/*`,
        },
      });
    case 'role':
      return denyScp({ ArnEquals: { 'aws:PrincipalArn': refused.role.arn } });
  }
}

function refusedOf({ arn, key, session }: Actor, partition: string): Refused | undefined {
  // With an ARN the key ends in a name that somebody chose, which may look like an id.
  const userId = arn === undefined ? USER_ID.exec(key)?.[1] : undefined;
  if (userId !== undefined) return { kind: 'user-id', userId };
  if (session !== undefined && SESSION_NAME.test(session))
    return { kind: 'user-name', userName: session, partition };
  const role = parseTarget(arn ?? '');
  return role && roleRefused(role);
}

function roleRefused(role: Target): Refused | undefined {
  return isLiteral(role.arn) ? { kind: 'role', role } : undefined;
}

/** Told by the path, which nobody else may use: the name alone anybody can give a role. */
export function isReservedRole({ kind, path }: Target): boolean {
  return kind === 'role' && path.startsWith('/aws-reserved/');
}
