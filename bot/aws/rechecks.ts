// Later looks, as delayed messages on the alert queue.
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { formatRecheck } from '../domain/parse-recheck.ts';
import type { Rechecks } from '../ports.ts';
import { callAws } from './aws-error.ts';
import type { Clients } from './clients.ts';

/** SQS delays a message by 900 seconds at most; longer ones are the caller's mistake. */
export function createRechecks({ sqs }: Pick<Clients, 'sqs'>, queueUrl: string): Rechecks {
  return {
    async schedule(recheck, delaySeconds) {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: formatRecheck(recheck),
        DelaySeconds: delaySeconds,
      });
      await callAws('sqs:SendMessage', () => sqs.send(command));
    },
  };
}
