// The "who" of an alert: name, kind, ARN, session, MFA, and the key with its age.
import type { Actor, ActorKind } from '../domain/actor/actor.ts';
import { accountWords } from './alert-subject.ts';
import type { AlertView } from './alert-view.ts';
import { code, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { duration, isTime } from './time-words.ts';

/** Empty where the name says it: `root`, `role deploy`. */
const KINDS: Readonly<Record<ActorKind, string>> = {
  root: '',
  'iam-user': 'IAM user',
  role: '',
  'federated-user': 'federated user',
  'identity-center-user': 'Identity Center user',
  'saml-user': 'SAML user',
  'web-identity-user': 'web identity user',
  'directory-user': 'directory user',
  'aws-account': 'another AWS account',
  'aws-service': 'AWS service',
  unknown: 'identity not known',
};

/** Undefined until an event could be read. */
export function actorFact(view: AlertView): Mrkdwn | undefined {
  const { actor } = view.incident;
  if (actor === undefined) return undefined;
  const lines = [
    nameLine(actor),
    actor.arn ? code(actor.arn, 160) : undefined,
    actor.session && actor.session !== actor.name ? mrkdwn`Session ${code(actor.session)}` : undefined,
    actor.accessKeyId ? keyLine(actor.accessKeyId, view) : undefined,
    actor.invokedBy ? mrkdwn`Through ${code(actor.invokedBy)}` : undefined,
    homeLine(actor, view),
  ].filter((line) => line !== undefined);
  return mrkdwn`*Who*${lines.flatMap((line) => mrkdwn`\n${line}`)}`;
}

function nameLine(actor: Actor): Mrkdwn {
  const name = code(actor.name || 'unknown');
  const kind = KINDS[actor.kind];
  return kind === '' ? mrkdwn`${name}${mfaWords(actor)}` : mrkdwn`${name} ${kind}${mfaWords(actor)}`;
}

/** A service has no MFA to lack, and neither has a program with a role. */
function mfaWords({ kind, mfa }: Actor): Mrkdwn {
  if (kind === 'aws-service' || kind === 'aws-account' || (kind === 'role' && !mfa)) return [];
  if (mfa === undefined) return mrkdwn`, MFA not recorded`;
  return mfa ? mrkdwn`, with MFA` : mrkdwn`, *no MFA*`;
}

function keyLine(accessKeyId: string, { incident, now }: AlertView): Mrkdwn {
  const created = incident.context?.keyCreated;
  const age = isTime(created) ? now.getTime() - created.getTime() : Number.NaN;
  return Number.isFinite(age)
    ? mrkdwn`Key ${code(accessKeyId)}, ${duration(age)} old`
    : mrkdwn`Key ${code(accessKeyId)}`;
}

/** Said only of a visitor: an identity that lives in another account than the one that was called. */
function homeLine(actor: Actor, { incident, settings }: AlertView): Mrkdwn | undefined {
  const visits = actor.accountId !== '' && actor.accountId !== incident.accountId;
  return visits ? mrkdwn`Lives in account ${accountWords(settings, actor.accountId)}` : undefined;
}
