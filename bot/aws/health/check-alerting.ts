// Checks the way of an alarm to the bot: the alarms, the topic, its subscription, and what was given up on.
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
} from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { Detection } from '../../domain/detection/detection.ts';
import type { Finding } from '../../domain/health/health.ts';
import { type AlarmDescription, judgeAlarms } from '../../domain/health/judge-alarms.ts';
import { judgeQueue, type QueueState } from '../../domain/health/judge-queues.ts';
import {
  judgeTopic,
  queueBeside,
  type Subscription,
  type TopicState,
} from '../../domain/health/judge-topic.ts';
import type { Reading } from '../../domain/health/reading.ts';
import { ALERT_DLQ, ALERT_QUEUE, ALERT_TOPIC, alarmName, JOB_DLQ } from '../../domain/naming.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Clients } from '../clients.ts';
import { allPages, andThen, type ReadOnce, unlessMissing } from './read-once.ts';

/** As many names as one DescribeAlarms takes. */
const NAMES = 100;

export async function checkAlerting(
  clients: Pick<Clients, 'cloudWatch' | 'sns' | 'sqs'>,
  read: ReadOnce,
  { trail, deployment }: Settings,
  detections: readonly Detection[],
): Promise<readonly Finding[]> {
  const { withoutAlarm, existing } = deployment;
  const { topicArn } = existing;
  const [alarms, topic, alertDlq, jobDlq] = await Promise.all([
    readAlarms(clients, read, detections),
    topicArn === undefined ? readOwnTopic(clients, read) : readExistingTopic(clients, read, topicArn),
    readQueue(clients, read, ALERT_DLQ),
    readQueue(clients, read, JOB_DLQ),
  ]);
  const queues = [
    { name: ALERT_DLQ, state: alertDlq, check: 'alert-dead-letters', title: 'No alert was given up on' },
    { name: JOB_DLQ, state: jobDlq, check: 'job-dead-letters', title: 'No request was given up on' },
  ];
  return [
    judgeAlarms(alarms, detections, trail, { withoutAlarm, topicArn }),
    ...judgeTopic(topic, trail, topicArn),
    ...queues.map(({ check, title, ...queue }) => judgeQueue(queue, { check, title }, trail.homeRegion)),
  ];
}

function readAlarms(
  { cloudWatch }: Pick<Clients, 'cloudWatch'>,
  read: ReadOnce,
  detections: readonly Detection[],
): Promise<Reading<readonly AlarmDescription[]>> {
  const names = detections.map(({ id }) => alarmName(id));
  const pages = Array.from({ length: Math.ceil(names.length / NAMES) }, (_, page) =>
    names.slice(page * NAMES, (page + 1) * NAMES),
  );
  return read('cloudwatch:DescribeAlarms', async (options) => {
    const answers = await Promise.all(
      pages.map((AlarmNames) =>
        cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames, MaxRecords: NAMES }), options),
      ),
    );
    return answers.flatMap(({ MetricAlarms }) => MetricAlarms ?? []);
  });
}

type TopicReading = Promise<Reading<TopicState | undefined>>;

async function readOwnTopic({ sns }: Pick<Clients, 'sns'>, read: ReadOnce): TopicReading {
  const arn = await read('sns:ListTopics', async (options) => {
    const topics = await allPages(async (NextToken) => {
      const page = await sns.send(new ListTopicsCommand({ NextToken }), options);
      return { items: page.Topics ?? [], next: page.NextToken };
    });
    return topics.find(({ TopicArn }) => TopicArn?.endsWith(`:${ALERT_TOPIC}`))?.TopicArn;
  });
  return andThen<string | undefined, TopicState | undefined>(arn, async (topicArn) =>
    topicArn === undefined
      ? { value: undefined }
      : readTopic(sns, read, topicArn, { value: queueBeside(topicArn) }),
  );
}

/** It is not looked for by name, and may be another account's: so the queue is asked for where it is. */
async function readExistingTopic(
  { sns, sqs }: Pick<Clients, 'sns' | 'sqs'>,
  read: ReadOnce,
  topicArn: string,
): TopicReading {
  const queue = await readQueue({ sqs }, read, ALERT_QUEUE);
  return readTopic(sns, read, topicArn, 'value' in queue ? { value: queue.value?.arn } : queue);
}

async function readTopic(
  sns: Clients['sns'],
  read: ReadOnce,
  arn: string,
  queueArn: TopicState['queueArn'],
): TopicReading {
  const subscriptions = await read('sns:ListSubscriptionsByTopic', (options) =>
    unlessMissing(
      ['NotFound', 'NotFoundException'],
      allPages(async (NextToken) => {
        const command = new ListSubscriptionsByTopicCommand({ TopicArn: arn, NextToken });
        const page = await sns.send(command, options);
        return { items: page.Subscriptions ?? [], next: page.NextToken };
      }),
    ),
  );
  return andThen<readonly Subscription[] | undefined, TopicState | undefined>(subscriptions, async (all) => {
    if (all === undefined) return { value: undefined };
    const found = { arn, subscriptions: all, queueArn };
    const own = 'value' in queueArn ? all.find(({ Endpoint }) => Endpoint === queueArn.value) : undefined;
    if (!own?.SubscriptionArn?.startsWith('arn:')) return { value: { ...found, filterPolicy: undefined } };
    const { SubscriptionArn } = own;
    return read('sns:GetSubscriptionAttributes', async (options) => {
      const command = new GetSubscriptionAttributesCommand({ SubscriptionArn });
      const { Attributes } = await sns.send(command, options);
      return { ...found, filterPolicy: Attributes?.FilterPolicy };
    });
  });
}

async function readQueue(
  { sqs }: Pick<Clients, 'sqs'>,
  read: ReadOnce,
  QueueName: string,
): Promise<Reading<QueueState | undefined>> {
  const url = await read('sqs:GetQueueUrl', async (options) => {
    const call = sqs.send(new GetQueueUrlCommand({ QueueName }), options);
    return (await unlessMissing(['QueueDoesNotExist'], call))?.QueueUrl;
  });
  return andThen<string | undefined, QueueState | undefined>(url, async (QueueUrl) => {
    if (QueueUrl === undefined) return { value: undefined };
    return read('sqs:GetQueueAttributes', async (options) => {
      const command = new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ['QueueArn', 'ApproximateNumberOfMessages'],
      });
      const { Attributes } = await sqs.send(command, options);
      return {
        arn: Attributes?.QueueArn ?? '',
        messages: Number(Attributes?.ApproximateNumberOfMessages ?? 0),
      };
    });
  });
}
