// What one actor did in one account, from the first page to the last: the unit a person works on.
import type { Actor } from '../actor/actor.ts';
import type { ContainmentState, Mode } from '../containment/containment.ts';
import type { Context } from '../context/context.ts';
import type { Lane, Severity } from '../detection/detection.ts';
import type { TrailEvent } from '../event/trail-event.ts';
import type { AuditEntry } from '../triage/audit-entry.ts';
import type { Triage } from '../triage/triage.ts';

/** An event that a detection matched, and what the detection made of it. */
export interface Sighting {
  readonly detectionId: string;
  readonly event: TrailEvent;
  readonly actor: Actor;
  readonly lane: Lane;
  readonly severity: Severity;
  /** Why the severity is above the detection's own: each completes "because …". */
  readonly because: readonly string[];
}

/** What one detection contributed to an incident. */
export interface Tally {
  readonly detectionId: string;
  readonly count: number;
  /** How many of `count` were attempts that failed. */
  readonly failed: number;
  readonly severity: Severity;
  readonly because: readonly string[];
  /** API call times where the record has one, else when it was read. */
  readonly first: Date;
  readonly last: Date;
  /** When a sighting was last added. */
  readonly recordedAt: Date;
  /** The newest sightings, at most {@link SAMPLES}, oldest first. */
  readonly samples: readonly TrailEvent[];
}
export const SAMPLES = 5;

export interface Post {
  /** The channel as the settings name it. */
  readonly route: string;
  /** The channel's id, as Slack answered it. */
  readonly channel: string;
  readonly ts: string;
  /** The incident's `revision` that this Slack message shows; 0 for a message that shows something older. */
  readonly shown: number;
}

/** An alarm that pointed at this incident. */
export interface LinkedAlarm {
  readonly arn: string;
  readonly name: string;
  readonly state: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';
  readonly since: Date;
}

/** Something that deserves its own line in the thread, because an edited message notifies nobody. */
export type News =
  | { readonly kind: 'detection'; readonly detectionId: string; readonly severity: Severity }
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'region'; readonly region: string }
  | { readonly kind: 'action'; readonly eventName: string; readonly eventSource: string }
  | { readonly kind: 'severity'; readonly from: Severity; readonly to: Severity; readonly because: string }
  /** It was quiet since `since`, and is not any more. */
  | { readonly kind: 'again'; readonly since: Date }
  | { readonly kind: 'quiet'; readonly at: Date; readonly alarmName: string }
  /** What a person, or the bot in nobody's stead, did with the incident. */
  | { readonly kind: 'deed'; readonly entry: AuditEntry };

/** How the wait for an alarm's events ended. */
export type WaitEnded =
  /** The events belong to these incidents, which have messages of their own. */
  | { readonly kind: 'elsewhere'; readonly incidentIds: readonly string[] }
  /** The message became the message of this incident. */
  | { readonly kind: 'adopted'; readonly incidentId: string }
  /** All events were routine: they are in the review. */
  | { readonly kind: 'routine'; readonly count: number }
  /** The last look found nothing either. */
  | { readonly kind: 'nothing' };

/** As much of a containment as the alert says. */
export interface IncidentContainment {
  readonly containmentId: string;
  /** A user and a role may have the same name. */
  readonly targetArn: string;
  readonly targetName: string;
  readonly mode: Mode;
  readonly state: ContainmentState;
  /** Whether the last look found that it holds. */
  readonly verified: boolean;
  /** While it is contained. `in-part`: a release stopped half done. `fought`: somebody takes it off again and again. */
  readonly trouble?: 'in-part' | 'fought';
  /** When `state` began. */
  readonly at: Date;
}

export interface Incident {
  readonly id: string;
  readonly accountId: string;
  /** Undefined until the alarm's events could be read. */
  readonly actor: Actor | undefined;
  readonly severity: Severity;
  readonly openedAt: Date;
  readonly lastActivityAt: Date;
  /** In the order in which they joined; the first opened the incident. */
  readonly tallies: readonly Tally[];
  readonly addresses: readonly string[];
  readonly regions: readonly string[];
  /** `eventSource:eventName`. */
  readonly actions: readonly string[];
  /** Fingerprints of the `eventID`s counted so far, so that each counts once whichever road it took. */
  readonly seen: readonly string[];
  readonly alarms: readonly LinkedAlarm[];
  /** While no event could be read: when the next look is due. Undefined after the last look. */
  readonly nextLookAt?: Date;
  /** Set when the alarm went back to OK and nothing came since. */
  readonly quietSince?: Date;
  readonly context?: Context;
  /** What people did with it; undefined while nobody did anything. */
  readonly triage?: Triage;
  /** Who was locked out of AWS because of it, or is about to be. */
  readonly containments?: readonly IncidentContainment[];
  readonly posts: readonly Post[];
  /** News not yet told in the thread; they survive a crash between storing and telling. */
  readonly untold: readonly News[];
  /** Goes up by one with each change that people should see. */
  readonly revision: number;
  /** Who is telling Slack about it right now; others leave the telling to them until `until`. */
  readonly teller?: { readonly run: string; readonly until: Date };
  /** For a message that waited for events: what came of the wait. */
  readonly waitEnded?: WaitEnded;
  /** Goes up by one with each save (optimistic locking). 0 before the first. */
  readonly version: number;
}
