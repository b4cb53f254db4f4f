// The queues between SNS, Slack and the functions, each with its dead-letter queue.
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface QueuePair {
  readonly queue: IQueue;
  readonly deadLetters: IQueue;
}

export interface QueuesProps {
  readonly alerts: ITopic;
}

export class Queues extends Construct {
  declare readonly alert: QueuePair;
  declare readonly job: QueuePair;
  declare readonly contain: QueuePair;
  declare readonly release: QueuePair;
  declare readonly revoke: QueuePair;

  constructor(scope: Construct, id: string, _props: QueuesProps) {
    super(scope, id);
  }
}
