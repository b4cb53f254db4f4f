// When to look at the log again after an alarm: CloudTrail may take minutes, and a long attack is one alarm only.

/** Seconds after the alarm. SQS can delay a message by 900 seconds at most. */
export const LOOKS: readonly number[] = [15, 30, 60, 120, 300, 600, 900];

/** CloudWatch Logs needs some seconds until an event can be read, and its clocks and ours differ. */
const OVERLAP_SECONDS = 120;

/** Seconds between looks while an alarm stays on after the last of {@link LOOKS}. */
const WHILE_ON = 900;

/**
 * The delay until look number `look` (0 is the first after the alarm itself), in seconds from `now`.
 * @param alarmOn whether to go on after the last of {@link LOOKS}.
 * @returns undefined when there is nothing to wait for any more.
 */
export function delayUntilLook(
  look: number,
  { changedAt, now, alarmOn }: { changedAt: Date; now: Date; alarmOn: boolean },
): number | undefined {
  const offset = LOOKS[look];
  if (offset === undefined) return alarmOn ? WHILE_ON : undefined;
  const elapsed = (now.getTime() - changedAt.getTime()) / 1_000;
  return Math.min(900, Math.max(1, Math.ceil(offset - elapsed)));
}

/**
 * From where an alarm's events are read, by delivery time: the alarm's range and two minutes before its change. Reads go
 * up to now, because late events carry later delivery times.
 */
export function beginningOf(alarm: { changedAt: Date; rangeSeconds: number }): Date {
  return new Date(alarm.changedAt.getTime() - (alarm.rangeSeconds + OVERLAP_SECONDS) * 1_000);
}

/**
 * From where the next look reads, after one that read up to `upTo`: a little before that, because an event may become
 * readable after others that came later. Never back.
 */
export function readOnFrom(from: Date, upTo: Date): Date {
  return new Date(Math.max(from.getTime(), upTo.getTime() - OVERLAP_SECONDS * 1_000));
}
