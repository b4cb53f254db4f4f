// The one thing that writes an inline policy: it denies a role's sessions that began before a time, and nothing else.
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { revokingDocument } from '../domain/containment/revocation.ts';
import { TrailbotError } from '../domain/errors.ts';
import { REVOKE_POLICY } from '../domain/naming.ts';
import type { RevokingHands } from '../ports/aws.ts';
import { callIam } from './iam-call.ts';
import type { IamFor } from './iam-for.ts';
import { readRevocation } from './read-role.ts';

export function createRevokingHands(iamFor: IamFor): RevokingHands {
  return {
    async revokeOlderSessions(target, before) {
      const iam = iamFor(target.accountId);
      const already = await readRevocation(iam, target);
      if (already && already >= before) return 'revoked';
      const command = new PutRolePolicyCommand({
        RoleName: target.name,
        PolicyName: REVOKE_POLICY,
        PolicyDocument: revokingDocument(before),
      });
      const answer = await callIam('iam:PutRolePolicy', () => iam.send(command), {
        NoSuchEntityException: 'gone' as const,
        LimitExceededException: 'full' as const,
      });
      if (answer === 'full') throw noRoom(target.name);
      return answer === 'gone' ? 'gone' : 'revoked';
    },
  };
}

/** Inline policies of a role hold 10,240 characters together, and somebody may have filled them. */
function noRoom(roleName: string): TrailbotError {
  return new TrailbotError({
    code: 'aws_denied',
    message: `Role ${roleName} has no room for ${REVOKE_POLICY}: its inline policies are as long as they may be.`,
    hint: 'Contain the whole role instead, or delete an inline policy that it does not need.',
  });
}
