// The way of an alarm to the bot: topic, queues with their dead-letter queues, and who else hears of it.
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  type SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueName } from '../../domain/deployment/functions.ts';
import { DEAD_LETTER_DAYS, MAX_RECEIVE_COUNT, MESSAGE_DAYS, QUEUES } from '../../domain/deployment/queues.ts';
import { ALERT_TOPIC, ESCALATION_TOPIC } from '../../domain/naming.ts';

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

const DAY_SECONDS = 86_400;
const SUBSCRIBER = 'security@example.com';

/**
 * Idempotent.
 * @param existingTopicArn - the topic that alarms notify in place of ours; it is there, with subscribers of its own
 * @param readToken - reads the subscriber's confirmation mail; without it the subscription stays pending
 */
export async function provisionMessaging(
  { sns, sqs }: MessagingClients,
  accountId: string,
  region: string,
  readToken: ((endpoint: string) => string | undefined) | undefined,
  existingTopicArn?: string,
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
  const createPair = async (name: QueueName, policy?: string) => {
    const { name: queue, deadLetters, visibilitySeconds } = QUEUES[name];
    await createQueue(deadLetters, { MessageRetentionPeriod: String(DEAD_LETTER_DAYS * DAY_SECONDS) });
    return createQueue(queue, {
      VisibilityTimeout: String(visibilitySeconds),
      MessageRetentionPeriod: String(MESSAGE_DAYS * DAY_SECONDS),
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: arnOf(deadLetters),
        maxReceiveCount: MAX_RECEIVE_COUNT,
      }),
      ...(policy !== undefined && { Policy: policy }),
    });
  };

  const [topicArn, escalationTopicArn] = await Promise.all([
    existingTopicArn ?? createTopic(ALERT_TOPIC),
    createTopic(ESCALATION_TOPIC),
  ]);
  const alertQueue = arnOf(QUEUES.alert.name);
  const [alertQueueUrl, jobQueueUrl, containQueueUrl, releaseQueueUrl, revokeQueueUrl] = await Promise.all([
    createPair('alert', sendPolicy(alertQueue, topicArn)),
    createPair('job'),
    createPair('contain'),
    createPair('release'),
    createPair('revoke'),
  ]);
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: alertQueue }));
  // One after the other: each has its own mail with its own token.
  if (existingTopicArn === undefined) await subscribeByMail(topicArn);
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
