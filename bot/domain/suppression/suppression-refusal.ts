// Why something may not be called expected or be muted, and what to do instead.
import { cutText } from '../cut-text.ts';
import type { Severity } from '../detection/detection.ts';
import { isAbove } from '../detection/severity.ts';

/** An answer, not a failure. */
export interface SuppressionRefusal {
  /** One sentence. */
  readonly reason: string;
  /** What to do instead, in one sentence. */
  readonly hint: string;
}

/** Longest reason that is kept: it is read in lists, on a phone. */
export const LONGEST_REASON = 500;

/**
 * Detections that watch the watching: whoever silences one of these hides everything that follows. A template's own
 * `signal` is the place for what is routine.
 */
export const GUARDS: ReadonlySet<string> = new Set([
  'alarm-silenced',
  'alert-topic-changed',
  'bot-tampered',
  'cloudtrail-changes',
  'containment-undone',
  'log-filter-removed',
  'log-group-removed',
  'security-event-rule-removed',
  'trail-blinded',
]);

/**
 * Undefined where `detectionId` may be silenced for `reason`. A guard at high or critical (a trail stopped, its log group
 * deleted) never may; at medium it may, because what is worse was raised by a rule and breaks through.
 * @param severity the detection's own for a mute, that of what happened for an actor's routine.
 */
export function refuseSilence(
  detectionId: string,
  severity: Severity,
  reason: string,
): SuppressionRefusal | undefined {
  if (GUARDS.has(detectionId) && isAbove(severity, 'medium')) {
    return {
      reason: `${detectionId} guards the audit trail and the alerts themselves: this cannot be silenced from Slack.`,
      hint: `For planned work, resolve its incidents as expected; for routine, write a signal in templates/detections/${detectionId}.yml.`,
    };
  }
  if (reason.trim() === '') {
    return {
      reason: 'There is no reason.',
      hint: 'Say why: whoever reads the audit record in a year was not there.',
    };
  }
  return undefined;
}

/** The reason as it is kept. */
export function keepReason(reason: string): string {
  return cutText(reason.trim(), LONGEST_REASON);
}
