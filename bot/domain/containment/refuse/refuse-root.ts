// Why root cannot be contained, and what stops it.

import type { ContainRefusal } from '../plan.ts';
import { GUIDES, policiesLink } from './aws-links.ts';
import { denyScp } from './deny-scp.ts';

export interface RootOf {
  readonly accountId: string;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
}

export function refuseRoot(root: RootOf): ContainRefusal {
  return refuse(root, `Root of ${accountName(root)} cannot be contained: IAM attaches no policy to root.`);
}

/** For a session of GetFederationToken that root itself asked for. */
export function refuseRootFederation(root: RootOf): ContainRefusal {
  return refuse(
    root,
    `This session was opened by root of ${accountName(root)}, and IAM attaches no policy to root or to its sessions.`,
  );
}

function refuse({ accountId, partition }: RootOf, reason: string): ContainRefusal {
  const known = isAccount(accountId);
  const arn = `arn:${partition}:iam::${accountId}:root`;
  return {
    ok: false,
    reason,
    steps: [
      `If ${accountName({ accountId })} is a member account: in the management account, open AWS Organizations, create the service control policy below and attach it to the account; it does nothing in the management account itself.`,
      'Still for a member account: in the management account, open IAM, Root access management, and delete the root credentials (password, access keys, MFA devices).',
      'Otherwise sign in as root, change the password, delete every access key, and remove each MFA device that is not yours before you register your own.',
      'Check that the email address and the phone number of the account are still yours, and change the password of that mailbox too.',
      'If you cannot sign in any more, ask AWS Support to give the account back to you.',
    ],
    links: [
      ...policiesLink(partition),
      ...(known ? [GUIDES.centralRoot] : []),
      GUIDES.rootUser,
      {
        label: 'I cannot sign in to my account',
        url: 'https://support.aws.amazon.com/#/contacts/aws-account-support',
      },
    ],
    ...(known ? { text: rootScp(arn) } : {}),
  };
}

/**
 * Spares the sessions of sts:AssumeRoot, by which the management account deletes root's credentials: the key is there
 * with those alone.
 */
function rootScp(arn: string): string {
  return denyScp({ ArnEquals: { 'aws:PrincipalArn': arn }, Null: { 'aws:AssumedRoot': 'true' } });
}

function accountName({ accountId }: Pick<RootOf, 'accountId'>): string {
  return isAccount(accountId) ? `account ${accountId}` : 'this account';
}

function isAccount(accountId: string): boolean {
  return /^\d{12}$/.test(accountId);
}
