// What the alert and stream flows work with; the entries fill it in.
import type { CompiledCatalog } from '../domain/detection/compile-detection.ts';
import type { QueryTemplate } from '../domain/query/query.ts';
import type { Settings } from '../domain/settings.ts';
import type { AccessKeys, Alarms, Escalation, EventHistory, Geo, HandQueue, TrailLog } from '../ports/aws.ts';
import type { Clock, Later, Log } from '../ports/run.ts';
import type { Answers, Chat, People } from '../ports/slack.ts';
import type {
  Audit,
  Claims,
  Containments,
  Incidents,
  Profiles,
  Reviews,
  Suppressions,
} from '../ports/store.ts';

export interface AlertDeps {
  /** Names this run among all that work at the same time; unique for each invocation. */
  readonly run: string;
  readonly newId: () => string;
  readonly clock: Clock;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<unknown>;
  readonly log: Log;
  readonly catalog: CompiledCatalog;
  readonly queries: readonly QueryTemplate[];
  readonly settings: Settings;
  readonly trailLog: TrailLog;
  readonly history: EventHistory;
  readonly accessKeys: AccessKeys;
  readonly geo: Geo;
  readonly profiles: Profiles;
  readonly claims: Claims;
  readonly incidents: Incidents;
  readonly reviews: Reviews;
  readonly later: Later;
  readonly chat: Chat;
  readonly answers: Answers;
  readonly people: People;
  readonly audit: Audit;
  readonly suppressions: Suppressions;
  readonly escalation: Escalation;
  /** The account that the bot is in. */
  readonly accountId: string;
  readonly containments: Containments;
  /** To the functions that may change IAM. */
  readonly containQueue: HandQueue;
  readonly releaseQueue: HandQueue;
}

/** What the alert flow asks beside: whether an alarm is still on. An event of the stream has no alarm. */
export interface AlarmDeps extends AlertDeps {
  readonly alarms: Alarms;
}
