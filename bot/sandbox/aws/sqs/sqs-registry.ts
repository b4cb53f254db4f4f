// The queues there are: by name, by ARN and by URL, each with its attributes.
import { AwsFault, type Input } from '../call.ts';
import type { Clock } from '../clock.ts';
import { textOf } from '../input-members.ts';
import { createQueue, type QueueMessage, type StoringQueue } from './sqs-queue.ts';
import { DEFAULT_ATTRIBUTES, parseRedrivePolicy } from './sqs-queue-attributes.ts';

export interface SqsPlace {
  readonly clock: Clock;
  readonly accountId: string;
  readonly region: string;
  /** The endpoint that queue URLs start with. Asked late, because the port is known late. */
  readonly url: () => string;
}

export interface QueueEntry {
  readonly queue: StoringQueue;
  readonly attributes: Map<string, string>;
  readonly createdAt: Date;
  changedAt: Date;
}

export interface QueueRegistry {
  add(name: string, attributes: ReadonlyMap<string, string>): void;
  remove(name: string): void;
  get(name: string): QueueEntry | undefined;
  /** @throws AwsFault `QueueDoesNotExist` */
  named(name: string | undefined, owner?: string): QueueEntry;
  /** The queue a call is about, by its `QueueUrl`. @throws AwsFault `QueueDoesNotExist`, `InvalidAddress` */
  addressed(input: Input): QueueEntry;
  byArn(arn: string): QueueEntry | undefined;
  names(): readonly string[];
  urlOf(name: string): string;
}

export function createQueueRegistry({ clock, accountId, region, url }: SqsPlace): QueueRegistry {
  const entries = new Map<string, QueueEntry>();
  const byArn = (arn: string) => entries.values().find((entry) => entry.queue.arn === arn);

  /** Looked up at each receive: the policy may change and its target may come later. */
  function redriveOf(arn: string, attributes: ReadonlyMap<string, string>) {
    const policy = parseRedrivePolicy(attributes.get('RedrivePolicy'));
    const target = policy && byArn(policy.deadLetterTargetArn)?.queue;
    if (policy === undefined || target === undefined) return undefined;
    const { maxReceiveCount } = policy;
    return { maxReceiveCount, accept: (message: QueueMessage) => target.accept(message, arn) };
  }

  function named(name: string | undefined, owner = accountId): QueueEntry {
    const entry = owner === accountId ? entries.get(name ?? '') : undefined;
    if (entry !== undefined) return entry;
    throw new AwsFault('QueueDoesNotExist', 'The specified queue does not exist.');
  }

  return {
    add(name, given) {
      const attributes = new Map([...DEFAULT_ATTRIBUTES, ...given]);
      const arn = `arn:aws:sqs:${region}:${accountId}:${name}`;
      const queue = createQueue({ name, arn, clock, redrive: () => redriveOf(arn, attributes) });
      const now = clock.now();
      entries.set(name, { queue, attributes, createdAt: now, changedAt: now });
    },
    remove(name) {
      entries.get(name)?.queue.close();
      entries.delete(name);
    },
    get: (name) => entries.get(name),
    named,
    addressed(input) {
      const address = textOf(input, 'QueueUrl') ?? '';
      if (address === '') {
        throw new AwsFault('MissingParameter', 'The request must contain the parameter QueueUrl.');
      }
      const match = /^https?:\/\/[^/]+\/([0-9]{12})\/([A-Za-z0-9_-]{1,80})\/?$/.exec(address);
      if (match === null) {
        throw new AwsFault('InvalidAddress', `The address ${address} is not valid for this endpoint.`);
      }
      return named(match[2], match[1]);
    },
    byArn,
    names: () => [...entries.keys()],
    urlOf: (name) => `${url()}/${accountId}/${name}`,
  };
}

/** A numeric attribute of the queue: seconds or bytes. */
export function numberOf({ attributes }: QueueEntry, name: string): number {
  return Number(attributes.get(name) ?? 0);
}
