// What the flows keep: incidents, profiles, claims, and what people decided.
import type { Actor } from '../domain/actor/actor.ts';
import type { Containment } from '../domain/containment/containment.ts';
import type { Profile, Source } from '../domain/context/context.ts';
import type { Severity } from '../domain/detection/detection.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import type { Incident, Sighting } from '../domain/incident/incident.ts';
import type { HiddenBy } from '../domain/review/reviewed-event.ts';
import type { Suppression } from '../domain/suppression/suppression.ts';
import type { AuditEntry } from '../domain/triage/audit-entry.ts';

/** What an actor was seen doing, and from where: an input to {@link Profiles.learn}. */
export interface Observation {
  readonly actor: Actor;
  readonly event: TrailEvent;
  readonly source: Source;
}

export interface Profiles {
  /** What was known of the actor at `asOf`: traits first seen later are left out. */
  read(actor: Actor, asOf: Date): Promise<Profile>;
  /**
   * Remembers what these events show of their actors. Idempotent.
   * @param searched the Regions whose history of one actor was read, and how far back these events are complete.
   */
  learn(
    observations: readonly Observation[],
    searched?: { readonly actor: Actor; readonly since: Date; readonly regions: readonly string[] },
  ): Promise<void>;
}

/**
 * Two-phase claims. A claim that was begun and never completed can be begun again after its lease, so that a crash
 * between claim and post does not lose the alert.
 */
export interface Claims {
  /**
   * `won`: go on. `done`: somebody completed it. `busy`: somebody is at it; try again later.
   * @param leaseSeconds longer than the work can take. Default 90.
   */
  begin(key: string, leaseSeconds?: number): Promise<'won' | 'done' | 'busy'>;
  complete(key: string): Promise<void>;
  /** Gives a claim back after a failure, so that the retry need not wait for the lease. */
  abandon(key: string): Promise<void>;
}

export interface Incidents {
  /** All incidents with activity since `since`, newest first. May lag a second behind what was just saved. */
  listActive(since: Date): Promise<readonly Incident[]>;
  /** The current incident of an actor in an account, over or not; strongly consistent. */
  current(accountId: string, actorKey: string): Promise<Incident | undefined>;
  get(id: string): Promise<Incident | undefined>;
  /**
   * Stores `incident` as version `incident.version + 1` and returns it so. A new incident (version 0) takes the place of
   * its actor's earlier one, which stays readable by id, only when that one is `replaces`.
   * @throws TrailbotError `conflict` when somebody else stored first: read again and redo.
   */
  save(incident: Incident, replaces?: Incident): Promise<Incident>;
}

/** What matched a filter and was not worth a page, as the daily review shows it. */
export interface Reviewed {
  readonly detectionId: string;
  readonly severity: Severity;
  readonly eventID: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly accountId: string;
  readonly actorName: string;
  readonly failed: boolean;
  readonly at: Date;
  /** The suppression that hid it; undefined for what never was worth a page. */
  readonly suppressionId?: string;
  /** Who made it and why, as it was then; undefined where that was not known. */
  readonly hiddenBy?: HiddenBy;
}

export interface Reviews {
  /** Idempotent by detection and `eventID`. */
  add(sightings: readonly Sighting[], at: Date, suppressionId?: string): Promise<void>;
  /** What was added after `since` and not after `until`, oldest first. */
  list(since: Date, until: Date): Promise<readonly Reviewed[]>;
  /** Until when everything was signed off, by whom and when; undefined before the first time. */
  lastSignOff(): Promise<SignOff | undefined>;
  signOff(signOff: SignOff): Promise<void>;
}

export interface SignOff {
  readonly userId: string;
  readonly at: Date;
  readonly until: Date;
  readonly count: number;
}

export interface Suppressions {
  /** Those that have not expired and were not ended; may lag a second behind. */
  active(): Promise<readonly Suppression[]>;
  /** Nothing when one with this id was there before, though it has ended since. */
  add(suppression: Suppression): Promise<void>;
  /** Returns what was ended, now or before; undefined when there is no such suppression (any more). */
  end(id: string): Promise<Suppression | undefined>;
  countHidden(id: string, events: number): Promise<void>;
}

export interface Audit {
  /** Idempotent by `entry.id`. */
  add(entry: AuditEntry): Promise<void>;
  /** Of one incident, oldest first. */
  list(incidentId: string): Promise<readonly AuditEntry[]>;
}

export interface Clicks {
  /** False when another job with this key came less than ten seconds before; the same job again is no other. */
  first(key: string, jobId: string): Promise<boolean>;
}

export interface Containments {
  /** Strongly consistent. */
  get(id: string): Promise<Containment | undefined>;
  /** All that are active, oldest first; strongly consistent. */
  listActive(): Promise<readonly Containment[]>;
  /**
   * Stores it as version `containment.version + 1` and returns it so.
   * @throws TrailbotError `conflict` when somebody else stored first: read again and redo.
   */
  save(containment: Containment): Promise<Containment>;
}
