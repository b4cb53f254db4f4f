// STS in memory: who a caller is, and temporary credentials for a role.
import { randomBytes } from 'node:crypto';
import { AwsFault, type Input, type Service } from './call.ts';
import type { Clock } from './clock.ts';
import { requiredText } from './iam/iam-check.ts';
import { type Directory, newId, ownerOf } from './iam/iam-directory.ts';
import { integerOf } from './input-members.ts';

export interface StsOptions {
  readonly clock: Clock;
  readonly accountId: string;
  readonly directory: Directory;
}

interface Session {
  readonly id: string;
  readonly arn: string;
}

const KEPT_SESSIONS = 1_000;

/** Credentials that the sandbox did not give out are taken for the account's root user's. */
export function createSts({ clock, accountId, directory }: StsOptions): { readonly service: Service } {
  const sessions = new Map<string, Session>();

  function callerOf(accessKeyId: string): Session {
    const user = ownerOf(directory, accessKeyId);
    const root = { id: accountId, arn: `arn:aws:iam::${accountId}:root` };
    return sessions.get(accessKeyId) ?? user ?? root;
  }

  function assumeRole(input: Input): Input {
    const arn = requiredText(input, 'RoleArn');
    const sessionName = requiredText(input, 'RoleSessionName');
    if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
      throw new AwsFault(
        'ValidationError',
        `1 validation error detected: Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
      );
    }
    const role = directory.roles.values().find((it) => it.arn === arn);
    if (role === undefined) {
      throw new AwsFault(
        'AccessDenied',
        `User is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
        {
          status: 403,
        },
      );
    }
    const seconds = integerOf(input, 'DurationSeconds') ?? 3_600;
    if (!(seconds >= 900 && seconds <= role.maxSessionDuration)) {
      throw new AwsFault(
        'ValidationError',
        'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      );
    }
    // The session's ARN has no role path: it cannot be turned back into the role's ARN.
    const session = {
      id: `${role.id}:${sessionName}`,
      arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${sessionName}`,
    };
    const accessKeyId = newId('ASIA');
    sessions.set(accessKeyId, session);
    const [oldest] = sessions.keys();
    if (sessions.size > KEPT_SESSIONS && oldest !== undefined) sessions.delete(oldest);
    return {
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: randomBytes(30).toString('base64'),
        SessionToken: randomBytes(240).toString('base64'),
        Expiration: new Date(clock.now().getTime() + seconds * 1_000),
      },
      AssumedRoleUser: { AssumedRoleId: session.id, Arn: session.arn },
    };
  }

  const service: Service = {
    GetCallerIdentity(_input, call) {
      const { id, arn } = callerOf(call.accessKeyId);
      return { UserId: id, Account: accountId, Arn: arn };
    },
    AssumeRole: assumeRole,
    GetAccessKeyInfo(input) {
      const id = requiredText(input, 'AccessKeyId');
      if (ownerOf(directory, id) !== undefined || sessions.has(id)) return { Account: accountId };
      throw new AwsFault(
        'ValidationError',
        `1 validation error detected: Value '${id}' at 'accessKeyId' is not a known access key`,
      );
    },
  };
  return { service };
}
