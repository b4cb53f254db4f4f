// The queues of the functions that may change IAM.
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { formatHandTask } from '../domain/containment/hand-task.ts';
import type { HandQueue } from '../ports/aws.ts';
import { callAws } from './aws-error.ts';
import type { Clients } from './clients.ts';

export function createHandQueue({ sqs }: Pick<Clients, 'sqs'>, QueueUrl: string): HandQueue {
  return {
    async add(task, delaySeconds) {
      const MessageBody = formatHandTask(task);
      const command = new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds: delaySeconds });
      await callAws('sqs:SendMessage', () => sqs.send(command));
    },
  };
}
