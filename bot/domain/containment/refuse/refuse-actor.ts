// Why there is nothing in IAM to contain behind an actor, and where to look for whom to contain instead.
import type { Actor } from '../../actor/actor.ts';
import { roleArnCommand } from '../iam-command.ts';
import { shortName } from '../name-principal.ts';
import type { ContainRefusal } from '../plan.ts';

const RECORD = 'Open the record (Show record in the menu of the alert)';

/** AWS acted itself: for itself, or for somebody. */
export function refuseService(actor: Actor): ContainRefusal {
  return refuse(`${shortName(actor.name)} is an AWS service, and nothing of it can be contained.`, [
    `${RECORD} and look for what the service worked on: a stack, a function, a schedule, a role.`,
    'Look in the trail for who made or changed that shortly before, and contain them.',
    'Stop or delete what the service works on, if it should not go on.',
  ]);
}

/** A caller of another account, or one without credentials. */
export function refuseOtherAccount({ accountId }: Actor): ContainRefusal {
  if (!/^\d{12}$/.test(accountId)) {
    return refuse('Somebody without credentials called: there is nobody to contain.', [
      `${RECORD} and look which resource answered: it is open to the world.`,
      'Take * out of the policy of that resource; for S3, turn Block Public Access on.',
    ]);
  }
  return refuse(
    `The caller belongs to account ${accountId}, and the record does not say which user or role it was.`,
    [
      `If account ${accountId} is yours, look in the trail there for the same call, and contain who made it: /trail contain, followed by the ARN.`,
      `If it is not: ${RECORD.toLowerCase()}, find the resource or role that let account ${accountId} in, and take it out of that policy.`,
    ],
  );
}

/** Somebody of another identity provider, who had no identity in AWS yet when they called. */
export function refuseOutsider(actor: Actor): ContainRefusal {
  return refuse(
    `${shortName(actor.name)} comes from another identity provider: in AWS only the role that they assumed can be contained.`,
    [
      `${RECORD} and find the role under responseElements.assumedRoleUser; then type /trail contain, followed by the role's ARN.`,
      'Disable them at their identity provider too, or they come back.',
    ],
  );
}

export function refuseUnknown(actor: Actor): ContainRefusal {
  return refuse(`The record does not say which user or role ${shortName(actor.name)} is.`, [
    `${RECORD} and look at userIdentity for an ARN or an access key.`,
    'Then type /trail contain, followed by the ARN of the user or role, or the name of the IAM user.',
  ]);
}

/** The issuer of a federated session is missing in the record. */
export function refuseFederation(actor: Actor): ContainRefusal {
  return refuse(`The record does not say which IAM user opened the session of ${shortName(actor.name)}.`, [
    'Look in the trail for GetFederationToken with this name: who called it is the IAM user.',
    'Then type /trail contain, followed by the name of that user.',
  ]);
}

/** @param role its name without the path, as a session's ARN has it. */
export function refuseBareRole(role: string): ContainRefusal {
  const command = roleArnCommand(role);
  const find =
    command === undefined
      ? 'Find the role in the IAM console and copy its ARN, which has its path.'
      : "Run the command below: it prints the role's ARN, with its path.";
  return refuse(
    `Role ${shortName(role)} is known by its name only, and without its path it cannot be told from a protected one.`,
    [find, 'Then type /trail contain, followed by that ARN.'],
    command,
  );
}

function refuse(reason: string, steps: readonly string[], text?: string): ContainRefusal {
  return { ok: false, reason, steps, links: [], ...(text === undefined ? {} : { text }) };
}
