// What a deployment makes and why: settings and presets after all was decided. Infrastructure, estimate and docs read it.
import type { DailyReview, ExistingResources, Preset } from './deployment-settings.ts';

export interface DeploymentPlan {
  /** Undefined: not said yet; a template without it works in any account. */
  readonly accountId?: string;
  readonly region: string;
  readonly trailName: string;
  readonly logGroup: string;
  readonly emails: readonly string[];
  readonly organizationId?: string;
  readonly encryption: 'sse-s3' | 'kms';
  readonly dataEvents: { readonly buckets: readonly string[]; readonly functions: readonly string[] };
  readonly insights: boolean;
  readonly objectLockDays?: number;
  /** One of those that CloudWatch Logs takes. */
  readonly logDays: number;
  readonly archiveDays: number;
  readonly existing: ExistingResources;
  readonly withoutAlarm: readonly string[];
  readonly review: DailyReview & { readonly timeZone: string };
  readonly slackTeamId?: string;
  /** Why it is so, where a preset asks for it. */
  readonly reasons: readonly Reason[];
  /** What the chosen presets ask for and no template can do. */
  readonly byHand: readonly ByHand[];
}

/** One thing that is set, with each requirement that it serves. */
export interface Reason {
  /** For people: "Log files are kept for 365 days". */
  readonly what: string;
  readonly serves: readonly Requirement[];
}

export interface Requirement {
  readonly preset: Preset;
  /** As the framework numbers it, for example `10.5.1`. */
  readonly id: string;
  /** What it asks for, in our words. */
  readonly asks: string;
}

/** What is left to people. */
export interface ByHand {
  readonly presets: readonly Preset[];
  readonly what: string;
}
