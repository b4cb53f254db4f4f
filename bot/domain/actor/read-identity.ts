// Reads `userIdentity`: one reading for each identity type that CloudTrail writes.

import { cutText } from '../cut-text.ts';
import type { JsonObject, TrailEvent } from '../event/trail-event.ts';
import { type Arn, parseArn } from '../parse-arn.ts';
import { textAt } from '../read-json.ts';
import type { ActorKind } from './actor.ts';

/** IAM refuses this path to everybody but Identity Center; a role's name alone could be forged. */
export const SSO_ROLE =
  /^role\/aws-reserved\/sso\.amazonaws\.com\/(?:[^/]+\/)?AWSReservedSSO_(.+)_[0-9a-f]+$/;

/** What depends on the type; the rest of an Actor is read alike for all. `key` comes without the kind. */
export interface Identity {
  readonly kind: ActorKind;
  readonly key: string;
  readonly name: string;
  readonly accountId?: string;
  readonly arn?: string;
  readonly session?: string;
}

/** Never throws: what is missing makes a name like `an IAM user`, what is new makes kind `unknown`. */
export function readIdentity(event: TrailEvent): Identity {
  const own = event.userIdentity;
  switch (textAt(own, 'type')) {
    case 'Root':
      return readRoot(event);
    case 'IAMUser':
      return readIamUser(own);
    case 'AssumedRole':
    case 'Role':
      return readRole(own);
    case 'FederatedUser':
      return readFederatedUser(own);
    case 'IdentityCenterUser':
      return readIdentityCenterUser(own);
    case 'SAMLUser':
      return readOutsider('saml-user', own);
    case 'WebIdentityUser':
      return readOutsider('web-identity-user', own);
    case 'Directory':
      return readDirectoryUser(own);
    case 'AWSAccount':
      return readAccount(own);
    case 'AWSService':
      return readService(own);
    case '':
      // Service events of AWS itself name no type, only who invoked them.
      return textAt(own, 'invokedBy') === '' ? readUnknown(event) : readService(own);
    default:
      return readUnknown(event);
  }
}

function readRoot(event: TrailEvent): Identity {
  const arn = arnAt(event.userIdentity, 'arn');
  const accountId = textAt(event.userIdentity, 'accountId') || arn?.parts.accountId || event.accountId;
  return { kind: 'root', key: accountId, name: 'root', accountId, ...withArn(arn) };
}

function readIamUser(own: JsonObject): Identity {
  const arn = arnAt(own, 'arn');
  const accountId = textAt(own, 'accountId') || arn?.parts.accountId || '';
  const name = textAt(own, 'userName') || lastSegment(arn) || textAt(own, 'principalId');
  if (name === 'HIDDEN_DUE_TO_SECURITY_REASONS') {
    // Somebody typed a user name that does not exist, perhaps a password: AWS hides it, and nobody of ours acted.
    return {
      kind: 'unknown',
      key: `${accountId}/${name}`,
      name: 'somebody with a wrong user name',
      accountId,
    };
  }
  return {
    kind: 'iam-user',
    key: `${accountId}/${name}`,
    name: name || 'an IAM user',
    accountId,
    ...withArn(arn),
  };
}

function readRole(own: JsonObject): Identity {
  const caller = arnAt(own, 'arn');
  const issuer = arnAt(own, 'sessionContext', 'sessionIssuer', 'arn') ?? roleOf(caller);
  const [, roleInSession = '', ...rest] = assumedRole(caller);
  const session = rest.join('/') || afterColon(textAt(own, 'principalId'));
  const accountId = textAt(own, 'accountId') || issuer?.parts.accountId || caller?.parts.accountId || '';
  if (issuer !== undefined && session !== '' && SSO_ROLE.test(issuer.parts.resource)) {
    const key = `${accountId}/${session}`;
    return { kind: 'identity-center-user', key, name: session, accountId, session, ...withArn(issuer) };
  }
  const role =
    lastSegment(issuer) || textAt(own, 'sessionContext', 'sessionIssuer', 'userName') || roleInSession;
  // The assumed-role ARN drops the role's path. Role names are unique in an account, so it still makes a key, yet not an ARN.
  const partition = caller?.parts.partition ?? 'aws';
  return {
    kind: 'role',
    key: issuer?.text ?? `arn:${partition}:iam::${accountId}:role/${role || textAt(own, 'principalId')}`,
    name: role === '' ? 'a role' : `role ${role}`,
    accountId,
    session,
    ...withArn(issuer),
  };
}

