import type { CloudWatchLogsEvent, Context, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLambda, type Lambda } from '../../../../bot/sandbox/aws/lambda/lambda.ts';
import { createSqs, type Sqs } from '../../../../bot/sandbox/aws/sqs/sqs.ts';
import { FAST, REAL } from '../../../../bot/sandbox/pace.ts';
import { PATIENT } from '../../../support/patience.ts';

const place = { accountId: '123456789012', region: 'us-east-1' };
const clock = { now: () => new Date('2026-03-01T12:00:00Z') };
/** A second of AWS takes a millisecond. */
const pace = { ...FAST, queueDelay: (seconds: number) => seconds };
const EVENT: CloudWatchLogsEvent = { awslogs: { data: 'H4sIAAAAAAAA' } };
let sqs: Sqs;
let lambda: Lambda;

beforeEach(() => {
  sqs = createSqs({ clock, pace, ...place, url: () => 'http://127.0.0.1' });
  const create = (QueueName: string, Attributes = {}) =>
    sqs.service.CreateQueue?.(
      { QueueName, Attributes },
      { service: 'sqs', operation: 'CreateQueue', region: 'us-east-1', accessKeyId: '' },
    );
  create('dead');
  const RedrivePolicy =
    '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:dead","maxReceiveCount":3}';
  create('alerts', { RedrivePolicy, VisibilityTimeout: '20' });
  lambda = createLambda({ sqs, clock, pace, ...place });
});
afterEach(async () => {
  await lambda.close();
  sqs.close();
});

const send = (body: string, delayMs = 0) => sqs.queue('alerts')?.send({ body, delayMs });
const counts = (name: string) => sqs.queue(name)?.counts();
const EMPTY = { visible: 0, inFlight: 0, delayed: 0 };

describe('a mapped queue', () => {
  test('calls the function with an event and a context as AWS makes them', async () => {
    const seen: [SQSEvent, Context][] = [];
    lambda.mapQueue('alerts', async (event, context) => void seen.push([event, context]), {
      functionName: 'trailbot-alert',
    });
    const message = send('{"hello":1}');
    await lambda.settle(PATIENT.timeout);
    const [event, context] = seen[0] ?? [];
    expect(event?.Records).toEqual([
      {
        messageId: message?.id,
        receiptHandle: expect.any(String),
        body: '{"hello":1}',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: '1772366400000',
          SenderId: expect.stringMatching(/^AIDA/),
          ApproximateFirstReceiveTimestamp: '1772366400000',
        },
        messageAttributes: {},
        md5OfBody: message?.md5,
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:alerts',
        awsRegion: 'us-east-1',
      },
    ]);
    expect(context).toMatchObject({
      functionName: 'trailbot-alert',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:trailbot-alert',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      logStreamName: expect.stringMatching(/^2026\/03\/01\/\[\$LATEST\][0-9a-f]{32}$/),
    });
    expect(context?.getRemainingTimeInMillis()).toBeGreaterThan(0);
    expect(counts('alerts')).toEqual(EMPTY);
  });

  test('retries only the messages that the function names', async () => {
    const tries: string[] = [];
    lambda.mapQueue(
      'alerts',
      async ({ Records }) => {
        tries.push(...Records.map((it) => it.body));
        const failed = Records.filter(
          (it) => it.body === 'bad' && it.attributes.ApproximateReceiveCount === '1',
        );
        return { batchItemFailures: failed.map((it) => ({ itemIdentifier: it.messageId })) };
      },
      { functionName: 'f' },
    );
    send('good');
    send('bad');
    await lambda.settle(PATIENT.timeout);
    expect(tries.toSorted()).toEqual(['bad', 'bad', 'good']);
    expect(counts('dead')).toEqual(EMPTY);
  });

  test.each([
    ['throws', () => Promise.reject(new Error('broken'))],
    ['names a message it was not given', async () => ({ batchItemFailures: [{ itemIdentifier: 'other' }] })],
  ])('moves everything to the dead-letter queue when the function %s', async (_what, handler) => {
    lambda.mapQueue('alerts', handler, { functionName: 'f' });
    send('one');
    send('two');
    await lambda.settle(PATIENT.timeout);
    expect(counts('alerts')).toEqual(EMPTY);
    expect(counts('dead')?.visible).toBe(2);
  });

  test('keeps to its batch size and its concurrency', async () => {
    for (let i = 0; i < 10; i += 1) send(String(i));
    let running = 0;
    const most = { batch: 0, running: 0 };
    lambda.mapQueue(
      'alerts',
      async ({ Records }) => {
        running += 1;
        most.batch = Math.max(most.batch, Records.length);
        most.running = Math.max(most.running, running);
        await new Promise((resolve) => setTimeout(resolve, 5));
        running -= 1;
      },
      { functionName: 'f', batchSize: 2, maxConcurrency: 2 },
    );
    await lambda.settle(PATIENT.timeout);
    expect(most).toEqual({ batch: 2, running: 2 });
  });

  test('must be there', () => {
    const map = () => lambda.mapQueue('nowhere', async () => undefined, { functionName: 'f' });
    expect(map).toThrow('There is no queue nowhere');
  });
});

