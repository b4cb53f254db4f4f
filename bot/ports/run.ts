// What every run has at hand: the time, the log, and the queues it puts work on.
import type { LaterTask } from '../domain/alarm/later-task.ts';
import type { Job } from '../domain/job.ts';

export interface Clock {
  now(): Date;
}

export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface Later {
  /** The alert flow gets `task` after so many seconds, 900 at most. */
  schedule(task: LaterTask, delaySeconds: number): Promise<void>;
}

export interface Jobs {
  add(job: Job): Promise<void>;
}
