// Settings that cannot all be: weaker than a preset asks for, without any effect, or against each other.
import type { DeploymentSettings, Preset } from './deployment-settings.ts';
import { PRESET_RULES } from './presets.ts';

export interface Conflict {
  /** Begins with the key in settings.yml, after `deployment.`. */
  readonly wrong: string;
  /** What to do, as a sentence. */
  readonly remedy: string;
}

/** The most days that one of the presets asks for, and which of them do. */
export interface Strictest {
  /** 0: none of them names a number. */
  readonly days: number;
  readonly asking: readonly Preset[];
}

type DaysKey = 'archiveDays' | 'logDays';

export function strictest(presets: readonly Preset[], key: DaysKey): Strictest {
  const days = Math.max(0, ...presets.map((preset) => PRESET_RULES[preset][key] ?? 0));
  return { days, asking: days === 0 ? [] : presets.filter((preset) => PRESET_RULES[preset][key] === days) };
}

/** What is said and is less than a preset asks for. */
export function weaker(
  key: DaysKey,
  said: number | undefined,
  { days, asking }: Strictest,
): readonly Conflict[] {
  if (said === undefined || said >= days) return [];
  const ids = asking.map((preset) => `${preset} (${idOf(preset, key)})`).join(' and ');
  return [
    {
      wrong: `${key} is ${said}, and ${ids} ${asking.length === 1 ? 'asks' : 'ask'} for ${days} at least.`,
      remedy: `Set ${key} to ${days} or more, or leave it out; or take ${asking.join(' and ')} out of presets.`,
    },
  ];
}

function idOf(preset: Preset, key: DaysKey): string {
  const { serves, name } = PRESET_RULES[preset];
  return serves[key === 'archiveDays' ? 'kept' : 'at-hand']?.[0]?.id ?? name;
}

/** What would silently do nothing: what is there already is never changed. */
export function withoutEffect(said: DeploymentSettings): readonly Conflict[] {
  const { existing, dataEvents } = said;
  const setOnTrail = [
    ...(dataEvents.buckets.length > 0 ? ['dataEvents.buckets'] : []),
    ...(dataEvents.functions.length > 0 ? ['dataEvents.functions'] : []),
    ...(said.insights ? ['insights'] : []),
    // With a log group of ours its role has to let the organization's streams in.
    ...(said.organizationId !== undefined && existing.logGroup ? ['organizationId'] : []),
    // With a log group of ours that is encrypted.
    ...(said.encryption === 'kms' && existing.logGroup ? ['encryption'] : []),
    ...(existing.bucket === undefined ? [] : ['existing.bucket']),
  ];
  const setOnBucket = [
    ...(said.objectLockDays === undefined ? [] : ['objectLockDays']),
    ...(said.archiveDays === undefined ? [] : ['archiveDays']),
  ];
  const bucketIs = existing.trail ? "existing.trail, whose bucket is the trail's own" : 'existing.bucket';
  return [
    ...(existing.trail ? setOnTrail.map((key) => noEffect(key, 'existing.trail', 'trail')) : []),
    ...(existing.trail || existing.bucket ? setOnBucket.map((key) => noEffect(key, bucketIs, 'bucket')) : []),
    ...(existing.logGroup && said.logDays !== undefined
      ? [noEffect('logDays', 'existing.logGroup', 'log group')]
      : []),
  ];
}

function noEffect(key: string, because: string, what: string): Conflict {
  return {
    wrong: `${key} does nothing together with ${because}: a ${what} that is there already is never changed.`,
    remedy: `Leave ${key} out, and set it on the ${what} itself if you want it.`,
  };
}

/** S3 would have to delete what it may not. */
export function lockedTooLong(lockDays: number | undefined, archiveDays: number): readonly Conflict[] {
  if (lockDays === undefined || lockDays <= archiveDays) return [];
  return [
    {
      wrong: `objectLockDays is ${lockDays}, and log files are deleted after ${archiveDays} days.`,
      remedy: `Set objectLockDays to ${archiveDays} or less, or archiveDays to ${lockDays} or more.`,
    },
  ];
}
