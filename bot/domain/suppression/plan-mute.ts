// Makes a mute of a whole detection, or says why not.
import type { Detection } from '../detection/detection.ts';
import { nearestWords } from '../nearest-word.ts';
import type { Suppression } from './suppression.ts';
import { keepReason, refuseSilence, type SuppressionRefusal } from './suppression-refusal.ts';

const MINUTE_MS = 60_000;
/** A mute hides everybody's, also an attacker's: a month is for a migration, a working day for what is critical. */
const LONGEST_MINUTES = 30 * 24 * 60;
const LONGEST_CRITICAL_MINUTES = 8 * 60;

export interface MuteInput {
  readonly id: string;
  readonly detectionId: string;
  readonly minutes: number;
  readonly reason: string;
  readonly ownerId: string;
  readonly detections: readonly Pick<Detection, 'id' | 'severity'>[];
  readonly now: Date;
}

export type MutePlan =
  | { readonly ok: true; readonly suppression: Suppression }
  | ({ readonly ok: false } & SuppressionRefusal);

export function planMute({
  id,
  detectionId,
  minutes,
  reason,
  ownerId,
  detections,
  now,
}: MuteInput): MutePlan {
  const detection = detections.find((one) => one.id === detectionId);
  if (!detection) return { ok: false, ...unknown(detectionId, detections) };
  const refusal = refuseSilence(detectionId, detection.severity, reason);
  if (refusal) return { ok: false, ...refusal };
  const critical = detection.severity === 'critical';
  if (critical && minutes > LONGEST_CRITICAL_MINUTES) {
    return {
      ok: false,
      reason: `${detectionId} is critical and can be muted for 8 hours at most.`,
      hint: 'Mute it for the work at hand, or press "This is expected…" on its alert: that hides one actor and not everybody.',
    };
  }
  if (minutes > LONGEST_MINUTES) {
    return {
      ok: false,
      reason: 'A mute lasts 30 days at most.',
      hint: 'Mute it for less; what is routine for good belongs into the signal of its template.',
    };
  }
  return {
    ok: true,
    suppression: {
      id,
      detectionId,
      knownNetworks: [],
      knownCountries: [],
      ownerId,
      reason: keepReason(reason),
      createdAt: now,
      expiresAt: new Date(now.getTime() + Math.max(1, minutes) * MINUTE_MS),
      hidden: 0,
    },
  };
}

function unknown(word: string, detections: MuteInput['detections']): SuppressionRefusal {
  const [nearest] = nearestWords(
    word,
    detections.map(({ id }) => id),
  );
  return {
    reason: `There is no detection ${word.slice(0, 60)}.`,
    hint: nearest
      ? `Did you mean ${nearest}?`
      : 'Its id is on the last line of an alert, and is the name of its file in templates/detections.',
  };
}
