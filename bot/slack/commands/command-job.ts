// The job that a command becomes.
import type { Job, ReplyTo, Work } from '../../domain/job.ts';

export interface CommandOrigin {
  /** Without `/trail`. It travels with the job, so that the answer can be asked for again and shared. */
  readonly text: string;
  /** The same for a request that Slack delivers again. */
  readonly id: string;
  readonly userId: string;
  readonly replyTo: ReplyTo;
  readonly clickKey?: string;
}

export function commandJob(
  work: Work,
  { text, id, userId, replyTo, clickKey }: CommandOrigin,
): Job & { readonly command: string } {
  return { id, userId, replyTo, work, command: text.trim(), ...(clickKey !== undefined && { clickKey }) };
}
