// Whether the trail can be trusted: one finding a check, never green for what could not be read.
import type { Place } from './place.ts';

/** The worst first, in the order of everything that shows them: what could not be read may be broken as well. */
export const HEALTH_STATES = ['broken', 'unknown', 'warning', 'ok'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

export interface Finding {
  /** Kebab-case, for example `trail-logging`. */
  readonly check: string;
  /** For example "Trail is logging". */
  readonly title: string;
  readonly state: HealthState;
  /** What was seen and what that means, in one sentence. For `unknown`: "because …". */
  readonly detail: string;
  /** How to mend it; there for everything that is not ok. */
  readonly remedy?: string;
  readonly place: Place;
}

export interface HealthReport {
  readonly at: Date;
  readonly findings: readonly Finding[];
}

/** One stretch of the way from a log event to Slack, and how long it took. */
export interface Hop {
  readonly name: string;
  /** Undefined: it did not come through within the time that was waited. */
  readonly tookMs: number | undefined;
  /** What was seen, or where to look when nothing was. */
  readonly detail: string;
}
