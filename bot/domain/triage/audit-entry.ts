// One line of the audit record: who did what when, from which message.
import type { Happening } from '../containment/containment.ts';
import type { Trouble } from '../health/trouble.ts';
import type { Verdict } from './triage.ts';

export type Deed =
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'assigned'; readonly to: string }
  | { readonly kind: 'resolved'; readonly verdict: Verdict; readonly note: string }
  /** By new activity. */
  | { readonly kind: 'reopened' }
  | { readonly kind: 'reminded'; readonly whom: string }
  | { readonly kind: 'escalated'; readonly because: string }
  | { readonly kind: 'asked'; readonly whom: string }
  | { readonly kind: 'answered'; readonly answer: 'yes' | 'no' | 'silence' }
  | {
      readonly kind: 'suppressed' | 'unsuppressed';
      readonly suppressionId: string;
      readonly detectionId: string;
      /** What else has to hold, in words, for example "mallory, from 192.0.2.0/24". */
      readonly scope: string;
      readonly reason: string;
      readonly expiresAt: Date;
    }
  | { readonly kind: 'signed-off'; readonly from: Date; readonly to: Date; readonly count: number }
  | { readonly kind: 'queried'; readonly queryId: string }
  /** A line of a containment's story. */
  | {
      readonly kind: 'containment';
      readonly containmentId: string;
      readonly targetArn: string;
      readonly happening: Happening;
    }
  /** What somebody asked for and did not get, and why. */
  | { readonly kind: 'refused'; readonly asked: string; readonly reason: string }
  /** A harmless event was sent on its way. */
  | { readonly kind: 'tested'; readonly detectionId: string }
  /** By the clock: what was wrong with the trail then. */
  | { readonly kind: 'checked'; readonly troubles: readonly Trouble[] };

export interface AuditEntry {
  /** The job's id: the same deed twice is one entry. */
  readonly id: string;
  readonly at: Date;
  /** A Slack user id; undefined where the bot itself decided. */
  readonly userId?: string;
  readonly deed: Deed;
  readonly incidentId?: string;
  /** Where it was asked. */
  readonly channel?: string;
  readonly messageTs?: string;
}
