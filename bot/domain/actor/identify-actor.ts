// Says who made a call, from `userIdentity` and the little that other fields add to it.

import { cutText } from '../cut-text.ts';
import type { TrailEvent } from '../event/trail-event.ts';
import { fingerprint } from '../fingerprint.ts';
import { parseArn } from '../parse-arn.ts';
import { textAt, valueAt } from '../read-json.ts';
import type { Actor, ActorKind } from './actor.ts';
import { readIdentity, SSO_ROLE } from './read-identity.ts';

const LONGEST_NAME = 128;
/** A DynamoDB sort key holds 1,024 bytes, and a character may take three. */
const LONGEST_KEY = 300;

/**
 * Never throws; names are cut at 128 characters.
 * - An Identity Center user is one person whatever the permission set: name, key and session are the session's name
 *   (the user name, mostly an e-mail address), `arn` is the reserved role; {@link permissionSet} reads the set from it.
 * - A federated user is keyed by the issuing user, because the issuer chooses the federated name freely on each call;
 *   `arn` is the issuer's and `session` the federated name.
 */
export function identifyActor(event: TrailEvent): Actor {
  const identity = readIdentity(event);
  const own = event.userIdentity;
  const accessKeyId = textAt(own, 'accessKeyId');
  const invokedBy = textAt(own, 'invokedBy');
  const mfa = readMfa(event, identity.kind);
  return {
    kind: identity.kind,
    key: boundKey(`${identity.kind}/${identity.key}`),
    name: cutText(identity.name, LONGEST_NAME),
    accountId: cutText(identity.accountId ?? textAt(own, 'accountId'), LONGEST_NAME),
    ...(identity.arn === undefined ? {} : { arn: identity.arn }),
    ...(identity.session ? { session: cutText(identity.session, LONGEST_NAME) } : {}),
    ...(accessKeyId === '' ? {} : { accessKeyId: cutText(accessKeyId, LONGEST_NAME) }),
    ...(mfa === undefined ? {} : { mfa }),
    ...(invokedBy === '' ? {} : { invokedBy: cutText(invokedBy, LONGEST_NAME) }),
  };
}

/** The permission set through which an Identity Center user acts in the account. */
export function permissionSet(actor: Actor): string | undefined {
  return SSO_ROLE.exec(parseArn(actor.arn ?? '')?.resource ?? '')?.[1];
}

/**
 * A console sign-in says it in `MFAUsed`, every other call in the session. For Identity Center and SAML the answer
 * "no" only means that the MFA was not AWS's own: then AWS does not know, and neither do we.
 */
function readMfa(event: TrailEvent, kind: ActorKind): boolean | undefined {
  const used = textAt(event.additionalEventData, 'MFAUsed');
  const session = valueAt(event.userIdentity, 'sessionContext', 'attributes', 'mfaAuthenticated');
  if (used === 'Yes' || session === 'true' || session === true) return true;
  const elsewhere = kind === 'identity-center-user' || kind === 'saml-user' || kind === 'web-identity-user';
  if (elsewhere) return undefined;
  return used === 'No' || session === 'false' || session === false ? false : undefined;
}

function boundKey(key: string): string {
  if (key.length <= LONGEST_KEY && key.isWellFormed()) return key;
  return `${cutText(key, LONGEST_KEY - 17)}~${fingerprint(key)}`;
}
