// Puts a task off for as long as it takes: a queue delays a message by a quarter of an hour at most.
import type { LaterTask } from '../domain/alarm/later-task.ts';
import type { Later } from '../ports/run.ts';

const LONGEST_SECONDS = 900;

/** The task comes back after `seconds`; on the way it comes back with `left` above 0, to be put off again. */
export async function putOff(
  task: LaterTask,
  seconds: number,
  { later }: { readonly later: Later },
): Promise<void> {
  const delay = Math.min(Math.max(0, Math.ceil(seconds)), LONGEST_SECONDS);
  const left = Math.max(0, Math.ceil(seconds) - delay);
  await later.schedule('left' in task ? { ...task, left } : task, delay);
}
