// The job queue.
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Jobs } from '../ports.ts';
import { callAws } from './aws-error.ts';
import type { Clients } from './clients.ts';

export function createJobs({ sqs }: Pick<Clients, 'sqs'>, queueUrl: string): Jobs {
  return {
    async add(job) {
      const command = new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(job) });
      await callAws('sqs:SendMessage', () => sqs.send(command));
    },
  };
}
