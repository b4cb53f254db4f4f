// Whether anything was given up on: what lies in a dead-letter queue was never told to anybody.
import { QUEUES } from '../deployment/queues.ts';
import type { Finding } from './health.ts';
import { broken, type Check, find, ok, type Reading } from './reading.ts';
import { awsCommand, count } from './remedy-words.ts';

export interface QueueState {
  readonly arn: string;
  readonly messages: number;
}
export interface DeadLetterQueue {
  readonly name: string;
  /** Undefined when there is no such queue. */
  readonly state: Reading<QueueState | undefined>;
}

export function judgeQueue(
  { name, state }: DeadLetterQueue,
  check: Omit<Check, 'place'>,
  region: string,
): Finding {
  const place = { kind: 'queue', region, arn: 'value' in state ? state.value?.arn : undefined } as const;
  return find({ ...check, place }, state, (queue) => {
    if (queue === undefined)
      return broken(
        `There is no queue ${name}: what cannot be handled is lost without a trace.`,
        'Deploy Trailbot again.',
      );
    if (queue.messages === 0) return ok(`${name} is empty.`);
    return broken(
      `${count(queue.messages, 'message')} in ${name} could not be handled.`,
      `Look at the log of the function first, then ${again(name, queue, region)}`,
    );
  });
}

/** SQS moves messages back with the permissions of whoever asks for it, which a closed queue does not take. */
function again(name: string, { arn }: QueueState, region: string): string {
  const isClosed = Object.values(QUEUES).some(({ deadLetters, closed }) => deadLetters === name && closed);
  if (isClosed)
    return 'ask in Slack again for what did not happen: nobody may put these back on their queue.';
  const redrive = ['sqs', 'start-message-move-task', '--region', region, '--source-arn', arn];
  return `have them tried again: ${awsCommand(...redrive)}`;
}
