// Lets changes of users and roles be enforced later than they are shown, as IAM's own propagation does.
import type { Clock } from '../clock.ts';
import type { Role, User } from './iam-directory.ts';

/** What decides on the calls of a user or role. */
export interface Standing {
  /** ARNs. */
  readonly attached: readonly string[];
  /** Document by name. */
  readonly inline: ReadonlyMap<string, string>;
  readonly boundary: string | undefined;
  /** Roles only. */
  readonly trustPolicy: string | undefined;
  /** Users only: status by access key id. */
  readonly keys: ReadonlyMap<string, 'Active' | 'Inactive'>;
}

export interface History {
  /** To be called just before a change. */
  keep(principal: User | Role): void;
  /** What is enforced now. */
  enforced(principal: User | Role): Standing;
  /** What is enforced of an access key; a new one works at once. Undefined when its deletion is enforced. */
  keyStatus(user: User, accessKeyId: string): 'Active' | 'Inactive' | undefined;
}

interface Past {
  readonly until: number;
  readonly standing: Standing;
}

/**
 * AWS says that changes take effect "eventually"; measured are three to four seconds, in which an attacker goes on.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
export function createHistory(clock: Clock, propagationMs: () => number): History {
  const pasts = new WeakMap<User | Role, readonly Past[]>();

  /** What stood at the time that is enforced now, and after. */
  function stillEnforced(principal: User | Role): readonly Past[] {
    const time = clock.now().getTime() - propagationMs();
    return (pasts.get(principal) ?? []).filter(({ until }) => until > time);
  }

  return {
    keep(principal) {
      const past = { until: clock.now().getTime(), standing: standingOf(principal) };
      pasts.set(principal, [...stillEnforced(principal), past]);
    },
    enforced: (principal) => stillEnforced(principal)[0]?.standing ?? standingOf(principal),
    keyStatus(user, accessKeyId) {
      const statuses = stillEnforced(user).map(({ standing }) => standing.keys.get(accessKeyId));
      return statuses.find((it) => it !== undefined) ?? user.keys.get(accessKeyId)?.status;
    },
  };
}

/** As IAM shows it. */
export function standingOf(principal: User | Role): Standing {
  const keys = 'keys' in principal ? [...principal.keys.values()] : [];
  return {
    attached: [...principal.attached],
    inline: new Map(principal.inline),
    boundary: principal.boundary,
    trustPolicy: 'trustPolicy' in principal ? principal.trustPolicy : undefined,
    keys: new Map(keys.map(({ id, status }) => [id, status])),
  };
}
