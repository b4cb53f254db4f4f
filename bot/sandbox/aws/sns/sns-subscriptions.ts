// Who gets what is published to a topic: subscriptions, their confirmation and their attributes.
import { randomBytes, randomUUID } from 'node:crypto';
import { AwsFault, type Input } from '../call.ts';

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly owner: string;
  /** What the confirmation message carries; nobody but the endpoint's owner knows it. */
  readonly token: string;
  readonly attributes: Map<string, string>;
  confirmed: boolean;
}

const ENDPOINTS: ReadonlyMap<string, RegExp> = new Map([
  ['sqs', /^arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,80}$/],
  ['lambda', /^arn:aws:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_:-]{1,140}$/],
  ['email', /^[^@\s]{1,64}@[^@\s]{1,255}$/],
  ['email-json', /^[^@\s]{1,64}@[^@\s]{1,255}$/],
  ['http', /^http:\/\/\S{1,2000}$/],
  ['https', /^https:\/\/\S{1,2000}$/],
]);
/** The owner is the account itself, so no one has to say yes. */
const CONFIRMED_AT_ONCE = ['sqs', 'lambda'];
const ATTRIBUTES = ['RawMessageDelivery', 'RedrivePolicy', 'DeliveryPolicy'];

/** @throws AwsFault `InvalidParameter` when the protocol is unknown or the endpoint does not fit it */
export function newSubscription(
  topicArn: string,
  protocol: string,
  endpoint: string,
  attributes: ReadonlyMap<string, string>,
): Subscription {
  const form = ENDPOINTS.get(protocol);
  if (form === undefined) {
    throw invalid(`Invalid parameter: Does not support this protocol string: ${protocol}`);
  }
  if (!form.test(endpoint)) throw invalid(`Invalid parameter: ${describeEndpoint(protocol)}`);
  return {
    arn: `${topicArn}:${randomUUID()}`,
    topicArn,
    protocol,
    endpoint,
    owner: topicArn.split(':')[4] ?? '',
    token: randomBytes(64).toString('hex'),
    attributes: new Map(attributes),
    confirmed: CONFIRMED_AT_ONCE.includes(protocol),
  };
}

function describeEndpoint(protocol: string): string {
  if (protocol === 'sqs') return 'SQS endpoint ARN';
  if (protocol === 'lambda') return 'Lambda endpoint ARN';
  if (protocol.startsWith('http')) return `Endpoint must match the specified protocol`;
  return 'Email address';
}

/** @throws AwsFault `InvalidParameter` for an attribute that cannot be set, also for those the sandbox lacks */
export function checkSubscriptionAttribute(name: string, value: unknown): string {
  if (name.startsWith('FilterPolicy')) {
    throw invalid('Invalid parameter: FilterPolicy: the sandbox does not evaluate filter policies');
  }
  if (!ATTRIBUTES.includes(name) || typeof value !== 'string') {
    throw invalid('Invalid parameter: AttributeName');
  }
  if (name === 'RawMessageDelivery' && !/^(true|false)$/i.test(value)) {
    throw invalid(
      'Invalid parameter: Attributes Reason: RawMessageDelivery: Invalid value [value must be true or false.]',
    );
  }
  return value.toLowerCase() === 'true' ? 'true' : value;
}

export function isRaw(subscription: Subscription): boolean {
  return subscription.attributes.get('RawMessageDelivery') === 'true';
}

/** As the list operations show it: no ARN before the confirmation. */
export function listed({ arn, topicArn, protocol, endpoint, owner, confirmed }: Subscription): Input {
  return {
    SubscriptionArn: confirmed ? arn : 'PendingConfirmation',
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  };
}

/** As GetSubscriptionAttributes shows it. */
export function describeSubscription(subscription: Subscription): Input {
  const { arn, topicArn, protocol, endpoint, owner, confirmed, attributes } = subscription;
  return {
    SubscriptionArn: arn,
    TopicArn: topicArn,
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
    PendingConfirmation: String(!confirmed),
    ConfirmationWasAuthenticated: String(confirmed && CONFIRMED_AT_ONCE.includes(protocol)),
    SubscriptionPrincipal: `arn:aws:iam::${owner}:root`,
    RawMessageDelivery: 'false',
    ...Object.fromEntries(attributes),
  };
}

function invalid(message: string): AwsFault {
  return new AwsFault('InvalidParameter', message);
}
