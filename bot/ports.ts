// What the flows need from the world: one small interface each, in the words of the domain.
import type { Actor } from './domain/actor/actor.ts';
import type { AlarmState } from './domain/alarm/alarm.ts';
import type { LaterTask } from './domain/alarm/later-task.ts';
import type { Profile, Source } from './domain/context/context.ts';
import type { TrailEvent } from './domain/event/trail-event.ts';
import type { Incident, Sighting } from './domain/incident/incident.ts';
import type { Job } from './domain/job.ts';
import type { Message } from './domain/message.ts';

export interface Clock {
  now(): Date;
}

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

export interface Geo {
  /** `source` with country and network filled in, where the databases have them. */
  locate(source: Source): Source;
}

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

export interface Later {
  /** The alert flow gets `task` after so many seconds, 900 at most. */
  schedule(task: LaterTask, delaySeconds: number): Promise<void>;
}

/**
 * Two-phase claims. A claim that was begun and never completed can be begun again after its lease, so that a crash
 * between claim and post does not lose the alert.
 */
export interface Claims {
  /** `won`: go on. `done`: somebody completed it. `busy`: somebody is at it; try again later. */
  begin(key: string): Promise<'won' | 'done' | 'busy'>;
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

/** What matched a filter and was not worth a page, kept for the daily review. */
export interface Reviews {
  /** Idempotent by detection and `eventID`. */
  add(sightings: readonly Sighting[], at: Date): Promise<void>;
}

/** Where a message stands in Slack. */
export interface Place {
  readonly channel: string;
  readonly ts: string;
}

export interface Chat {
  /** @param key names the message for {@link Chat.find}; unique for what must not be said twice. */
  post(channel: string, message: Message, key: string): Promise<Place>;
  update(at: Place, message: Message): Promise<void>;
  /** `broadcast` shows the reply in the channel as well. */
  reply(at: Place, message: Message, options: { key: string; broadcast?: boolean }): Promise<Place>;
  /** A message of ours with this key, posted since `since` in the channel or, with `thread`, in that thread. */
  find(channel: string, key: string, since: Date, thread?: string): Promise<Place | undefined>;
}

export interface Jobs {
  add(job: Job): Promise<void>;
}

export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}
