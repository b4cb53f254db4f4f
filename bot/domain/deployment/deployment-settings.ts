// What a company says about how Trailbot is deployed: `deployment` in templates/settings.yml after parsing.

export const PRESETS = ['soc2', 'pci', 'hipaa', 'gdpr'] as const;
export type Preset = (typeof PRESETS)[number];

export interface DeploymentSettings {
  /** The account to deploy into; undefined: not said yet. */
  readonly accountId?: string;
  /** Who hears of every alarm by email, also while the bot or Slack is down. */
  readonly emails: readonly string[];
  /** What has to be complied with; each brings what it asks for, the strictest wins. */
  readonly presets: readonly Preset[];
  /** `o-…`: the trail is the organization's. Only in its management account. */
  readonly organizationId?: string;
  /** How the archive, the log group and the topics are encrypted. */
  readonly encryption: 'sse-s3' | 'kms';
  /** What is recorded beside management events; `*` stands for all of them. Each event costs. */
  readonly dataEvents: { readonly buckets: readonly string[]; readonly functions: readonly string[] };
  /** Whether CloudTrail Insights looks for unusual call rates. Costs for each event looked at. */
  readonly insights: boolean;
  /** Days for which nobody, not even root, can delete an archived log file; undefined: no Object Lock. */
  readonly objectLockDays?: number;
  /** Days that the log group keeps; undefined: 30, or what a preset asks for. */
  readonly logDays?: number;
  /** Days that the archive keeps; undefined: what the presets ask for, else seven years. */
  readonly archiveDays?: number;
  readonly existing: ExistingResources;
  /** Detections without a metric filter and alarm of their own: the subscription still sees their events. */
  readonly withoutAlarm: readonly string[];
  /** Slack's id of the workspace (T…); undefined until it is connected. */
  readonly slackTeamId?: string;
}

/** What is there already and is used as it is: never changed, never deleted. */
export interface ExistingResources {
  /** Whether `trail.name` is there already. Its bucket is its own then. */
  readonly trail: boolean;
  /** Whether `trail.logGroup` is there already. */
  readonly logGroup: boolean;
  /** Whether the table of an earlier deployment is there. */
  readonly table: boolean;
  /** The archive's bucket. */
  readonly bucket?: string;
  /** The topic that alarms notify. */
  readonly topicArn?: string;
  readonly kmsKeyArn?: string;
}

/** When and where what did not page is posted, to be signed off. */
export interface DailyReview {
  /** `HH:MM` in `workingHours.timeZone`. */
  readonly at: string;
  /** Slack channel, name or id. */
  readonly channel: string;
}