function readFederatedUser(own: JsonObject): Identity {
  const caller = arnAt(own, 'arn');
  const issuer = arnAt(own, 'sessionContext', 'sessionIssuer', 'arn');
  const accountId = textAt(own, 'accountId') || issuer?.parts.accountId || caller?.parts.accountId || '';
  const federated = lastSegment(caller) || afterColon(textAt(own, 'principalId'));
  const issuedByRoot = textAt(own, 'sessionContext', 'sessionIssuer', 'type') === 'Root';
  const user = issuedByRoot
    ? 'root'
    : textAt(own, 'sessionContext', 'sessionIssuer', 'userName') || lastSegment(issuer);
  return {
    kind: 'federated-user',
    key: issuer?.text ?? `${accountId}/${user || federated}`,
    name: user === '' ? `federated user ${federated}` : `${user} as federated user ${federated}`,
    accountId,
    session: federated,
    ...withArn(issuer),
  };
}

function readIdentityCenterUser(own: JsonObject): Identity {
  const userId = textAt(own, 'onBehalfOf', 'userId') || textAt(own, 'principalId');
  const accountId = textAt(own, 'accountId');
  const name = textAt(own, 'userName') || (userId && `Identity Center user ${userId}`);
  const key = `${accountId}/${userId || textAt(own, 'userName') || textAt(own, 'credentialId')}`;
  return { kind: 'identity-center-user', key, name: name || 'an Identity Center user', accountId };
}

/** Somebody from another identity provider, at the moment of AssumeRoleWithSAML or AssumeRoleWithWebIdentity. */
function readOutsider(kind: 'saml-user' | 'web-identity-user', own: JsonObject): Identity {
  const name = textAt(own, 'userName') || textAt(own, 'principalId');
  const provider = textAt(own, 'identityProvider');
  const anonymous = kind === 'saml-user' ? 'a SAML user' : 'a web identity user';
  return { kind, key: `${provider}/${name}`, name: name || anonymous };
}

function readDirectoryUser(own: JsonObject): Identity {
  const name = textAt(own, 'userName') || textAt(own, 'principalId');
  return {
    kind: 'directory-user',
    key: `${textAt(own, 'accountId')}/${name}`,
    name: name || 'a directory user',
  };
}

/** The caller of another account. S3 writes calls without credentials this way too. */
function readAccount(own: JsonObject): Identity {
  const accountId = textAt(own, 'accountId');
  const anonymous = /^anonymous/i.test(accountId) || /^anonymous/i.test(textAt(own, 'principalId'));
  if (anonymous)
    return { kind: 'aws-account', key: 'anonymous', name: 'somebody without credentials', accountId: '' };
  const [principal = ''] = textAt(own, 'principalId').split(':', 1);
  const name = accountId === '' ? 'another account' : `account ${accountId}`;
  return { kind: 'aws-account', key: `${accountId}/${principal}`, name };
}

function readService(own: JsonObject): Identity {
  const name = textAt(own, 'invokedBy') || textAt(own, 'principalId') || 'an AWS service';
  return { kind: 'aws-service', key: name, name };
}

/** A type that did not exist when this was written, `Unknown`, or no identity at all. */
function readUnknown(event: TrailEvent): Identity {
  const own = event.userIdentity;
  const type = textAt(own, 'type');
  const who = textAt(own, 'userName') || textAt(own, 'arn') || textAt(own, 'principalId');
  const accountId = textAt(own, 'accountId') || event.accountId;
  const label =
    type === '' || type === 'Unknown' ? 'unknown identity' : `unknown identity type ${cutText(type, 40)}`;
  return {
    kind: 'unknown',
    key: `${accountId}/${type}/${who}`,
    name: who === '' ? label : `${cutText(who, 70)} (${label})`,
    accountId,
  };
}

interface ReadArn {
  readonly text: string;
  readonly parts: Arn;
}

function arnAt(root: unknown, ...path: readonly string[]): ReadArn | undefined {
  const text = textAt(root, ...path);
  const parts = parseArn(text);
  return parts && { text, parts };
}

function withArn(arn: ReadArn | undefined): { arn?: string } {
  return arn === undefined ? {} : { arn: arn.text };
}

/** A record of type `Role` carries the role's own ARN. */
function roleOf(caller: ReadArn | undefined): ReadArn | undefined {
  return caller?.parts.resource.startsWith('role/') ? caller : undefined;
}

/** `assumed-role`, the role's name, and the session's name, which may hold no slash but is kept whole if it does. */
function assumedRole(caller: ReadArn | undefined): readonly string[] {
  const segments = caller?.parts.resource.split('/') ?? [];
  return segments[0] === 'assumed-role' ? segments : [];
}

function lastSegment(arn: ReadArn | undefined): string {
  const segments = arn?.parts.resource.split('/') ?? [];
  return segments.length > 1 ? (segments.at(-1) ?? '') : '';
}

function afterColon(principalId: string): string {
  const colon = principalId.indexOf(':');
  return colon === -1 ? '' : principalId.slice(colon + 1);
}
