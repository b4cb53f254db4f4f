// Leaves a message that failed on its queue for a while, instead of for the queue's whole visibility timeout.
import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import { callAws } from './aws-error.ts';
import type { Clients } from './clients.ts';

export type DeferMessage = (receiptHandle: string, seconds: number) => Promise<void>;

export function createDeferMessage({ sqs }: Pick<Clients, 'sqs'>, QueueUrl: string): DeferMessage {
  return async (ReceiptHandle, VisibilityTimeout) => {
    const command = new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout });
    await callAws('sqs:ChangeMessageVisibility', () => sqs.send(command));
  };
}
