// What the clock asks for: the body that EventBridge Scheduler puts on the job queue, and when it does.
import { z } from 'zod';
import { TrailbotError } from './errors.ts';

export const SCHEDULED_TASKS = ['review', 'check', 'test'] as const;
export type ScheduledTask = (typeof SCHEDULED_TASKS)[number];

/** The group that the schedules are in: the scheduler's role trusts this group alone. */
export const SCHEDULE_GROUP = 'trailbot';

export interface Scheduled {
  readonly task: ScheduledTask;
  /** One attempt's: another attempt at the same time has another one. Only for the log. */
  readonly id: string;
  /** When it was due, the same for each delivery. */
  readonly at: Date;
}

/** When a task is due, local to the review's time zone. */
export interface Due {
  readonly hour: number;
  readonly minute: number;
  /** Undefined: every day. */
  readonly weekDay?: 'MON' | 'TUE';
}

const KIND = 'scheduled';
const HOURS = 24;

const anyBody = z.looseObject({ kind: z.literal(KIND) });
const schema = z.strictObject({
  kind: z.literal(KIND),
  task: z.enum(SCHEDULED_TASKS),
  id: z.string().min(1).max(200),
  at: z.iso.datetime().transform((at) => new Date(at)),
});

/** @param at what stands for the moment it is due: an ISO time, or what the scheduler fills in */
export function formatScheduled(task: ScheduledTask, { id, at }: { id: string; at: string }): string {
  return JSON.stringify({ kind: KIND, task, id, at });
}

/**
 * Undefined for a body that the clock did not send. A job of a person's has no kind at its top.
 * @throws TrailbotError `record_invalid` for one of the clock's that cannot be read
 */
export function parseScheduled(body: string): Scheduled | undefined {
  const json = parseJson(body);
  if (!anyBody.safeParse(json).success) return undefined;
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    throw new TrailbotError({
      code: 'record_invalid',
      message: 'What the schedule sent could not be read.',
      hint: 'Another version of Trailbot made the schedule: deploy again, so that both are of one version.',
      cause: parsed.error,
    });
  }
  const { task, id, at } = parsed.data;
  return { task, id, at };
}

/**
 * The test comes once a week, when the week begins and an hour after the review, so that the two are not read as one.
 * @param at `HH:MM`, when the review is due
 */
export function dueOf(task: ScheduledTask, at: string): Due {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  if (task !== 'test') return { hour, minute };
  return { hour: (hour + 1) % HOURS, minute, weekDay: hour + 1 < HOURS ? 'MON' : 'TUE' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
