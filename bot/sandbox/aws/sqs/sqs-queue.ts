// One queue in memory: delay, visibility, long polling and the move to the dead-letter queue.
import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { MessageAttributes } from './sqs-message-attributes.ts';

export interface QueueMessage {
  readonly id: string;
  readonly body: string;
  readonly md5: string;
  readonly attributes: MessageAttributes;
  readonly senderId: string;
  readonly sentAt: Date;
  readonly firstReceivedAt: Date | undefined;
  readonly receiveCount: number;
  /** The queue that gave the message up, when this one is a dead-letter queue. */
  readonly deadLetterSource: string | undefined;
}

export interface ReceivedMessage extends QueueMessage {
  readonly receiptHandle: string;
}

export interface Sending {
  readonly body: string;
  /** Until a consumer can see it, in milliseconds. */
  readonly delayMs?: number;
  readonly attributes?: MessageAttributes;
  readonly senderId?: string;
}

export interface Receiving {
  readonly max: number;
  /** How long what was received stays hidden; Infinity hides it until `changeVisibility` or `delete`. */
  readonly visibilityMs: number;
  /** How long to wait for a first message; 0 when left out. */
  readonly waitMs?: number;
  readonly signal?: AbortSignal;
}

export interface QueueCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

export interface Queue {
  readonly name: string;
  readonly arn: string;
  send(sending: Sending): QueueMessage;
  receive(receiving: Receiving): Promise<readonly ReceivedMessage[]>;
  /** Undefined when the handle was never given out by this queue. As on AWS only the newest handle deletes. */
  delete(receiptHandle: string): boolean | undefined;
  /** Undefined as above; false when the message is not in flight. */
  changeVisibility(receiptHandle: string, milliseconds: number): boolean | undefined;
  /** Whether the message is hidden without end, as it was received. */
  isHeld(receiptHandle: string): boolean;
  counts(): QueueCounts;
  /** Bodies of the messages that were sent with a delay which is not over. */
  delayedBodies(): readonly string[];
  purge(): void;
  /** Ends all waiting calls of `receive`. */
  close(): void;
  readonly closed: boolean;
}

export interface QueueOptions {
  readonly name: string;
  readonly arn: string;
  readonly clock: Clock;
  /** Asked at each receive: where messages go that were received too often, and how often that is. */
  readonly redrive: () =>
    | { readonly maxReceiveCount: number; accept(message: QueueMessage): void }
    | undefined;
}

/** A queue that can also take over a message that another queue gave up. */
export interface StoringQueue extends Queue {
  accept(message: QueueMessage, deadLetterSource: string): void;
}

type Stored = { -readonly [key in keyof QueueMessage]: QueueMessage[key] } & { visibleAt: number };

/** An account's default for senders that do not say who they are. */
const SENDER_ID = 'AIDAQ3EGRIEXAMPLESBOX';
const LONGEST_TIMER = 60_000;

/** Waiting is measured in real milliseconds; `clock` only dates the messages. */
export function createQueue({ name, arn, clock, redrive }: QueueOptions): StoringQueue {
  const messages = new Map<string, Stored>();
  const waiting = new Set<() => void>();
  let closed = false;

  function wake(): void {
    for (const resolve of [...waiting]) resolve();
  }

  function store(message: Stored): void {
    messages.set(message.id, message);
    wake();
  }

  function take(max: number, visibilityMs: number): ReceivedMessage[] {
    const now = performance.now();
    const target = redrive();
    const taken: ReceivedMessage[] = [];
    for (const message of messages.values()) {
      if (taken.length >= max) break;
      if (message.visibleAt > now) continue;
      if (target !== undefined && message.receiveCount >= target.maxReceiveCount) {
        messages.delete(message.id);
        target.accept(message);
        continue;
      }
      message.receiveCount += 1;
      message.firstReceivedAt ??= clock.now();
      message.visibleAt = now + visibilityMs;
      taken.push({ ...message, receiptHandle: writeHandle(name, message) });
    }
    return taken;
  }

  /** Resolves when something may have become visible, at the latest after `milliseconds`. */
  function change(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    const next = messages
      .values()
      .reduce((first, it) => Math.min(first, it.visibleAt), Number.POSITIVE_INFINITY);
    const wait = Math.min(Math.max(next - performance.now(), 1), milliseconds, LONGEST_TIMER);
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        waiting.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, wait);
      waiting.add(done);
      signal?.addEventListener('abort', done);
    });
  }

  function find(receiptHandle: string): { message?: Stored } | undefined {
    const handle = readHandle(receiptHandle);
    if (handle === undefined || handle.queue !== name) return undefined;
    const message = messages.get(handle.id);
    return message?.receiveCount === handle.receiveCount ? { message } : {};
  }

  return {
    name,
    arn,
    get closed() {
      return closed;
    },
    send({ body, delayMs = 0, attributes = new Map(), senderId = SENDER_ID }) {
      const message: Stored = {
        id: randomUUID(),
        body,
        md5: createHash('md5').update(body).digest('hex'),
        attributes,
        senderId,
        sentAt: clock.now(),
        firstReceivedAt: undefined,
        receiveCount: 0,
        deadLetterSource: undefined,
        visibleAt: performance.now() + delayMs,
      };
      store(message);
      return message;
    },
    accept(message, deadLetterSource) {
      store({ ...message, deadLetterSource, visibleAt: 0 });
    },
    async receive({ max, visibilityMs, waitMs = 0, signal }) {
      const deadline = performance.now() + waitMs;
      while (!closed && !signal?.aborted) {
        const taken = take(max, visibilityMs);
        const left = deadline - performance.now();
        if (taken.length > 0 || left <= 0) return taken;
        await change(left, signal);
      }
      return [];
    },
    delete(receiptHandle) {
      const found = find(receiptHandle);
      if (found === undefined) return undefined;
      return found.message !== undefined && messages.delete(found.message.id);
    },
    changeVisibility(receiptHandle, milliseconds) {
      const found = find(receiptHandle);
      if (found === undefined) return undefined;
      const now = performance.now();
      if (found.message === undefined || found.message.visibleAt <= now) return false;
      found.message.visibleAt = now + milliseconds;
      wake();
      return true;
    },
    isHeld: (receiptHandle) => find(receiptHandle)?.message?.visibleAt === Number.POSITIVE_INFINITY,
    counts() {
      const now = performance.now();
      const counts = { visible: 0, inFlight: 0, delayed: 0 };
      for (const { visibleAt, receiveCount } of messages.values()) {
        counts[visibleAt <= now ? 'visible' : receiveCount > 0 ? 'inFlight' : 'delayed'] += 1;
      }
      return counts;
    },
    delayedBodies() {
      const now = performance.now();
      const delayed = [...messages.values()].filter((it) => it.visibleAt > now && it.receiveCount === 0);
      return delayed.map(({ body }) => body);
    },
    purge: () => messages.clear(),
    close() {
      closed = true;
      wake();
    },
  };
}

function writeHandle(queue: string, message: QueueMessage): string {
  return `AQEB${Buffer.from(`${queue}/${message.id}/${message.receiveCount}`).toString('base64')}`;
}

function readHandle(text: string): { queue: string; id: string; receiveCount: number } | undefined {
  if (!text.startsWith('AQEB')) return undefined;
  const [queue, id, receiveCount] = Buffer.from(text.slice(4), 'base64').toString('utf8').split('/');
  if (queue === undefined || id === undefined || receiveCount === undefined) return undefined;
  return { queue, id, receiveCount: Number(receiveCount) };
}
