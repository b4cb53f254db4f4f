// Lambda in process: polls queues for their functions, and invokes subscribed functions with retries.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudWatchLogsEvent, Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { STREAM_FUNCTION } from '../../../domain/naming.ts';
import type { Pace } from '../../pace.ts';
import type { Clock } from '../clock.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { Queue, ReceivedMessage } from '../sqs/sqs-queue.ts';
import { createContext, functionArn, type LambdaPlace } from './lambda-context.ts';
import { failedMessages, renderSqsEvent } from './lambda-sqs-event.ts';

export interface LambdaOptions extends LambdaPlace {
  readonly sqs: Sqs;
  readonly clock: Clock;
  readonly pace: Pace;
}

// biome-ignore lint/suspicious/noConfusingVoidType: as in the handler type of aws-lambda
export type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse | void>;
export type SubscriptionHandler = (event: CloudWatchLogsEvent, context: Context) => Promise<unknown>;

export interface QueueMapping {
  readonly functionName: string;
  /** Messages in one event; 10 when left out. */
  readonly batchSize?: number;
  /** Invocations at the same time; 10 when left out. */
  readonly maxConcurrency?: number;
  /** The function's timeout in seconds, for its context; 30 when left out. */
  readonly timeoutSeconds?: number;
}

/** An event that a function could not handle in three tries. */
export interface DroppedEvent {
  readonly functionName: string;
  readonly event: CloudWatchLogsEvent;
  readonly error: unknown;
  readonly at: Date;
}

export interface Lambda {
  /** Starts polling. @throws Error when there is no such queue yet */
  mapQueue(queueName: string, handler: QueueHandler, mapping: QueueMapping): void;
  onSubscription(functionName: string, handler: SubscriptionHandler): void;
  /**
   * Hands an event over as CloudWatch Logs does. False when no function has that name or ARN. The stream function is
   * there from the start, as a deployment makes it before its subscription: without a handler it does nothing.
   */
  invokeAsync(functionNameOrArn: string, event: CloudWatchLogsEvent): boolean;
  /** What was given up after the last retry, oldest first; the last 100. */
  readonly dropped: readonly DroppedEvent[];
  /** Errors that handlers threw, oldest first; the last 100. */
  readonly errors: readonly { readonly functionName: string; readonly error: unknown }[];
  /**
   * Resolves when no function runs or waits for a retry and no mapped queue holds a message that could be received.
   * @param options - `includeDelayed` tells by its body which delayed message is waited for as well. Default: none.
   * @throws Error that names what is still busy after `timeoutMs`
   */
  settle(timeoutMs: number, options?: { readonly includeDelayed?: (body: string) => boolean }): Promise<void>;
  /** Stops polling and waits for the running functions. */
  close(): Promise<void>;
}

