import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
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

describe('a queue', () => {
  test('is made once: the same name and attributes give the same URL', async () => {
    const url = await queue('once', { VisibilityTimeout: '60' });
    expect(url).toBe(`${server.url}/123456789012/once`);
    expect(await queue('once', { VisibilityTimeout: '60' })).toBe(url);
    await expect(queue('once', { VisibilityTimeout: '61' })).rejects.toMatchObject({
      name: 'QueueNameExists',
    });
    expect((await client.send(new GetQueueUrlCommand({ QueueName: 'once' }))).QueueUrl).toBe(url);
  });

  test('that is not there is told by the error the SDK knows', async () => {
    const missing = `${server.url}/123456789012/nowhere`;
    const receive = client.send(new ReceiveMessageCommand({ QueueUrl: missing }));
    await expect(receive).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      message: 'The specified queue does not exist.',
    });
    const elsewhere = client.send(
      new GetQueueUrlCommand({ QueueName: 'once', QueueOwnerAWSAccountId: '210987654321' }),
    );
    await expect(elsewhere).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });

  test('is listed by prefix, page by page', async () => {
    await Promise.all(['list-a', 'list-b', 'list-c'].map((name) => queue(name)));
    const first = await client.send(new ListQueuesCommand({ QueueNamePrefix: 'list-', MaxResults: 2 }));
    const rest = await client.send(
      new ListQueuesCommand({ QueueNamePrefix: 'list-', MaxResults: 2, NextToken: first.NextToken }),
    );
    const names = [...(first.QueueUrls ?? []), ...(rest.QueueUrls ?? [])].map((url) => url.split('/').at(-1));
    expect(names).toEqual(['list-a', 'list-b', 'list-c']);
    expect(rest.NextToken).toBeUndefined();
  });

  test('shows its attributes, with texts as values', async () => {
    const url = await queue('attributes');
    expect(await attributesOf(url)).toMatchObject({
      QueueArn: 'arn:aws:sqs:us-east-1:123456789012:attributes',
      VisibilityTimeout: '30',
      ApproximateNumberOfMessages: '0',
      CreatedTimestamp: String(NOW.getTime() / 1_000),
    });
    await client.send(
      new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { VisibilityTimeout: '5' } }),
    );
    expect(await attributesOf(url)).toMatchObject({ VisibilityTimeout: '5' });
  });

  test.each([
    [{ VisibilityTimeout: '43201' }, 'InvalidAttributeValue'],
    [{ DelaySeconds: '-1' }, 'InvalidAttributeValue'],
    [{ NoSuchAttribute: '1' }, 'InvalidAttributeName'],
    [{ FifoQueue: 'true' }, 'UnsupportedOperation'],
    [
      {
        RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:no","maxReceiveCount":1}',
      },
      'InvalidParameterValue',
    ],
    [{ RedrivePolicy: 'null' }, 'InvalidParameterValue'],
  ])('refuses the attributes %j', async (attributes, name) => {
    const refused = queue('refused', attributes as Record<string, string>);
    await expect(refused).rejects.toMatchObject({ name });
  });

  test('is gone after its deletion', async () => {
    const url = await queue('short-lived');
    await client.send(new DeleteQueueCommand({ QueueUrl: url }));
    await expect(attributesOf(url)).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });
});
