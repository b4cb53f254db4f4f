// Why a deployment is as it is: each thing that is set, with the requirements that it serves.
import type { DeploymentPlan, Reason } from './deployment-plan.ts';
import type { Preset } from './deployment-settings.ts';
import { type Aspect, requirements } from './presets.ts';

/** A plan before it is explained. */
export type Decided = Omit<DeploymentPlan, 'reasons' | 'byHand'>;

/** Only what this deployment sets itself: what an existing trail, bucket or log group does is not ours to claim. */
export function presetReasons(decided: Decided, presets: readonly Preset[]): readonly Reason[] {
  return aspects(decided).flatMap(([aspect, what]) => {
    const serves = requirements(presets, aspect);
    return serves.length > 0 ? [{ what, serves }] : [];
  });
}

/** Whether the bucket of the log files is made here. */
export function ownBucket({ existing }: Decided): boolean {
  return !existing.trail && existing.bucket === undefined;
}

function aspects(decided: Decided): readonly (readonly [Aspect, string])[] {
  const { existing, dataEvents, archiveDays, logDays, objectLockDays, review } = decided;
  const named = [...dataEvents.buckets, ...dataEvents.functions];
  const ownTrail: readonly (readonly [Aspect, string])[] = [
    ['recorded', 'One trail records every management event of every Region'],
    ...(named.length > 0 ? [['data-events', `Data events are recorded of ${list(named)}`] as const] : []),
    ['validated', 'Log files are signed, so that a change or a gap can be proven'],
  ];
  const archive: readonly (readonly [Aspect, string])[] = [
    ['kept', `Log files are kept for ${archiveDays} days`],
    ['protected', 'Log files have versions, are never public, and only CloudTrail may write them'],
    ...(objectLockDays === undefined
      ? []
      : [['locked', `Nobody, not even root, can delete a log file for ${objectLockDays} days`] as const]),
  ];
  return [
    ...(existing.trail ? [] : ownTrail),
    ...(ownBucket(decided) ? archive : []),
    ...(existing.logGroup ? [] : [['at-hand', `${logDays} days can be searched at once`] as const]),
    ['encrypted', encrypted(decided)],
    ['alarms', 'Detections raise alarms within minutes, also when the trail itself is switched off'],
    ['review', `What did not page is posted at ${review.at} every day, to be signed off`],
  ];
}

function encrypted({ encryption, existing }: Decided): string {
  if (encryption === 'sse-s3') return 'What Trailbot keeps is encrypted at rest, with keys that AWS holds';
  const what = [
    ...(existing.trail ? [] : ['Log files']),
    ...(existing.logGroup ? [] : [existing.trail ? 'The log group' : 'the log group']),
  ];
  const key = existing.kmsKeyArn === undefined ? 'a KMS key of its own' : 'your KMS key';
  return `${what.join(' and ')} ${existing.trail ? 'is' : 'are'} encrypted at rest with ${key}`;
}

/** A long list would hide what comes after it. */
function list(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => (name === '*' ? 'all' : name));
  return names.length > 3 ? `${shown.join(', ')} and ${names.length - 3} more` : shown.join(', ');
}