/** Lambda's own: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const RETRY_AFTER_SECONDS = [60, 120];
const KEPT = 100;
const DEFAULT_TIMEOUT_SECONDS = 30;

export function createLambda({ sqs, clock, pace, accountId, region }: LambdaOptions): Lambda {
  const place = { accountId, region };
  const stop = new AbortController();
  const mapped = new Set<Queue>();
  const running = new Map<Promise<void>, string>();
  const subscribers = new Map<string, SubscriptionHandler>();
  const dropped: DroppedEvent[] = [];
  const errors: { functionName: string; error: unknown }[] = [];

  function track(work: Promise<void>, what: string): void {
    const done = work.finally(() => running.delete(done));
    running.set(done, what);
  }

  function noteError(functionName: string, error: unknown): void {
    errors.push({ functionName, error });
    if (errors.length > KEPT) errors.shift();
  }

  async function handleBatch(
    queue: Queue,
    messages: readonly ReceivedMessage[],
    handler: QueueHandler,
    { functionName, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS }: QueueMapping,
  ): Promise<void> {
    const started = performance.now();
    const event = renderSqsEvent(messages, queue.arn);
    const context = createContext(functionName, place, clock.now(), timeoutSeconds);
    const failed = await Promise.resolve(handler(event, context)).then(
      (response) => failedMessages(messages, response),
      (error: unknown) => {
        noteError(functionName, error);
        return messages;
      },
    );
    const hidden = queue.closed ? 0 : pace.queueDelay(sqs.visibilityTimeout(queue.name));
    const retryIn = Math.max(0, started + hidden - performance.now());
    for (const message of messages) {
      if (!failed.includes(message)) queue.delete(message.receiptHandle);
      // The function may have said itself when it wants the message again.
      else if (queue.isHeld(message.receiptHandle)) queue.changeVisibility(message.receiptHandle, retryIn);
    }
  }

  async function poll(queue: Queue, handler: QueueHandler, mapping: QueueMapping): Promise<void> {
    const { functionName, batchSize = 10, maxConcurrency = 10 } = mapping;
    const busy = new Set<Promise<void>>();
    while (!stop.signal.aborted && !queue.closed) {
      const messages = await queue.receive({
        max: batchSize,
        // The sandbox never takes a message away from a function that still runs: a person may be debugging it.
        visibilityMs: Number.POSITIVE_INFINITY,
        waitMs: Number.POSITIVE_INFINITY,
        signal: stop.signal,
      });
      if (messages.length === 0) continue;
      const work = handleBatch(queue, messages, handler, mapping).finally(() => busy.delete(work));
      busy.add(work);
      track(work, `${functionName} on ${queue.name}`);
      if (busy.size >= maxConcurrency) await Promise.race(busy);
    }
  }

  async function invoke(
    functionName: string,
    handler: SubscriptionHandler,
    event: CloudWatchLogsEvent,
  ): Promise<void> {
    for (const retryAfter of [...RETRY_AFTER_SECONDS, undefined]) {
      try {
        await handler(event, createContext(functionName, place, clock.now(), DEFAULT_TIMEOUT_SECONDS));
        return;
      } catch (error) {
        noteError(functionName, error);
        if (retryAfter === undefined || stop.signal.aborted) {
          dropped.push({ functionName, event, error, at: clock.now() });
          if (dropped.length > KEPT) dropped.shift();
          return;
        }
        // Aborting the wait makes the next try the last one.
        await sleep(pace.queueDelay(retryAfter), undefined, { signal: stop.signal }).catch(() => undefined);
      }
    }
  }

  function busyWith(includeDelayed: (body: string) => boolean): readonly string[] {
    const queues = [...mapped].filter((queue) => {
      // Delays come first: one that ends between the two looks is seen by the second.
      const delayed = queue.delayedBodies().some(includeDelayed);
      const { visible, inFlight } = queue.counts();
      return delayed || visible + inFlight > 0;
    });
    return [...running.values(), ...queues.map((queue) => `messages in ${queue.name}`)];
  }

  return {
    dropped,
    errors,
    mapQueue(queueName, handler, mapping) {
      const queue = sqs.queue(queueName);
      if (queue === undefined) throw new Error(`There is no queue ${queueName}: provision the sandbox first`);
      mapped.add(queue);
      void poll(queue, handler, mapping);
    },
    onSubscription(functionName, handler) {
      subscribers.set(functionArn(functionName, place), handler);
    },
    invokeAsync(functionNameOrArn, event) {
      const arn = functionNameOrArn.startsWith('arn:')
        ? functionNameOrArn
        : functionArn(functionNameOrArn, place);
      const handler = subscribers.get(arn);
      if (stop.signal.aborted) return false;
      if (handler === undefined) return arn === functionArn(STREAM_FUNCTION, place);
      const functionName = arn.split(':').at(-1) ?? '';
      track(invoke(functionName, handler, event), functionName);
      return true;
    },
    async settle(timeoutMs, { includeDelayed = () => false } = {}) {
      const deadline = performance.now() + timeoutMs;
      for (let busy = busyWith(includeDelayed); busy.length > 0; busy = busyWith(includeDelayed)) {
        if (performance.now() > deadline) {
          throw new Error(`Still busy after ${timeoutMs} ms: ${[...new Set(busy)].join(', ')}`);
        }
        await sleep(5);
      }
    },
    async close() {
      stop.abort();
      await Promise.all(running.keys());
    },
  };
}
