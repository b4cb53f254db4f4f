// The queues between SNS, Slack and the functions, each with its dead-letter queue.
import { Duration, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { QueueName } from '../../bot/domain/deployment/functions.ts';
import {
  DEAD_LETTER_DAYS,
  MAX_RECEIVE_COUNT,
  QUEUES,
  senderRoles,
} from '../../bot/domain/deployment/queues.ts';

export interface QueuePair {
  readonly queue: IQueue;
  readonly deadLetters: IQueue;
}

export interface QueuesProps {
  readonly alerts: ITopic;
}

export class Queues extends Construct {
  readonly alert: QueuePair;
  readonly job: QueuePair;
  readonly contain: QueuePair;
  readonly release: QueuePair;
  readonly revoke: QueuePair;

  constructor(scope: Construct, id: string, { alerts }: QueuesProps) {
    super(scope, id);
    this.alert = this.createPair('alert', alerts);
    this.job = this.createPair('job');
    this.contain = this.createPair('contain');
    this.release = this.createPair('release');
    this.revoke = this.createPair('revoke');
    alerts.addSubscription(new SqsSubscription(this.alert.queue, { rawMessageDelivery: false }));
  }

  /** @param topic - what may put messages on it beside the bot */
  private createPair(name: QueueName, topic?: ITopic): QueuePair {
    const spec = QUEUES[name];
    const deadLetters = new Queue(this, `${name}-dead-letters`, {
      queueName: spec.deadLetters,
      retentionPeriod: Duration.days(DEAD_LETTER_DAYS),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    const queue = new Queue(this, name, {
      queueName: spec.name,
      visibilityTimeout: Duration.seconds(spec.visibilitySeconds),
      retentionPeriod: Duration.days(DEAD_LETTER_DAYS),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: MAX_RECEIVE_COUNT },
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    queue.addToResourcePolicy(onlyFrom(queue, senderRoles(name), topic));
    return { queue, deadLetters };
  }
}

/**
 * What is on a queue is done, so that who may put it there has to be as certain as what is done: an administrator's own
 * permissions do not suffice. A role's sessions have the role's ARN under `aws:PrincipalArn`.
 */
function onlyFrom(queue: IQueue, roles: readonly string[], topic: ITopic | undefined): PolicyStatement {
  const { partition, account } = Stack.of(queue);
  const senders = roles.map((role) => `arn:${partition}:iam::${account}:role/${role}`);
  return new PolicyStatement({
    sid: 'NobodyElseSends',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: {
      ArnNotEquals: { 'aws:PrincipalArn': senders },
      // A service has no principal ARN: without this it would be denied as well.
      ...(topic && { ArnNotEqualsIfExists: { 'aws:SourceArn': topic.topicArn } }),
    },
  });
}
