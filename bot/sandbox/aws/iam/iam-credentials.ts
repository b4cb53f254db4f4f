// Whose an access key is, in any of the sandbox's accounts: a user's own key, or a session's.
import type { CallerIdentity } from '../cloudtrail/record-calls.ts';
import { type Directory, ownerOf, type Role, type User } from './iam-directory.ts';

export interface Session {
  readonly accessKeyId: string;
  readonly kind: 'role' | 'user' | 'federated';
  /** As it was asked for; a user's own session has the user's name. */
  readonly name: string;
  /** What STS calls the caller. */
  readonly arn: string;
  /** `AROA…:name` for a role's session, `AIDA…` for a user's, `<account>:<name>` for a federated one. */
  readonly id: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  /** Documents that limit it further; undefined when there are none. */
  readonly policies: readonly string[] | undefined;
}

/** A user, or somebody with the permissions of a user or role. */
export interface Caller {
  readonly directory: Directory;
  readonly principal: User | Role;
  readonly accessKeyId: string;
  readonly arn: string;
  readonly id: string;
  readonly session: Session | undefined;
}

export interface Credentials {
  /** Undefined for a key that the sandbox did not give out. Deleted keys and ended sessions are found as well. */
  find(accessKeyId: string): Caller | undefined;
  open(directory: Directory, principal: User | Role, session: Session): void;
  /** `find` with what CloudTrail writes of it. */
  identify(accessKeyId: string): CallerIdentity | undefined;
}

export function createCredentials(directories: readonly Directory[]): Credentials {
  // None is ever dropped: an unknown key is the root user's.
  const sessions = new Map<string, Caller>();

  function find(accessKeyId: string): Caller | undefined {
    const ofSession = sessions.get(accessKeyId);
    if (ofSession !== undefined) return ofSession;
    for (const directory of directories) {
      const user = ownerOf(directory, accessKeyId) ?? directory.deletedKeys.get(accessKeyId);
      if (user === undefined) continue;
      return { directory, principal: user, accessKeyId, arn: user.arn, id: user.id, session: undefined };
    }
    return undefined;
  }

  return {
    find,
    open(directory, principal, session) {
      const { accessKeyId, arn, id } = session;
      sessions.set(accessKeyId, { directory, principal, accessKeyId, arn, id, session });
    },
    identify(accessKeyId) {
      const caller = find(accessKeyId);
      return caller && identityOf(caller);
    },
  };
}

function identityOf({ directory, principal, accessKeyId, arn, id, session }: Caller): CallerIdentity {
  const { kind, name } = principal;
  const identity = { kind, name, arn, principalId: id, accountId: directory.accountId, accessKeyId };
  if (session === undefined) return identity;
  const issuer = { issuerArn: principal.arn, issuerId: principal.id };
  return { ...identity, session: { name: session.name, issuedAt: session.issuedAt, ...issuer } };
}
