// What is put off, as delayed messages on the alert queue.
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { formatLaterTask } from '../domain/alarm/later-task.ts';
import type { Later } from '../ports/run.ts';
import { callAws } from './aws-error.ts';
import type { Clients } from './clients.ts';

/** SQS delays a message by 900 seconds at most; longer ones are the caller's mistake. */
export function createLater({ sqs }: Pick<Clients, 'sqs'>, queueUrl: string): Later {
  return {
    async schedule(task, delaySeconds) {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: formatLaterTask(task),
        DelaySeconds: delaySeconds,
      });
      await callAws('sqs:SendMessage', () => sqs.send(command));
    },
  };
}
