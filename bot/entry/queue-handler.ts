// A Lambda handler for a queue: each message by itself, and only those that failed are delivered again, soon.
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { DeferMessage } from '../aws/defer-message.ts';
import { TrailbotError } from '../domain/errors.ts';
import { retryDelay } from '../domain/retry-delay.ts';
import type { Log } from '../ports/run.ts';
import type { Connect } from './connect.ts';

export type QueueHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;
type Run<Deps> = (body: string, deps: Deps) => Promise<void>;

/** Naming a message in the answer is rethrowing for it: SQS delivers it again, and in the end to the DLQ. */
export function createQueueHandler<Deps extends { readonly log: Log }>(
  connect: Connect<Deps>,
  run: Run<Deps>,
  defer: DeferMessage,
): QueueHandler {
  async function handle({
    body,
    messageId,
    receiptHandle,
    attributes,
  }: SQSRecord): Promise<string | undefined> {
    const deps = connect();
    try {
      await run(body, deps);
      return undefined;
    } catch (error) {
      const received = Number(attributes.ApproximateReceiveCount);
      // Two runs that meet at one incident are no trouble: one of them comes again in a moment.
      const met = error instanceof TrailbotError && error.code === 'conflict';
      deps.log[met ? 'info' : 'error']('failed, to be delivered again', { messageId, received, error });
      await defer(receiptHandle, retryDelay(received)).catch((cause: unknown) =>
        deps.log.warn('not deferred: it comes again after the visibility timeout', {
          messageId,
          error: cause,
        }),
      );
      return messageId;
    }
  }

  return async ({ Records }) => {
    const failed = await Promise.all(Records.map(handle));
    return {
      batchItemFailures: failed
        .filter((id) => id !== undefined)
        .map((itemIdentifier) => ({ itemIdentifier })),
    };
  };
}
