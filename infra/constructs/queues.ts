// The queues between SNS, Slack and the functions, each with its dead-letter queue.
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { QueueName } from '../../bot/domain/deployment/functions.ts';
import {
  DEAD_LETTER_DAYS,
  MAX_RECEIVE_COUNT,
  MESSAGE_DAYS,
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
    this.alert = this.createPair('alert');
    this.job = this.createPair('job');
    this.contain = this.createPair('contain');
    this.release = this.createPair('release');
    this.revoke = this.createPair('revoke');
    alerts.addSubscription(new SqsSubscription(this.alert.queue, { rawMessageDelivery: false }));
  }

  private createPair(name: QueueName): QueuePair {
    const spec = QUEUES[name];
    const deadLetters = new Queue(this, `${name}-dead-letters`, {
      queueName: spec.deadLetters,
      retentionPeriod: Duration.days(DEAD_LETTER_DAYS),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const queue = new Queue(this, name, {
      queueName: spec.name,
      visibilityTimeout: Duration.seconds(spec.visibilitySeconds),
      retentionPeriod: Duration.days(MESSAGE_DAYS),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: MAX_RECEIVE_COUNT },
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    if (spec.closed) queue.addToResourcePolicy(onlyFrom(queue, senderRoles(name)));
    return { queue, deadLetters };
  }
}

/**
 * What is on such a queue is done, so that who may put it there has to be as certain as what is done: an administrator's
 * own permissions do not suffice. Sessions of a role have the role's ARN under `aws:PrincipalArn`; a service has none, and
 * is denied as well.
 */
function onlyFrom(queue: IQueue, roles: readonly string[]): PolicyStatement {
  const { partition, account } = Stack.of(queue);
  const senders = roles.map((role) => `arn:${partition}:iam::${account}:role/${role}`);
  return new PolicyStatement({
    sid: 'NobodyElseSends',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: { ArnNotEquals: { 'aws:PrincipalArn': senders } },
  });
}
