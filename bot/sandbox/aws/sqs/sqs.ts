// SQS in memory: standard queues with delays, long polling and dead-letter queues, over the API and in process.
import type { Pace } from '../../pace.ts';
import { AwsFault, type Service } from '../call.ts';
import { entriesOf, integerOf, textOf, textsOf } from '../input-members.ts';
import type { MessageAttributes } from './sqs-message-attributes.ts';
import { messageOperations } from './sqs-message-operations.ts';
import { within } from './sqs-messages.ts';
import type { Queue } from './sqs-queue.ts';
import { checkAttributeNames, parseQueueAttributes } from './sqs-queue-attributes.ts';
import { createQueueRegistry, numberOf, type QueueEntry, type SqsPlace } from './sqs-registry.ts';

export interface SqsOptions extends SqsPlace {
  readonly pace: Pace;
}

export interface Sqs {
  readonly service: Service;
  /** A queue in process; undefined when there is none of that name. */
  queue(name: string): Queue | undefined;
  /** What SNS does to a subscribed queue: puts `body` in. False when there is no queue of that ARN. */
  deliver(queueArn: string, body: string, attributes?: MessageAttributes): boolean;
  /** In seconds. @throws AwsFault `QueueDoesNotExist` */
  visibilityTimeout(name: string): number;
  /** Ends all long polls. */
  close(): void;
}

/**
 * `DelaySeconds` and what `ChangeMessageVisibility` sets last as long as `pace` says; long polls and the visibility
 * timeout of a receive are in real seconds.
 */
export function createSqs({ pace, ...place }: SqsOptions): Sqs {
  const registry = createQueueRegistry(place);
  const queueExists = (arn: string) => registry.byArn(arn) !== undefined;

  const service: Service = {
    ...messageOperations(registry, pace),
    CreateQueue(input) {
      const name = textOf(input, 'QueueName') ?? '';
      if (!/^[A-Za-z0-9_-]{1,80}$/.test(name)) {
        throw new AwsFault(
          'InvalidParameterValue',
          'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
        );
      }
      const attributes = parseQueueAttributes(entriesOf(input, 'Attributes'), queueExists);
      const existing = registry.get(name);
      if (existing === undefined) registry.add(name, attributes);
      else checkSame(existing, attributes);
      return { QueueUrl: registry.urlOf(name) };
    },
    DeleteQueue(input) {
      registry.remove(registry.addressed(input).queue.name);
    },
    GetQueueUrl(input) {
      const { queue } = registry.named(textOf(input, 'QueueName'), textOf(input, 'QueueOwnerAWSAccountId'));
      return { QueueUrl: registry.urlOf(queue.name) };
    },
    ListQueues(input) {
      const prefix = textOf(input, 'QueueNamePrefix') ?? '';
      const after = textOf(input, 'NextToken') ?? '';
      const max = within(integerOf(input, 'MaxResults') ?? 1_000, 'MaxResults', 1, 1_000);
      const names = registry.names().filter((it) => it.startsWith(prefix) && it > after);
      const page = names.toSorted().slice(0, max);
      const more = input.MaxResults !== undefined && names.length > max;
      return { QueueUrls: page.map(registry.urlOf), NextToken: more ? page.at(-1) : undefined };
    },
    GetQueueAttributes(input) {
      const names = textsOf(input, 'AttributeNames');
      checkAttributeNames(names);
      const asked = describe(registry.addressed(input)).filter(
        ([name]) => names.includes('All') || names.includes(name),
      );
      return { Attributes: asked.length > 0 ? Object.fromEntries(asked) : undefined };
    },
    SetQueueAttributes(input) {
      const entry = registry.addressed(input);
      for (const [name, value] of parseQueueAttributes(entriesOf(input, 'Attributes'), queueExists)) {
        if (value === '') entry.attributes.delete(name);
        else entry.attributes.set(name, value);
      }
      entry.changedAt = place.clock.now();
    },
    PurgeQueue(input) {
      registry.addressed(input).queue.purge();
    },
  };

  return {
    service,
    queue: (name) => registry.get(name)?.queue,
    deliver(queueArn, body, attributes = new Map()) {
      const entry = registry.byArn(queueArn);
      entry?.queue.send({ body, attributes, delayMs: pace.queueDelay(numberOf(entry, 'DelaySeconds')) });
      return entry !== undefined;
    },
    visibilityTimeout: (name) => numberOf(registry.named(name), 'VisibilityTimeout'),
    close() {
      for (const name of registry.names()) registry.get(name)?.queue.close();
    },
  };
}

function checkSame({ attributes }: QueueEntry, given: ReadonlyMap<string, string>): void {
  const other = [...given].find(([name, value]) => attributes.get(name) !== value);
  if (other === undefined) return;
  throw new AwsFault(
    'QueueNameExists',
    `A queue already exists with the same name and a different value for attribute ${other[0]}`,
  );
}

function describe({ queue, attributes, createdAt, changedAt }: QueueEntry): [string, string][] {
  const { visible, inFlight, delayed } = queue.counts();
  return [
    ...attributes,
    ['QueueArn', queue.arn],
    ['ApproximateNumberOfMessages', String(visible)],
    ['ApproximateNumberOfMessagesNotVisible', String(inFlight)],
    ['ApproximateNumberOfMessagesDelayed', String(delayed)],
    ['CreatedTimestamp', String(Math.floor(createdAt.getTime() / 1_000))],
    ['LastModifiedTimestamp', String(Math.floor(changedAt.getTime() / 1_000))],
  ];
}
