// What the flows need from the world: one small interface each, in the words of the domain.
import type { Actor } from './domain/actor.ts';
import type { AlarmNotice, AlarmState } from './domain/alarm.ts';
import type { Profile, Source } from './domain/context.ts';
import type { Incident, Sighting } from './domain/incident.ts';
import type { Message } from './domain/message.ts';
import type { TrailEvent } from './domain/trail-event.ts';

export interface Clock {
  now(): Date;
}

/** The trail's log group, read with a detection's own filter pattern. */
export interface TrailLog {
  /** Messages that match, by delivery time (not `eventTime`), oldest first. `truncated` when there was more. */
  read(query: {
    pattern: string;
    from: Date;
    to: Date;
  }): Promise<{ messages: readonly string[]; truncated: boolean }>;
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
  /** The alarm's state now; undefined when there is no such alarm. */
  state(name: string): Promise<AlarmState | undefined>;
}

export interface AccessKeys {
  /** When the key was created; undefined when the key is not there (any more). */
  created(userName: string, accessKeyId: string): Promise<Date | undefined>;
}

export interface Geo {
  /** `source` with country and network filled in, where the databases have them. */
  locate(source: Source): Source;
}

export interface Profiles {
  read(actor: Actor): Promise<Profile>;
  /** Remembers what these events show of their actors. Idempotent. */
  learn(
    events: readonly { readonly actor: Actor; readonly event: TrailEvent; readonly source: Source }[],
  ): Promise<void>;
}

/** A look at the log that is due later. */
export interface Recheck {
  readonly kind: 'recheck';
  readonly alarm: AlarmNotice;
  /** 0 is the first look after the alarm itself. */
  readonly look: number;
  /** The incident that waits for it; undefined when the alarm opened none. */
  readonly incidentId?: string;
}

export interface Rechecks {
  schedule(recheck: Recheck, delaySeconds: number): Promise<void>;
}

/**
 * Two-phase claims. A claim that was begun and never completed can be begun again after its lease, so that a crash
 * between claim and post does not lose the alert.
 */
export interface Claims {
  /** `won`: go on. `done`: somebody completed it. `busy`: somebody is at it; try again later. */
  begin(key: string): Promise<'won' | 'done' | 'busy'>;
  complete(key: string): Promise<void>;
}

export interface Incidents {
  /** The open incident of an actor in an account, if there is one. */
  findOpen(accountId: string, actorKey: string): Promise<Incident | undefined>;
  /** The incident that last had this detection, if any. */
  findLatest(detectionId: string): Promise<Incident | undefined>;
  get(id: string): Promise<Incident | undefined>;
  /**
   * Stores `incident` as the version after `incident.version - 1`.
   * @throws TrailbotError `conflict` when somebody else stored that version first: read again and redo.
   */
  save(incident: Incident): Promise<void>;
}

/** What matched a filter and was not worth a page, kept for the daily review. */
export interface Reviews {
  /** Idempotent by detection and `eventID`. */
  add(sightings: readonly Sighting[], at: Date): Promise<void>;
}

export interface Chat {
  /** @returns where it was posted: the channel's id and the message's ts. */
  post(channel: string, message: Message): Promise<{ channel: string; ts: string }>;
  update(at: { channel: string; ts: string }, message: Message): Promise<void>;
  /** `broadcast` shows the reply in the channel as well. */
  reply(at: { channel: string; ts: string }, message: Message, broadcast?: boolean): Promise<void>;
}

export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}
