import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFaults } from '../../../../bot/sandbox/aws/faults.ts';
import { createSqs } from '../../../../bot/sandbox/aws/sqs/sqs.ts';
import { type AwsServer, startAwsServer } from '../../../../bot/sandbox/aws/wire/server.ts';
import { FAST } from '../../../../bot/sandbox/pace.ts';

const NOW = new Date('2026-03-01T12:00:00Z');

let server: AwsServer;
let client: SQSClient;
const sqs = createSqs({
  clock: { now: () => NOW },
  pace: FAST,
  accountId: '123456789012',
  region: 'us-east-1',
  url: () => server.url,
});

beforeAll(async () => {
  server = await startAwsServer({ port: 0, services: { sqs: sqs.service }, faults: createFaults() });
  client = new SQSClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
  });
});
afterAll(async () => {
  client.destroy();
  sqs.close();
  await server.close();
});

async function queue(name: string, attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  return QueueUrl ?? '';
}

async function attributesOf(url: string): Promise<Record<string, string>> {
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] });
  return (await client.send(command)).Attributes ?? {};
}

describe('a message', () => {
  test('is received with the digests that the SDK checks, then deleted', async () => {
    const url = await queue('round-trip');
    const sent = await client.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: 'größer ✓',
        MessageAttributes: {
          trace: { DataType: 'String', StringValue: 'abc' },
          blob: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 255]) },
        },
      }),
    );
    // Calculated apart from this code, byte for byte as the SQS Developer Guide says.
    expect(sent.MD5OfMessageAttributes).toBe('19865f0b148b80cb983fc36d03a056c7');
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MessageAttributeNames: ['tr.*', 'blob'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    expect(Messages[0]).toMatchObject({
      MessageId: sent.MessageId,
      Body: 'größer ✓',
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      Attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(NOW.getTime()) },
      MessageAttributes: { blob: { BinaryValue: new Uint8Array([1, 2, 255]) } },
    });
    await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: Messages[0]?.ReceiptHandle }));
    expect(sqs.queue('round-trip')?.counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  test('ends a long poll the moment it arrives', async () => {
    const url = await queue('long-poll');
    const started = performance.now();
    const polled = client.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }));
    setTimeout(() => sqs.queue('long-poll')?.send({ body: 'now' }), 60);
    expect((await polled).Messages?.[0]?.Body).toBe('now');
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  test('is counted as delayed, visible and in flight, at the given pace', async () => {
    const url = await queue('stages', { VisibilityTimeout: '600' });
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'late', DelaySeconds: 60 }));
    expect(await attributesOf(url)).toMatchObject({ ApproximateNumberOfMessagesDelayed: '1' });
    const polled = await client.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }));
    expect(polled.Messages).toHaveLength(1);
    expect(await attributesOf(url)).toMatchObject({
      ApproximateNumberOfMessagesDelayed: '0',
      ApproximateNumberOfMessagesNotVisible: '1',
    });
    const ReceiptHandle = polled.Messages?.[0]?.ReceiptHandle;
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }),
    );
    expect(await attributesOf(url)).toMatchObject({ ApproximateNumberOfMessages: '1' });
    const again = client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 5 }),
    );
    await expect(again).rejects.toMatchObject({ name: 'MessageNotInflight' });
    await client.send(new PurgeQueueCommand({ QueueUrl: url }));
    expect(await attributesOf(url)).toMatchObject({ ApproximateNumberOfMessages: '0' });
  });

  test('is not deleted by the handle of an earlier receive', async () => {
    const url = await queue('stale', { VisibilityTimeout: '0' });
    sqs.queue('stale')?.send({ body: 'twice' });
    const receive = () => client.send(new ReceiveMessageCommand({ QueueUrl: url }));
    const [first, second] = [await receive(), await receive()];
    const remove = (ReceiptHandle: string | undefined) =>
      client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    await remove(first.Messages?.[0]?.ReceiptHandle);
    expect(sqs.queue('stale')?.counts().visible).toBe(1);
    await remove(second.Messages?.[0]?.ReceiptHandle);
    expect(sqs.queue('stale')?.counts().visible).toBe(0);
    await expect(remove('made-up')).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
  });

  test('moves to the dead-letter queue when it was received too often', async () => {
    await queue('dead');
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:123456789012:dead',
      maxReceiveCount: '2',
    });
    const url = await queue('alive', { VisibilityTimeout: '0', RedrivePolicy });
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'poison' }));
    const receive = () => client.send(new ReceiveMessageCommand({ QueueUrl: url }));
    expect((await receive()).Messages).toHaveLength(1);
    expect((await receive()).Messages).toHaveLength(1);
    expect((await receive()).Messages).toBeUndefined();
    const dead = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: `${server.url}/123456789012/dead`,
        MessageSystemAttributeNames: ['DeadLetterQueueSourceArn'],
      }),
    );
    expect(dead.Messages?.[0]).toMatchObject({
      Body: 'poison',
      Attributes: { DeadLetterQueueSourceArn: 'arn:aws:sqs:us-east-1:123456789012:alive' },
    });
  });

  test.each([
    [{ MessageBody: 'x', DelaySeconds: 901 }, 'DelaySeconds must be >= 0 and <= 900'],
    [{ MessageBody: 'x'.repeat(1_048_577) }, 'Message must be shorter than 1048576 bytes'],
    [{ MessageBody: '\u0000' }, 'Invalid characters found'],
    [{ MessageBody: '' }, 'must contain the parameter MessageBody'],
    [
      { MessageBody: 'x', MessageAttributes: { a: { DataType: 'Thing', StringValue: 'b' } } },
      'invalid message attribute type',
    ],
  ])('is refused: case %#', async (input, message) => {
    const QueueUrl = await queue('refusing');
    const refused = client.send(new SendMessageCommand({ QueueUrl, ...input }));
    await expect(refused).rejects.toThrow(message);
  });
});

describe('a batch', () => {
  test('fails entry by entry', async () => {
    const QueueUrl = await queue('batch');
    const sent = await client.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'good', MessageBody: 'fine' },
          { Id: 'bad', MessageBody: 'late', DelaySeconds: 901 },
        ],
      }),
    );
    expect(sent.Successful?.map((it) => it.Id)).toEqual(['good']);
    expect(sent.Failed).toMatchObject([{ Id: 'bad', SenderFault: true, Code: 'InvalidParameterValue' }]);
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
    const deleted = await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: '1', ReceiptHandle: Messages[0]?.ReceiptHandle },
          { Id: '2', ReceiptHandle: 'made-up' },
        ],
      }),
    );
    expect(deleted.Successful).toEqual([{ Id: '1' }]);
    expect(deleted.Failed).toMatchObject([{ Id: '2', Code: 'ReceiptHandleIsInvalid' }]);
  });

  test.each([
    [[], 'EmptyBatchRequest'],
    [
      [
        { Id: 'a', MessageBody: '1' },
        { Id: 'a', MessageBody: '2' },
      ],
      'BatchEntryIdsNotDistinct',
    ],
    [[{ Id: 'a b', MessageBody: '1' }], 'InvalidBatchEntryId'],
    [
      Array.from({ length: 11 }, (_, i) => ({ Id: `n${i}`, MessageBody: '1' })),
      'TooManyEntriesInBatchRequest',
    ],
    [['a', 'b'].map((Id) => ({ Id, MessageBody: 'x'.repeat(600_000) })), 'BatchRequestTooLong'],
  ])('is refused as a whole: case %#', async (Entries, name) => {
    const QueueUrl = await queue('batch');
    const refused = client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    await expect(refused).rejects.toMatchObject({ name });
  });
});
