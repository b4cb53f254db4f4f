// STS in memory: who a caller is, and temporary credentials for a role or for the user who asks.
import { AwsFault, type Call, type Input, type Service } from './call.ts';
import type { Clock } from './clock.ts';
import type { Accounts } from './iam/iam-accounts.ts';
import { checkMayAssume, mayNotAssume } from './iam/iam-assume.ts';
import { requiredText } from './iam/iam-check.ts';
import type { Caller } from './iam/iam-credentials.ts';
import type { Directory, Role } from './iam/iam-directory.ts';
import { integerOf } from './input-members.ts';
import { durationOf, newCredentials, sessionNameOf, sessionPoliciesOf } from './sts-session.ts';

export interface StsOptions {
  readonly clock: Clock;
  readonly accounts: Pick<Accounts, 'home' | 'directories' | 'credentials'>;
}

/** A role that was assumed by a session lasts an hour at most, whatever the role says. */
const CHAINED_SECONDS = 3_600;

/** Credentials that the sandbox did not give out are taken for the account's root user's. */
export function createSts({ clock, accounts }: StsOptions): { readonly service: Service } {
  const { credentials, home } = accounts;
  const homeId = home.directory.accountId;

  /** STS does not say which accounts there are. */
  function findRole(arn: string): { readonly role: Role; readonly directory: Directory } | undefined {
    const directory = accounts.directories.find(({ accountId }) => accountId === arn.split(':')[4]);
    const role = directory?.roles.values().find((it) => it.arn === arn);
    return directory && role && { role, directory };
  }

  function assumeRole(input: Input, call: Call): Input {
    const arn = requiredText(input, 'RoleArn');
    const name = sessionNameOf(input, 'RoleSessionName');
    const caller = credentials.find(call.accessKeyId);
    const found = findRole(arn);
    if (found === undefined) throw mayNotAssume(caller, arn);
    const { role, directory } = found;
    const { accountId, history } = directory;
    const { trustPolicy = role.trustPolicy } = history.enforced(role);
    checkMayAssume(caller, { arn, accountId, trustPolicy }, call, input);
    const seconds = integerOf(input, 'DurationSeconds') ?? 3_600;
    if (!(seconds >= 900 && seconds <= role.maxSessionDuration)) {
      throw new AwsFault(
        'ValidationError',
        'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      );
    }
    if (caller?.session !== undefined && seconds > CHAINED_SECONDS) {
      throw new AwsFault(
        'ValidationError',
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      );
    }
    const given = newCredentials(clock, seconds);
    const session = {
      ...given.session,
      kind: 'role' as const,
      name,
      // The session's ARN has no role path: it cannot be turned back into the role's ARN.
      arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${name}`,
      id: `${role.id}:${name}`,
      policies: sessionPoliciesOf(input, directory),
    };
    credentials.open(directory, role, session);
    return {
      Credentials: given.Credentials,
      AssumedRoleUser: { AssumedRoleId: session.id, Arn: session.arn },
    };
  }

  function getSessionToken(input: Input, call: Call): Input {
    const caller = credentials.find(call.accessKeyId);
    refuseSession(caller, call);
    const given = newCredentials(clock, durationOf(input));
    // The root user's stay the root user's: nobody is told apart by them.
    if (caller === undefined) return { Credentials: given.Credentials };
    const { directory, principal, arn, id } = caller;
    credentials.open(directory, principal, {
      ...given.session,
      kind: 'user',
      name: principal.name,
      arn,
      id,
      policies: undefined,
    });
    return { Credentials: given.Credentials };
  }

  function getFederationToken(input: Input, call: Call): Input {
    const name = sessionNameOf(input, 'Name', 32);
    const caller = credentials.find(call.accessKeyId);
    refuseSession(caller, call);
    if (caller === undefined) {
      throw new AwsFault('NotImplemented', 'the sandbox federates for its own users alone', { status: 501 });
    }
    const { directory, principal } = caller;
    const { accountId } = directory;
    const given = newCredentials(clock, durationOf(input));
    const session = {
      ...given.session,
      kind: 'federated' as const,
      name,
      arn: `arn:aws:sts::${accountId}:federated-user/${name}`,
      id: `${accountId}:${name}`,
      // Without a policy of its own a federated user may do nothing.
      policies: sessionPoliciesOf(input, directory) ?? [],
    };
    credentials.open(directory, principal, session);
    return {
      Credentials: given.Credentials,
      FederatedUser: { FederatedUserId: session.id, Arn: session.arn },
    };
  }

  const service: Service = {
    GetCallerIdentity(_input, { accessKeyId }) {
      const caller = credentials.find(accessKeyId);
      if (caller === undefined)
        return { UserId: homeId, Account: homeId, Arn: `arn:aws:iam::${homeId}:root` };
      return { UserId: caller.id, Account: caller.directory.accountId, Arn: caller.arn };
    },
    AssumeRole: assumeRole,
    GetSessionToken: getSessionToken,
    GetFederationToken: getFederationToken,
    GetAccessKeyInfo(input) {
      const id = requiredText(input, 'AccessKeyId');
      const owner = credentials.find(id);
      if (owner !== undefined) return { Account: owner.directory.accountId };
      throw new AwsFault(
        'ValidationError',
        `1 validation error detected: Value '${id}' at 'accessKeyId' is not a known access key`,
      );
    },
  };
  return { service };
}

function refuseSession(caller: Caller | undefined, { operation }: Call): void {
  if (caller?.session === undefined) return;
  throw new AwsFault('AccessDenied', `Cannot call ${operation} with session credentials`, { status: 403 });
}
