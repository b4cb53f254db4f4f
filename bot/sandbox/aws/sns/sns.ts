// SNS in memory: topics, subscriptions, and delivery of what is published to the subscribed queues.
import { randomUUID } from 'node:crypto';
import { AwsFault, type Input, type Service } from '../call.ts';
import type { Clock } from '../clock.ts';
import { entriesOf, flagOf, textOf } from '../input-members.ts';
import { type MessageAttributes, parseMessageAttributes } from '../sqs/sqs-message-attributes.ts';
import { renderEnvelope } from './sns-envelope.ts';
import { parsePublish } from './sns-publication.ts';
import {
  checkSubscriptionAttribute,
  describeSubscription,
  isRaw,
  listed,
  newSubscription,
  type Subscription,
} from './sns-subscriptions.ts';

export interface SnsOptions {
  readonly clock: Clock;
  readonly accountId: string;
  readonly region: string;
  readonly deliverToQueue: (queueArn: string, body: string, attributes?: MessageAttributes) => void;
}

export interface Sns {
  readonly service: Service;
  /** What an alarm does. @returns the message's id. @throws AwsFault `NotFound`, `InvalidParameter` */
  publish(topicArn: string, subject: string | undefined, message: string): string;
  /** Makes a topic that was there before anybody deployed anything, in whatever account. */
  plantTopic(arn: string): void;
  /** What went out to confirmed email addresses and phone numbers, oldest first; the newest {@link REMEMBERED} are kept. */
  readonly sent: readonly Sent[];
  /** The token of the newest confirmation mail that the endpoint has not answered yet. */
  confirmationToken(endpoint: string): string | undefined;
}

export interface Sent {
  readonly topicArn: string;
  readonly endpoint: string;
  readonly subject: string | undefined;
  readonly message: string;
}

interface Topic {
  readonly arn: string;
  readonly attributes: Map<string, string>;
}

const PAGE = 100;
const REMEMBERED = 100;
const SETTABLE = [
  'DisplayName',
  'Policy',
  'DeliveryPolicy',
  'KmsMasterKeyId',
  'SignatureVersion',
  'TracingConfig',
];

