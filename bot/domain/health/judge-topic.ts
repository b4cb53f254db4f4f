// Whether what the alarms say reaches the bot: the topic, its subscription to the bot's queue, and nothing filtered out.
import { ALERT_QUEUE } from '../naming.ts';
import { parseArn } from '../parse-arn.ts';
import type { Settings } from '../settings.ts';
import { alertTopicName } from './alert-topic.ts';
import type { Finding } from './health.ts';
import { putBack } from './put-back.ts';
import { both, broken, find, ok, type Reading, required } from './reading.ts';
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
  /** The bot's queue, which may be in another account than a topic that was there already; undefined: it is gone. */
  readonly queueArn: Reading<string | undefined>;
  /** As `sns:GetSubscriptionAttributes` gives it for the bot's queue; undefined when that is not subscribed. */
  readonly filterPolicy: string | undefined;
}

/** The bot's queue in the account and Region of our topic. */
export function queueBeside(topicArn: string): string {
  const arn = parseArn(topicArn);
  return arn ? `arn:${arn.partition}:sqs:${arn.region}:${arn.accountId}:${ALERT_QUEUE}` : '';
}

export function judgeTopic(
  topic: Reading<TopicState | undefined>,
  { homeRegion: region }: Settings['trail'],
  topicArn?: string,
): readonly Finding[] {
  const name = alertTopicName(topicArn);
  const arn = 'value' in topic ? topic.value?.arn : undefined;
  const place = { kind: 'topic', region, arn } as const;
  const there = required(topic, `there is no topic ${name}`, 'Make the topic first.');
  const known = 'value' in there ? both(there, there.value.queueArn) : there;
  return [
    find({ check: 'alert-topic', title: 'The alert topic is there', place }, topic, (found) =>
      found
        ? ok(`${name}.`)
        : broken(
            `There is no topic ${topicArn ?? name}: no alarm reaches anybody.`,
            topicArn === undefined ? 'Deploy Trailbot again.' : putBack('topicArn', true, 'its ARN'),
          ),
    ),
    find(
      { check: 'alert-subscription', title: 'The bot hears the topic', place },
      known,
      ([found, queue]) => {
        const { arn, subscriptions, filterPolicy } = found;
        if (queue === undefined)
          return broken(
            `There is no queue ${ALERT_QUEUE}: no alarm reaches the bot.`,
            'Deploy Trailbot again.',
          );
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
            `In the SNS console, topic ${name}: delete the subscription and make it again.`,
          );
        if (filterPolicy !== undefined)
          return broken(
            'A filter policy on the subscription keeps alarms from the bot.',
            `In the SNS console, topic ${name}, subscription of ${ALERT_QUEUE}: take the filter policy off.`,
          );
        return ok(`${ALERT_QUEUE}, ${count(subscriptions.length, 'subscriber')} in all.`);
      },
    ),
  ];
}
