// What the flows ask of AWS, beside the store: one small interface each, in the words of the domain.
import type { Actor } from '../domain/actor/actor.ts';
import type { AlarmState } from '../domain/alarm/alarm.ts';
import type { PrincipalFacts } from '../domain/containment/facts.ts';
import type { HandTask } from '../domain/containment/hand-task.ts';
import type { Target } from '../domain/containment/target.ts';
import type { Source } from '../domain/context/context.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import type { Finding } from '../domain/health/health.ts';
import type { QueryResult } from '../domain/query/query.ts';

/** The trail's log group, read with a detection's own filter pattern. */
export interface TrailLog {
  /**
   * Messages that match, by delivery time (not `eventTime`), oldest first. `truncated` when there was more than was
   * read; `upTo` is how far was read.
   */
  read(query: {
    pattern: string;
    from: Date;
    to: Date;
  }): Promise<{ messages: readonly string[]; truncated: boolean; upTo: Date }>;
}

/** CloudTrail's event history: management events of the last 90 days, one Region, two calls a second. */
export interface EventHistory {
  /** Newest first. Stops at `max` events or after `pages` pages; `truncated` when there was more. */
  lookup(query: {
    actor: Actor;
    region: string;
    from: Date;
    to: Date;
    pages: number;
  }): Promise<{ events: readonly TrailEvent[]; truncated: boolean }>;
}

export interface Alarms {
  /** The alarm's state now, and since when it has it; undefined when there is no such alarm. */
  state(name: string): Promise<{ readonly value: AlarmState; readonly since: Date | undefined } | undefined>;
}

export interface AccessKeys {
  /** When the key was created; undefined when the key is not there (any more). */
  created(userName: string, accessKeyId: string): Promise<Date | undefined>;
}

/** CloudWatch Logs Insights over the trail's log group. */
export interface Insights {
  /** @returns Insights' query id. */
  start(query: { text: string; from: Date; to: Date; limit: number }): Promise<string>;
  /** While it runs the rows are partial. */
  results(executionId: string): Promise<QueryResult>;
  /** False when it had ended already. */
  stop(executionId: string): Promise<boolean>;
}

/** Pages people by email or SMS. */
export interface Escalation {
  page(subject: string, text: string): Promise<void>;
}

/** What is wrong with the trail and the way from it to Slack. */
export interface TrailHealth {
  check(): Promise<readonly Finding[]>;
}

export interface Prober {
  /** Writes one record to the trail's log group, as CloudTrail would. */
  put(record: object): Promise<void>;
}

export interface Geo {
  /** `source` with country and network filled in, where the databases have them. */
  locate(source: Source): Source;
}

/** `locks`: only what a containment changes, for who looks again and again; the rest is left empty. */
export type ReadDetail = 'all' | 'locks';

/** IAM, read before and after a containment, in the account of the target. */
export interface Principals {
  /** Undefined when there is no such user or role (any more). @param detail `all` when left out. */
  read(target: Target, detail?: ReadDetail): Promise<PrincipalFacts | undefined>;
  /**
   * Whether IAM's policy simulator denies some harmless calls explicitly, with the policies as they are stored: it does
   * not show whether they have propagated.
   * @param issuedAt for a session of a role that began then; left out, what revokes earlier sessions denies nothing.
   */
  isDenied(target: Target, issuedAt?: Date): Promise<boolean>;
}

/** What contains, each idempotent: done before is done. */
export interface ContainingHands {
  /** `quota`: the target has as many managed policies as it may have. */
  attachDeny(target: Target): Promise<'attached' | 'quota'>;
  setDenyBoundary(target: Target): Promise<void>;
  /** `gone`: there is no such key (any more). */
  deactivateKey(target: Target, accessKeyId: string): Promise<'inactive' | 'gone'>;
  deletePassword(target: Target): Promise<'deleted' | 'gone'>;
  /** Asks the one function that may write an inline policy; {@link PrincipalFacts.revokedBefore} shows when it has. */
  revokeSessions(target: Target, before: Date): Promise<void>;
}

/** What gives back, each idempotent. `gone`: the user, the role or the key is not there any more. */
export interface ReleasingHands {
  detachDeny(target: Target): Promise<'detached' | 'gone'>;
  /** To `before`, or to none. Leaves a boundary alone that is not AWSDenyAll: somebody else set it since. */
  restoreBoundary(target: Target, before: string | undefined): Promise<'restored' | 'gone'>;
  activateKey(target: Target, accessKeyId: string): Promise<'active' | 'gone'>;
}

/** What refuses a role's earlier sessions: the only thing that may write an inline policy. Idempotent. */
export interface RevokingHands {
  /** Sessions that are refused stay refused: `before` is never moved back in time. `gone`: there is no such role. */
  revokeOlderSessions(target: Target, before: Date): Promise<'revoked' | 'gone'>;
}

/** Puts work on the queue of the containing or the releasing function. */
export interface HandQueue {
  /** @param delaySeconds 900 at most. */
  add(task: HandTask, delaySeconds: number): Promise<void>;
}
