// Names one thing that was due, for its claim, its message and its line in the record.
import type { Scheduled } from '../../domain/scheduled.ts';

/**
 * By the time and not by the id: each attempt of the scheduler's to deliver has an id of its own.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export function scheduledKey({ task, at }: Scheduled): string {
  return `scheduled ${task} ${at.toISOString()}`;
}
