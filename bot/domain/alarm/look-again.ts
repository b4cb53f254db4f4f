// When to look at the log again after an alarm: CloudTrail may take minutes, and a long attack is one alarm only.

/** Seconds after the alarm. SQS can delay a message by 900 seconds at most. */
export const LOOKS: readonly number[] = [15, 30, 60, 120, 300, 600, 900];

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
 * The part of the log that an alarm's events lie in, by delivery time: the alarm's range and two minutes before its
 * change. Later looks read up to now, because late events carry later delivery times.
 */
export function windowOf(
  alarm: { changedAt: Date; rangeSeconds: number },
  now: Date,
): { from: Date; to: Date } {
  const from = new Date(alarm.changedAt.getTime() - (alarm.rangeSeconds + 120) * 1_000);
  return { from, to: now > alarm.changedAt ? now : alarm.changedAt };
}
