// What a company tells Trailbot about itself: templates/settings.yml after parsing.
import type { DailyReview, DeploymentSettings } from './deployment/deployment-settings.ts';
import type { Severity } from './detection/detection.ts';

export interface WorkingHours {
  /** IANA time zone, for example `Europe/Amsterdam`. */
  readonly timeZone: string;
  /** ISO weekdays, Monday is 1. */
  readonly days: readonly number[];
  /** `HH:MM`, local to `timeZone`; `from` is inclusive, `to` exclusive. */
  readonly from: string;
  readonly to: string;
}

/** Slack user ids (U…, W…) or user group ids (S…). */
export interface People {
  /** Who may change something: acknowledge, resolve, suppress, mute. Empty: nobody. */
  readonly responders: readonly string[];
  /** Who may approve a containment. Empty: nobody. */
  readonly approvers: readonly string[];
  /** Who is mentioned when a critical incident is not acknowledged; undefined: nobody. */
  readonly onCall?: string;
  /** Actor's name (IAM user, role session) → Slack user id, for those whose name does not tell. */
  readonly actors: { readonly [actorName: string]: string };
}

export interface Settings {
  /** Account id → the name people use. */
  readonly accounts: { readonly [accountId: string]: string };
  /** CIDR block → name, for example the office or the VPN. A call from one of them is never "a new network". */
  readonly networks: { readonly [cidr: string]: string };
  /** Where an actor's past is looked for: CloudTrail keeps its event history by Region. */
  readonly regions: readonly string[];
  readonly workingHours: WorkingHours;
  /** Slack channel (name or id) for each severity. */
  readonly channels: { readonly [severity in Severity]: string };
  /** Channel for what is not an alarm of ours, and for the bot's own trouble. */
  readonly fallbackChannel: string;
  readonly trail: { readonly name: string; readonly logGroup: string; readonly homeRegion: string };
  /** An incident without new activity for so many hours is over: what comes later opens a new one. */
  readonly incidentQuietHours: number;
  readonly people: People;
  /** Channel ids or names in which the bot answers buttons and commands, beside direct messages. Empty: none. */
  readonly answersIn: readonly string[];
  /** Minutes without an acknowledgement after which a critical incident mentions `people.onCall`, and then pages. */
  readonly escalation: { readonly remindMinutes: number; readonly pageMinutes: number };
  readonly containment: ContainmentSettings;
  /** Undefined: at nine, in `fallbackChannel`. */
  readonly dailyReview?: DailyReview;
  readonly deployment: DeploymentSettings;
}

/** Who may be locked out of AWS, and how. */
export interface ContainmentSettings {
  /** ARNs of users and roles that are never contained; `*` stands for any characters. */
  readonly breakGlass: readonly string[];
  /** Whether an approver may approve what they asked for themselves: to contain the actor of a critical incident. */
  readonly onePersonWhenCritical: boolean;
  /** Member accounts in which the bot may act: account id → the external id of its roles there. */
  readonly memberAccounts: { readonly [accountId: string]: string };
}
