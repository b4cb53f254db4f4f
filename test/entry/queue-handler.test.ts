// What a queue's handler answers SQS, and what it says in the log about it.
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { TrailbotError } from '../../bot/domain/errors.ts';
import { createQueueHandler } from '../../bot/entry/queue-handler.ts';
import type { AlertDeps } from '../../bot/flow/alert-deps.ts';

function eventOf(...bodies: readonly string[]): SQSEvent {
  const attributes = { ApproximateReceiveCount: '1' } as SQSRecord['attributes'];
  return {
    Records: bodies.map(
      (body) =>
        ({ messageId: `id of ${body}`, receiptHandle: `handle of ${body}`, body, attributes }) as SQSRecord,
    ),
  };
}

function handlerThatFailsWith(error: Error) {
  const logged: string[] = [];
  const deferred: string[] = [];
  const note = (level: string) => (message: string) => void logged.push(`${level}: ${message}`);
  const log = { info: note('info'), warn: note('warn'), error: note('error') };
  const handler = createQueueHandler(
    () => ({ log }) as unknown as AlertDeps,
    async (body) => {
      if (body === 'bad') throw error;
    },
    async (receiptHandle, seconds) => void deferred.push(`${receiptHandle} by ${seconds > 0}`),
  );
  return { handler, logged, deferred };
}

describe('the handler of a queue', () => {
  it('asks for those messages again that failed, and for no other', async () => {
    const { handler, logged, deferred } = handlerThatFailsWith(new TypeError('oops'));
    const { batchItemFailures } = await handler(eventOf('good', 'bad', 'fine'));
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'id of bad' }]);
    expect(deferred).toEqual(['handle of bad by true']);
    expect(logged).toEqual(['error: failed, to be delivered again']);
  });

  it('raises no alarm when another run is at the same work: the next delivery finds it done', async () => {
    const busy = new TrailbotError({ code: 'conflict', message: 'Another run is at it.', hint: 'Nothing.' });
    const { handler, logged } = handlerThatFailsWith(busy);
    const { batchItemFailures } = await handler(eventOf('bad'));
    expect(batchItemFailures).toHaveLength(1);
    expect(logged).toEqual([expect.stringMatching(/^info: /)]);
  });
});
