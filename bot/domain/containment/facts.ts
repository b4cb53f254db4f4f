// What IAM and the trail say of a user or role before anything is changed.
import type { Target } from './target.ts';

export interface KeyFact {
  readonly id: string;
  readonly active: boolean;
  readonly lastUsedAt?: Date;
}

/** As IAM has it now. */
export interface PrincipalFacts {
  readonly target: Target;
  /** `AIDA…` or `AROA…`. */
  readonly id: string;
  readonly createdAt: Date;
  readonly tags: { readonly [key: string]: string };
  /** ARNs of the attached managed policies. */
  readonly attached: readonly string[];
  /** The ARN of the permissions boundary. */
  readonly boundary?: string;
  /** Users only. */
  readonly accessKeys: readonly KeyFact[];
  /** Users only: whether there is a password for the console. */
  readonly hasPassword: boolean;
  /** Roles only: who may assume it, as the trust policy names them: services, ARNs, identity providers. */
  readonly trusts: readonly string[];
  /** Roles only: names of the instance profiles that hold it. */
  readonly instanceProfiles: readonly string[];
  /** Roles only: IAM notes it within four hours. */
  readonly lastUsed?: { readonly at: Date; readonly region?: string };
  /** Roles only: seconds that a session may last. */
  readonly longestSession?: number;
  /** Roles only: sessions begun before are refused already (the inline policy `AWSRevokeOlderSessions`). */
  readonly revokedBefore?: Date;
}

/** A session of a role, as the trail shows it. */
export interface SessionSeen {
  readonly name: string;
  readonly calls: number;
  readonly lastAt: Date;
}

/** Where a user's calls came from, and with what. */
export interface PlaceSeen {
  /** The name of a known network and its address, else the address. */
  readonly from: string;
  /** The client in words, as it calls itself. */
  readonly tool: string;
  readonly calls: number;
  /** The incident's own events came from this address. */
  readonly isIncident: boolean;
}

/** What the trail adds for a user: its calls of the last 24 hours. */
export interface UserUse {
  /** The incident's come last, the others by their number of calls. */
  readonly places: readonly PlaceSeen[];
  /** The log could not be read to the end, or not at all. */
  readonly incomplete: boolean;
}

/** What the trail adds for a role. */
export interface RoleUse {
  /** Of the last hour, the newest first. */
  readonly sessions: readonly SessionSeen[];
  /** Who assumed it lately: ARNs of users or roles where they are known, else the service or provider. Newest first. */
  readonly sources: readonly string[];
  /** The log could not be read to the end, or not at all. */
  readonly incomplete: boolean;
}
