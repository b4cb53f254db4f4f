// Changes IAM so that somebody is locked out: the only calls that the containing function's role allows.
import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteLoginProfileCommand } from '@aws-sdk/client-iam';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { formatRevocation } from '../domain/containment/revocation.ts';
import { denyAllArn } from '../domain/containment/target.ts';
import { TrailbotError } from '../domain/errors.ts';
import type { ContainingHands } from '../ports/aws.ts';
import { callAws } from './aws-error.ts';
import type { Clients } from './clients.ts';
import { callIam } from './iam-call.ts';
import type { IamFor } from './iam-for.ts';
import { attachPolicy, putBoundary } from './policy-calls.ts';
import { setKeyStatus } from './set-key-status.ts';

/** A password that was made or changed a moment ago cannot be deleted yet. */
const PASSWORD_TRIES = 5;
const BETWEEN_TRIES_MS = 2_000;

/** @param pause waits so many milliseconds. */
export function createContainingHands(
  iamFor: IamFor,
  { sqs }: Pick<Clients, 'sqs'>,
  revokeQueueUrl: string,
  pause: (milliseconds: number) => Promise<unknown> = sleep,
): ContainingHands {
  return {
    async attachDeny(target) {
      const { action, send } = attachPolicy(iamFor(target.accountId), target, denyAllArn(target));
      const full = await callIam(action, send, { LimitExceededException: 'quota' as const });
      return full === 'quota' ? 'quota' : 'attached';
    },

    async setDenyBoundary(target) {
      const { action, send } = putBoundary(iamFor(target.accountId), target, denyAllArn(target));
      await callIam(action, send);
    },

    deactivateKey: async (target, accessKeyId) =>
      (await setKeyStatus(iamFor, target, accessKeyId, 'Inactive')) ? 'inactive' : 'gone',

    async deletePassword({ accountId, name: UserName }) {
      const iam = iamFor(accountId);
      for (let tries = 1; ; tries += 1) {
        const command = new DeleteLoginProfileCommand({ UserName });
        const answer = await callIam('iam:DeleteLoginProfile', () => iam.send(command), {
          NoSuchEntityException: 'gone' as const,
          EntityTemporarilyUnmodifiableException: 'later' as const,
        });
        if (answer === 'gone') return 'gone';
        if (answer !== 'later') return 'deleted';
        if (tries === PASSWORD_TRIES) throw passwordBusy();
        await pause(BETWEEN_TRIES_MS);
      }
    },

    async revokeSessions(target, before) {
      const command = new SendMessageCommand({
        QueueUrl: revokeQueueUrl,
        MessageBody: formatRevocation({ target, before }),
      });
      await callAws('sqs:SendMessage', () => sqs.send(command));
    },
  };
}

function passwordBusy(): TrailbotError {
  return new TrailbotError({
    code: 'aws_failed',
    message:
      'The console password cannot be deleted yet: somebody is changing it (EntityTemporarilyUnmodifiable).',
    hint: 'It is tried again by itself; until it is gone the deny refuses whatever the password is good for.',
  });
}