export function createSns({ clock, accountId, region, deliverToQueue }: SnsOptions): Sns {
  const topics = new Map<string, Topic>();
  const subscriptions = new Map<string, Subscription>();
  const sent: Sent[] = [];
  const of = (topicArn: string) => [...subscriptions.values()].filter((it) => it.topicArn === topicArn);

  function topicOf(input: Input, member = 'TopicArn'): Topic {
    const arn = textOf(input, member) ?? '';
    if (!/^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$/.test(arn)) {
      throw new AwsFault('InvalidParameter', `Invalid parameter: ${member}`);
    }
    const topic = topics.get(arn);
    if (topic === undefined) throw new AwsFault('NotFound', 'Topic does not exist', { status: 404 });
    return topic;
  }

  function subscriptionOf(input: Input): Subscription {
    const found = subscriptions.get(textOf(input, 'SubscriptionArn') ?? '');
    if (found === undefined) throw new AwsFault('NotFound', 'Subscription does not exist', { status: 404 });
    return found;
  }

  function publish(input: Input): string {
    const { arn: topicArn } = topicOf(input, input.TargetArn === undefined ? 'TopicArn' : 'TargetArn');
    const { subject, messageFor } = parsePublish(input);
    const attributes = parseMessageAttributes(input);
    const about = { messageId: randomUUID(), topicArn, subject, attributes, at: clock.now() };
    for (const subscription of of(topicArn)) {
      if (!subscription.confirmed) continue;
      const { protocol, endpoint } = subscription;
      if (protocol === 'email' || protocol === 'sms')
        sent.push({ topicArn, endpoint, subject, message: messageFor(protocol) });
      if (sent.length > REMEMBERED) sent.shift();
      if (protocol !== 'sqs') continue;
      const message = messageFor('sqs');
      if (isRaw(subscription)) deliverToQueue(subscription.endpoint, message, attributes);
      else deliverToQueue(subscription.endpoint, renderEnvelope({ ...about, message }, subscription.arn));
    }
    return about.messageId;
  }

  function subscribe(input: Input): Subscription {
    const { arn } = topicOf(input);
    const attributes = new Map(
      entriesOf(input, 'Attributes').map(([name, value]) => [name, checkSubscriptionAttribute(name, value)]),
    );
    const wanted = newSubscription(
      arn,
      textOf(input, 'Protocol') ?? '',
      textOf(input, 'Endpoint') ?? '',
      attributes,
    );
    const existing = of(arn).find((it) => it.protocol === wanted.protocol && it.endpoint === wanted.endpoint);
    if (existing === undefined) {
      subscriptions.set(wanted.arn, wanted);
      return wanted;
    }
    if ([...attributes].every(([name, value]) => existing.attributes.get(name) === value)) return existing;
    throw new AwsFault(
      'InvalidParameter',
      'Invalid parameter: Attributes Reason: Subscription already exists with different attributes',
    );
  }

  const service: Service = {
    CreateTopic(input) {
      const name = textOf(input, 'Name') ?? '';
      if (!/^[A-Za-z0-9_-]{1,256}$/.test(name)) {
        throw new AwsFault('InvalidParameter', 'Invalid parameter: Topic Name');
      }
      const arn = `arn:aws:sns:${region}:${accountId}:${name}`;
      const topic = topics.get(arn) ?? { arn, attributes: new Map() };
      for (const [key, value] of entriesOf(input, 'Attributes')) setTopicAttribute(topic, key, value);
      topics.set(arn, topic);
      return { TopicArn: arn };
    },
    DeleteTopic(input) {
      const arn = textOf(input, 'TopicArn') ?? '';
      for (const subscription of of(arn)) subscriptions.delete(subscription.arn);
      topics.delete(arn);
    },
    ListTopics: (input) => {
      const page = pageOf([...topics.keys()], input);
      return { Topics: page.items.map((TopicArn) => ({ TopicArn })), NextToken: page.next };
    },
    GetTopicAttributes(input) {
      const topic = topicOf(input);
      const own = of(topic.arn);
      const confirmed = own.filter((it) => it.confirmed).length;
      return {
        Attributes: {
          TopicArn: topic.arn,
          Owner: accountId,
          DisplayName: '',
          SubscriptionsConfirmed: String(confirmed),
          SubscriptionsPending: String(own.length - confirmed),
          SubscriptionsDeleted: '0',
          ...Object.fromEntries(topic.attributes),
        },
      };
    },
    SetTopicAttributes(input) {
      setTopicAttribute(
        topicOf(input),
        textOf(input, 'AttributeName') ?? '',
        textOf(input, 'AttributeValue') ?? '',
      );
    },
    Publish: (input) => ({ MessageId: publish(input) }),
    Subscribe(input) {
      const subscription = subscribe(input);
      const shown = subscription.confirmed || flagOf(input, 'ReturnSubscriptionArn') === true;
      return { SubscriptionArn: shown ? subscription.arn : 'pending confirmation' };
    },
    ConfirmSubscription(input) {
      const { arn } = topicOf(input);
      const found = of(arn).find((it) => it.token === input.Token);
      if (found === undefined) throw new AwsFault('InvalidParameter', 'Invalid parameter: Token');
      found.confirmed = true;
      return { SubscriptionArn: found.arn };
    },
    Unsubscribe(input) {
      const arn = textOf(input, 'SubscriptionArn') ?? '';
      if (!/^arn:aws[a-z-]*:sns:[^:]+:[^:]+:[^:]+:[^:]+$/.test(arn)) {
        throw new AwsFault(
          'InvalidParameter',
          'Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements',
        );
      }
      subscriptions.delete(arn);
    },
    ListSubscriptions: (input) => listSubscriptions([...subscriptions.values()], input),
    ListSubscriptionsByTopic: (input) => listSubscriptions(of(topicOf(input).arn), input),
    GetSubscriptionAttributes: (input) => ({ Attributes: describeSubscription(subscriptionOf(input)) }),
    SetSubscriptionAttributes(input) {
      const name = textOf(input, 'AttributeName') ?? '';
      subscriptionOf(input).attributes.set(name, checkSubscriptionAttribute(name, input.AttributeValue));
    },
  };

  return {
    service,
    sent,
    plantTopic(arn) {
      if (!topics.has(arn)) topics.set(arn, { arn, attributes: new Map() });
    },
    publish: (TopicArn, Subject, Message) => publish({ TopicArn, Subject, Message }),
    confirmationToken: (endpoint) =>
      [...subscriptions.values()].findLast((it) => it.endpoint === endpoint && !it.confirmed)?.token,
  };
}

function setTopicAttribute(topic: Topic, name: string, value: unknown): void {
  if (!SETTABLE.includes(name)) throw new AwsFault('InvalidParameter', 'Invalid parameter: AttributeName');
  topic.attributes.set(name, String(value));
}

function listSubscriptions(all: readonly Subscription[], input: Input): Input {
  const page = pageOf(all, input);
  return { Subscriptions: page.items.map(listed), NextToken: page.next };
}

/** SNS pages hold 100. The token is where the next page starts. */
function pageOf<T>(all: readonly T[], input: Input): { items: readonly T[]; next: string | undefined } {
  const token = textOf(input, 'NextToken') ?? '0';
  if (!/^[0-9]{1,6}$/.test(token)) throw new AwsFault('InvalidParameter', 'Invalid parameter: NextToken');
  const from = Number(token);
  const next = from + PAGE < all.length ? String(from + PAGE) : undefined;
  return { items: all.slice(from, from + PAGE), next };
}
