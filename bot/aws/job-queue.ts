// The job queue, as the ingress fills it.
import type { Jobs } from '../ports/run.ts';
import type { PostToAws } from './post-to-aws.ts';

const SEND = { service: 'sqs', target: 'AmazonSQS.SendMessage', protocol: '1.0' } as const;

export function createJobQueue(post: PostToAws, QueueUrl: string): Jobs {
  return {
    async add(job) {
      await post(SEND, { QueueUrl, MessageBody: JSON.stringify(job) });
    },
  };
}
