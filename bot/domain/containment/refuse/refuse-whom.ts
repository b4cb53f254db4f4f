// What to write after /trail contain, told to somebody who wrote something else.
import { keyOwnerCommand } from '../iam-command.ts';
import { shortName } from '../name-principal.ts';
import type { ContainRefusal } from '../plan.ts';

const WRITE = [
  'For a user, write its name or its ARN: /trail contain alice',
  'For a role, write its ARN: /trail contain arn:aws:iam::123456789012:role/deploy',
];

export function refuseWords(whom: string): ContainRefusal {
  const reason =
    whom === ''
      ? 'It is not said whom to contain.'
      : `“${shortName(whom)}” is neither the ARN of a user or role nor the name of an IAM user.`;
  return { ok: false, reason, steps: WRITE, links: [] };
}

/** An ARN of something else: a group, a bucket, a policy. */
export function refuseOtherArn(arn: string): ContainRefusal {
  return {
    ok: false,
    reason: `${shortName(arn)} is not the ARN of a user or role.`,
    steps: WRITE,
    links: [],
  };
}

/** An access key tells its user, but only IAM knows which. */
export function refuseKey(accessKeyId: string): ContainRefusal {
  const command = keyOwnerCommand(accessKeyId);
  const steps =
    command === undefined
      ? [
          `Type /trail who ${accessKeyId}: it shows whom the temporary key was given to.`,
          'Then type /trail contain, followed by the ARN of that user or role.',
        ]
      : [
          'Run the command below in the account of the key: it prints the name of its user.',
          'Then type /trail contain, followed by that name.',
        ];
  return {
    ok: false,
    reason: `${accessKeyId} is an access key: not the key is contained, but the user or role that it belongs to.`,
    steps,
    links: [],
    ...(command === undefined ? {} : { text: command }),
  };
}
