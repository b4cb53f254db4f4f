// The SQS operations on the messages of a queue: send, receive, delete, hide.
import type { Pace } from '../../pace.ts';
import { AwsFault, type Input, type Service } from '../call.ts';
import { integerOf, textOf } from '../input-members.ts';
import { batchEntries, runBatch } from './sqs-batch.ts';
import { renderReceived, sendMessage, within } from './sqs-messages.ts';
import type { Queue } from './sqs-queue.ts';
import { numberOf, type QueueEntry, type QueueRegistry } from './sqs-registry.ts';

const LONGEST_VISIBILITY = 43_200;
const LARGEST_BATCH = 1_048_576;

export function messageOperations(registry: QueueRegistry, pace: Pace): Service {
  const send = (entry: QueueEntry, input: Input): Input => {
    const rules = {
      delaySeconds: numberOf(entry, 'DelaySeconds'),
      maximumMessageSize: numberOf(entry, 'MaximumMessageSize'),
    };
    return sendMessage(entry.queue, rules, pace, input);
  };

  return {
    SendMessage: (input) => send(registry.addressed(input), input),
    SendMessageBatch(input) {
      const entry = registry.addressed(input);
      const batch = batchEntries(input, 'SendMessageBatchRequestEntry');
      const bytes = batch.reduce((sum, it) => sum + Buffer.byteLength(textOf(it, 'MessageBody') ?? ''), 0);
      if (bytes > LARGEST_BATCH) {
        throw new AwsFault(
          'BatchRequestTooLong',
          `Batch requests cannot be longer than ${LARGEST_BATCH} bytes. You have sent ${bytes} bytes.`,
        );
      }
      return runBatch(batch, (message) => send(entry, message));
    },
    async ReceiveMessage(input) {
      const entry = registry.addressed(input);
      const wait = integerOf(input, 'WaitTimeSeconds') ?? numberOf(entry, 'ReceiveMessageWaitTimeSeconds');
      const hidden = integerOf(input, 'VisibilityTimeout') ?? numberOf(entry, 'VisibilityTimeout');
      const messages = await entry.queue.receive({
        max: within(integerOf(input, 'MaxNumberOfMessages') ?? 1, 'MaxNumberOfMessages', 1, 10),
        waitMs: within(wait, 'WaitTimeSeconds', 0, 20) * 1_000,
        visibilityMs: within(hidden, 'VisibilityTimeout', 0, LONGEST_VISIBILITY) * 1_000,
      });
      return { Messages: messages.length > 0 ? messages.map((it) => renderReceived(it, input)) : undefined };
    },
    DeleteMessage(input) {
      remove(registry.addressed(input), input);
    },
    DeleteMessageBatch(input) {
      const entry = registry.addressed(input);
      return runBatch(batchEntries(input, 'DeleteMessageBatchRequestEntry'), (it) => remove(entry, it));
    },
    ChangeMessageVisibility(input) {
      const { queue } = registry.addressed(input);
      const handle = textOf(input, 'ReceiptHandle') ?? '';
      const seconds = within(
        integerOf(input, 'VisibilityTimeout') ?? Number.NaN,
        'VisibilityTimeout',
        0,
        LONGEST_VISIBILITY,
      );
      const changed = queue.changeVisibility(handle, pace.queueDelay(seconds));
      if (changed === undefined) throw badHandle(handle);
      if (!changed) {
        throw new AwsFault(
          'MessageNotInflight',
          `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
        );
      }
    },
    PurgeQueue(input) {
      registry.addressed(input).queue.purge();
    },
  };
}

function remove({ queue }: { readonly queue: Queue }, input: Input): Input {
  const handle = textOf(input, 'ReceiptHandle') ?? '';
  if (queue.delete(handle) === undefined) throw badHandle(handle);
  return {};
}

function badHandle(handle: string): AwsFault {
  return new AwsFault(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  );
}
