// Stops a running query. The run that waits for it sees that it ended, and says so in the query's own message.
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { renderAlreadyOver, renderStoppedBy } from '../../render/query-end.ts';
import type { JobDeps } from '../job-deps.ts';

/** @returns who stopped it, for the others in the thread; undefined where the person who pressed is the only reader. */
export async function stopQuery(
  { executionId }: WorkOf<'stop-query'>,
  { userId, replyTo }: Job,
  { insights }: Pick<JobDeps, 'insights'>,
): Promise<Message | undefined> {
  if (!(await insights.stop(executionId))) return renderAlreadyOver();
  return replyTo.kind === 'thread' ? renderStoppedBy(userId) : undefined;
}
