// EventBridge Scheduler at the press of a button: puts what is due once a day or a week on the job queue now.
import { randomUUID } from 'node:crypto';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { JOB_QUEUE } from '../../domain/naming.ts';
import { formatScheduled, SCHEDULED_TASKS, type ScheduledTask } from '../../domain/scheduled.ts';
import { CREDENTIALS } from './provision-clients.ts';

const TITLES: { readonly [task in ScheduledTask]: string } = {
  review: 'Daily review now',
  check: 'Daily look at the trail now',
  test: 'Weekly test now',
};

export interface ScheduleButtons {
  list(): readonly { readonly id: string; readonly title: string }[];
  /** @throws Error when there is no such schedule */
  fire(id: string): Promise<void>;
  close(): void;
}

export function createScheduleButtons(endpoint: string, region: string): ScheduleButtons {
  const sqs = new SQSClient({ endpoint, region, credentials: CREDENTIALS });
  return {
    list: () => SCHEDULED_TASKS.map((id) => ({ id, title: TITLES[id] })),
    async fire(id) {
      const task = SCHEDULED_TASKS.find((one) => one === id);
      if (task === undefined) throw new Error(`There is no schedule ${JSON.stringify(id)}.`);
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: JOB_QUEUE }));
      // Scheduler's own times end in whole seconds; two presses within one are two here.
      const MessageBody = formatScheduled(task, { id: randomUUID(), at: new Date().toISOString() });
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    },
    close: () => sqs.destroy(),
  };
}
