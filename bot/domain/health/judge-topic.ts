// Whether what the alarms say reaches the bot: the topic, its subscription to the bot's queue, and nothing filtered out.
import { ALERT_QUEUE, ALERT_TOPIC } from '../naming.ts';
import { parseArn } from '../parse-arn.ts';
import type { Settings } from '../settings.ts';
import type { Finding } from './health.ts';
import { broken, find, ok, type Reading, required } from './reading.ts';
import { awsCommand, count } from './remedy-words.ts';

/** As `sns:ListSubscriptionsByTopic` gives it. */
export interface Subscription {
  readonly SubscriptionArn?: string | undefined;
  readonly Protocol?: string | undefined;
  readonly Endpoint?: string | undefined;
}

export interface TopicState {
  readonly arn: string;
  readonly subscriptions: readonly Subscription[];
  /** As `sns:GetSubscriptionAttributes` gives it for the bot's queue; undefined when that is not subscribed. */
  readonly filterPolicy: string | undefined;
}

/** The bot's queue as the topic names it. */
export function queueBeside(topicArn: string): string {
  const arn = parseArn(topicArn);
  return arn ? `arn:${arn.partition}:sqs:${arn.region}:${arn.accountId}:${ALERT_QUEUE}` : '';
}

export function judgeTopic(
  topic: Reading<TopicState | undefined>,
  { homeRegion: region }: Settings['trail'],
): readonly Finding[] {
  const arn = 'value' in topic ? topic.value?.arn : undefined;
  const place = { kind: 'topic', region, arn } as const;
  const there = required(topic, `there is no topic ${ALERT_TOPIC}`, 'Make the topic first.');
  return [
    find({ check: 'alert-topic', title: 'The alert topic is there', place }, topic, (found) =>
      found
        ? ok(`${ALERT_TOPIC}.`)
        : broken(`There is no topic ${ALERT_TOPIC}: no alarm reaches anybody.`, 'Deploy Trailbot again.'),
    ),
    find({ check: 'alert-subscription', title: 'The bot hears the topic', place }, there, (found) => {
      const { arn, subscriptions, filterPolicy } = found;
      const queue = queueBeside(arn);
      const own = subscriptions.find(({ Endpoint }) => Endpoint === queue);
      if (own === undefined) {
        const subscribe = awsCommand(
          ...['sns', 'subscribe', '--region', region, '--topic-arn', arn],
          ...['--protocol', 'sqs', '--notification-endpoint', queue],
        );
        return broken(
          `The queue ${ALERT_QUEUE} is not subscribed: no alarm reaches the bot.`,
          `Subscribe it: ${subscribe}`,
        );
      }
      if (!own.SubscriptionArn?.startsWith('arn:'))
        return broken(
          `The subscription of ${ALERT_QUEUE} waits for its confirmation.`,
          `In the SNS console, topic ${ALERT_TOPIC}: delete the subscription and make it again.`,
        );
      if (filterPolicy !== undefined)
        return broken(
          'A filter policy on the subscription keeps alarms from the bot.',
          `In the SNS console, topic ${ALERT_TOPIC}, subscription of ${ALERT_QUEUE}: take the filter policy off.`,
        );
      return ok(`${ALERT_QUEUE}, ${count(subscriptions.length, 'subscriber')} in all.`);
    }),
  ];
}