describe('a subscribed function', () => {
  test('is found by name or ARN, and by nothing else', async () => {
    const seen: unknown[] = [];
    expect(lambda.invokeAsync('trailbot-stream', EVENT)).toBe(true);
    lambda.onSubscription('trailbot-stream', async (event) => seen.push(event));
    expect(lambda.invokeAsync('trailbot-stream', EVENT)).toBe(true);
    expect(lambda.invokeAsync('arn:aws:lambda:us-east-1:123456789012:function:trailbot-stream', EVENT)).toBe(
      true,
    );
    expect(lambda.invokeAsync('another', EVENT)).toBe(false);
    await lambda.settle(PATIENT.timeout);
    expect(seen).toEqual([EVENT, EVENT]);
  });

  test('is tried three times, then its event is dropped where it can be found', async () => {
    const started = performance.now();
    let tries = 0;
    lambda.onSubscription('trailbot-stream', async () => {
      tries += 1;
      throw new Error(`failure ${tries}`);
    });
    lambda.invokeAsync('trailbot-stream', EVENT);
    await lambda.settle(PATIENT.timeout);
    expect(tries).toBe(3);
    expect(performance.now() - started).toBeGreaterThan(170);
    expect(lambda.dropped).toMatchObject([
      { functionName: 'trailbot-stream', event: EVENT, error: { message: 'failure 3' } },
    ]);
    expect(lambda.errors).toHaveLength(3);
  });
});

describe('settling', () => {
  test('looks past delayed messages unless it is told not to', async () => {
    const seen: string[] = [];
    lambda.mapQueue('alerts', async ({ Records }) => void seen.push(...Records.map((it) => it.body)), {
      functionName: 'f',
    });
    send('later', 80);
    await lambda.settle(PATIENT.timeout);
    expect(seen).toEqual([]);
    await lambda.settle(PATIENT.timeout, { includeDelayed: () => true });
    expect(seen).toEqual(['later']);
  });

  test('says what is still busy when the time is up', async () => {
    const { promise: held, resolve: finish } = Promise.withResolvers<void>();
    lambda.mapQueue('alerts', () => held, { functionName: 'slow-function' });
    send('held');
    await expect(lambda.settle(30)).rejects.toThrow('slow-function on alerts');
    finish();
    await lambda.settle(PATIENT.timeout);
  });
});

test('closing ends retries and polls at once', async () => {
  lambda.onSubscription('f', () => Promise.reject(new Error('broken')));
  const slow = createLambda({ sqs, clock, pace: REAL, ...place });
  slow.onSubscription('f', () => Promise.reject(new Error('broken')));
  slow.mapQueue('alerts', async () => undefined, { functionName: 'g' });
  slow.invokeAsync('f', EVENT);
  const started = performance.now();
  await slow.close();
  // The next try would come after a minute.
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(slow.invokeAsync('f', EVENT)).toBe(false);
});
