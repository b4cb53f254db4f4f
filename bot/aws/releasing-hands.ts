// Gives back in IAM what a containment changed: the only calls that the releasing function's role allows.
import { GetRoleCommand, GetUserCommand } from '@aws-sdk/client-iam';
import { denyAllArn, type Target } from '../domain/containment/target.ts';
import { TrailbotError } from '../domain/errors.ts';
import type { ReleasingHands } from '../ports/aws.ts';
import { callIam } from './iam-call.ts';
import type { IamFor } from './iam-for.ts';
import { deleteBoundary, detachPolicy, putBoundary } from './policy-calls.ts';
import { setKeyStatus } from './set-key-status.ts';

const NOT_THERE = { NoSuchEntityException: 'not-there' as const };

export function createReleasingHands(iamFor: IamFor): ReleasingHands {
  /** The boundary as it is now, or none; `gone` when the user or role is not there (any more). */
  async function boundaryOf({ accountId, kind, name }: Target): Promise<'gone' | { readonly arn?: string }> {
    const iam = iamFor(accountId);
    const found =
      kind === 'user'
        ? await callIam('iam:GetUser', () => iam.send(new GetUserCommand({ UserName: name })), NOT_THERE)
        : await callIam('iam:GetRole', () => iam.send(new GetRoleCommand({ RoleName: name })), NOT_THERE);
    if (found === 'not-there') return 'gone';
    const principal = 'User' in found ? found.User : 'Role' in found ? found.Role : undefined;
    const arn = principal?.PermissionsBoundary?.PermissionsBoundaryArn;
    return arn === undefined ? {} : { arn };
  }

  return {
    async detachDeny(target) {
      const { action, send } = detachPolicy(iamFor(target.accountId), target, denyAllArn(target));
      const answer = await callIam(action, send, NOT_THERE);
      // IAM says the same of a policy that was not attached and of a user that is not there.
      const gone = answer === 'not-there' && (await boundaryOf(target)) === 'gone';
      return gone ? 'gone' : 'detached';
    },

    async restoreBoundary(target, before) {
      const now = await boundaryOf(target);
      if (now === 'gone') return 'gone';
      const denyAll = denyAllArn(target);
      if (now.arn !== denyAll || before === denyAll) return 'restored';
      const iam = iamFor(target.accountId);
      const { action, send } =
        before === undefined ? deleteBoundary(iam, target) : putBoundary(iam, target, before);
      const answer = await callIam(action, send, NOT_THERE);
      if (answer !== 'not-there') return 'restored';
      if ((await boundaryOf(target)) === 'gone') return 'gone';
      if (before !== undefined) throw boundaryLost(before);
      return 'restored';
    },

    activateKey: async (target, accessKeyId) =>
      (await setKeyStatus(iamFor, target, accessKeyId, 'Active')) ? 'active' : 'gone',
  };
}

/** Going without would give more permissions back than there were. */
function boundaryLost(before: string): TrailbotError {
  return new TrailbotError({
    code: 'aws_denied',
    message: `The permissions boundary from before, ${before}, is not there any more; AWSDenyAll stays in its place.`,
    hint: 'Make that policy again and release once more, or set another boundary in the IAM console.',
  });
}
