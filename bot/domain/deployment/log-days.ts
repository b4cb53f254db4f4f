// How long CloudWatch Logs can keep a log group: only so many days, none between.

/** What `retentionInDays` takes: CloudWatch Logs API reference, PutRetentionPolicy. */
export const LOG_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** The fewest days on offer that are not fewer than `days`; the most on offer where none are. */
export function offeredLogDays(days: number): number {
  return LOG_DAYS.find((offered) => offered >= days) ?? LOG_DAYS[LOG_DAYS.length - 1] ?? days;
}
