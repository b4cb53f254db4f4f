// The way of an alarm to the bot: topic, queues with their dead-letter queues, and who else hears of it.
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  type SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { HANDS_SECONDS } from '../../domain/containment/hand-task.ts';
import { JOB_SECONDS } from '../../domain/job.ts';
import {
  ALERT_DLQ,
  ALERT_QUEUE,
  ALERT_TOPIC,
  CONTAIN_DLQ,
  CONTAIN_QUEUE,
  ESCALATION_TOPIC,
  JOB_DLQ,
  JOB_QUEUE,
  RELEASE_DLQ,
  RELEASE_QUEUE,
  REVOKE_DLQ,
  REVOKE_QUEUE,
} from '../../domain/naming.ts';

export interface MessagingClients {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
}

export interface Messaging {
  readonly topicArn: string;
  readonly escalationTopicArn: string;
  readonly alertQueueUrl: string;
  readonly jobQueueUrl: string;
  readonly containQueueUrl: string;
  readonly releaseQueueUrl: string;
  readonly revokeQueueUrl: string;
}

/** With the delays of the bot's own retries these are more than two hours. */
const MAX_RECEIVE_COUNT = 12;
/** Six times a function's timeout of 30 s, as AWS advises for queues that Lambda polls. */
const VISIBILITY_TIMEOUT = '180';
/** A job is one message and may take minutes: it comes again a minute after it would have been stopped. */
const JOB_VISIBILITY_TIMEOUT = String(JOB_SECONDS + 60);
/** One message at a time, which comes again a minute after its function would have been stopped. */
const HANDS_VISIBILITY_TIMEOUT = String(HANDS_SECONDS + 60);
const SUBSCRIBER = 'security@example.com';

/**
 * Idempotent.
 * @param readToken - reads the subscriber's confirmation mail; without it the subscription stays pending
 */
export async function provisionMessaging(
  { sns, sqs }: MessagingClients,
  accountId: string,
  region: string,
  readToken: ((endpoint: string) => string | undefined) | undefined,
): Promise<Messaging> {
  const arnOf = (queue: string) => `arn:aws:sqs:${region}:${accountId}:${queue}`;
  const createQueue = async (QueueName: string, attributes: Record<string, string> = {}) =>
    (await sqs.send(new CreateQueueCommand({ QueueName, Attributes: attributes }))).QueueUrl ?? '';
  const createTopic = async (Name: string) =>
    (await sns.send(new CreateTopicCommand({ Name }))).TopicArn ?? '';
  const subscribeByMail = async (TopicArn: string) => {
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: SUBSCRIBER }));
    const Token = readToken?.(SUBSCRIBER);
    if (Token !== undefined) await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
  };
  const redriveTo = (queue: string) =>
    JSON.stringify({ deadLetterTargetArn: arnOf(queue), maxReceiveCount: MAX_RECEIVE_COUNT });

  const [topicArn, escalationTopicArn] = await Promise.all([
    createTopic(ALERT_TOPIC),
    createTopic(ESCALATION_TOPIC),
    createQueue(ALERT_DLQ),
    createQueue(JOB_DLQ),
    ...[CONTAIN_DLQ, RELEASE_DLQ, REVOKE_DLQ].map((queue) => createQueue(queue)),
  ]);
  const handQueue = (queue: string, deadLetters: string) =>
    createQueue(queue, {
      VisibilityTimeout: HANDS_VISIBILITY_TIMEOUT,
      RedrivePolicy: redriveTo(deadLetters),
    });
  const [alertQueueUrl, jobQueueUrl, containQueueUrl, releaseQueueUrl, revokeQueueUrl] = await Promise.all([
    createQueue(ALERT_QUEUE, {
      VisibilityTimeout: VISIBILITY_TIMEOUT,
      RedrivePolicy: redriveTo(ALERT_DLQ),
      Policy: sendPolicy(arnOf(ALERT_QUEUE), topicArn),
    }),
    createQueue(JOB_QUEUE, {
      VisibilityTimeout: JOB_VISIBILITY_TIMEOUT,
      RedrivePolicy: redriveTo(JOB_DLQ),
    }),
    handQueue(CONTAIN_QUEUE, CONTAIN_DLQ),
    handQueue(RELEASE_QUEUE, RELEASE_DLQ),
    handQueue(REVOKE_QUEUE, REVOKE_DLQ),
  ]);
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: arnOf(ALERT_QUEUE) }));
  // One after the other: each has its own mail with its own token.
  await subscribeByMail(topicArn);
  await subscribeByMail(escalationTopicArn);
  return {
    topicArn,
    escalationTopicArn,
    alertQueueUrl,
    jobQueueUrl,
    containQueueUrl,
    releaseQueueUrl,
    revokeQueueUrl,
  };
}

/** Only the topic may put messages into the queue. */
function sendPolicy(queueArn: string, topicArn: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
      },
    ],
  });
}
