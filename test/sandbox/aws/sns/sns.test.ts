import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTopicsCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFaults } from '../../../../bot/sandbox/aws/faults.ts';
import { createSns } from '../../../../bot/sandbox/aws/sns/sns.ts';
import { type AwsServer, startAwsServer } from '../../../../bot/sandbox/aws/wire/server.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:alerts';
const delivered: { queueArn: string; body: string }[] = [];
const sns = createSns({
  clock: { now: () => new Date('2026-03-01T12:00:00.123Z') },
  accountId: '123456789012',
  region: 'us-east-1',
  deliverToQueue: (queueArn, body) => delivered.push({ queueArn, body }),
});
let server: AwsServer;
let client: SNSClient;

beforeAll(async () => {
  server = await startAwsServer({ port: 0, services: { sns: sns.service }, faults: createFaults() });
  client = new SNSClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
  });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});
beforeEach(() => {
  delivered.length = 0;
});

async function topic(name: string): Promise<string> {
  return (await client.send(new CreateTopicCommand({ Name: name }))).TopicArn ?? '';
}

async function subscribe(TopicArn: string, Protocol: string, Endpoint: string, Attributes = {}) {
  return client.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }));
}

describe('a topic', () => {
  test('is made once and listed', async () => {
    const arn = await topic('security-alerts');
    expect(arn).toBe('arn:aws:sns:us-east-1:123456789012:security-alerts');
    expect(await topic('security-alerts')).toBe(arn);
    const { Topics } = await client.send(new ListTopicsCommand());
    expect(Topics?.filter((it) => it.TopicArn === arn)).toHaveLength(1);
  });

  test('counts its subscriptions', async () => {
    const arn = await topic('counted');
    await subscribe(arn, 'sqs', QUEUE);
    await subscribe(arn, 'email', 'alice@example.com');
    await client.send(
      new SetTopicAttributesCommand({
        TopicArn: arn,
        AttributeName: 'DisplayName',
        AttributeValue: 'Alerts & more',
      }),
    );
    const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn: arn }));
    expect(Attributes).toMatchObject({
      SubscriptionsConfirmed: '1',
      SubscriptionsPending: '1',
      DisplayName: 'Alerts & more',
      Owner: '123456789012',
    });
  });

  test('that is not there is told as SNS does', async () => {
    const TopicArn = 'arn:aws:sns:us-east-1:123456789012:nowhere';
    const publish = client.send(new PublishCommand({ TopicArn, Message: 'x' }));
    await expect(publish).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Topic does not exist',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(topic('no spaces')).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('takes its subscriptions along when it is deleted', async () => {
    const arn = await topic('deleted');
    await subscribe(arn, 'sqs', QUEUE);
    await client.send(new DeleteTopicCommand({ TopicArn: arn }));
    const { Subscriptions = [] } = await client.send(new ListSubscriptionsCommand());
    expect(Subscriptions.filter((it) => it.TopicArn === arn)).toEqual([]);
  });
});

describe('publishing', () => {
  test('puts the envelope of SNS into a subscribed queue', async () => {
    const TopicArn = await topic('enveloped');
    const { SubscriptionArn } = await subscribe(TopicArn, 'sqs', QUEUE);
    const { MessageId } = await client.send(
      new PublishCommand({
        TopicArn,
        Subject: 'ALARM: "root" in US East',
        Message: '{"a":"<b> & c"}',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'alarm' } },
      }),
    );
    expect(delivered.map((it) => it.queueArn)).toEqual([QUEUE]);
    const envelope = JSON.parse(delivered[0]?.body ?? '');
    expect(envelope).toEqual({
      Type: 'Notification',
      MessageId,
      TopicArn,
      Subject: 'ALARM: "root" in US East',
      Message: '{"a":"<b> & c"}',
      Timestamp: '2026-03-01T12:00:00.123Z',
      SignatureVersion: '1',
      Signature: expect.stringMatching(/^[A-Za-z0-9+/]{340,}={0,2}$/),
      SigningCertURL: expect.stringMatching(/^https:\/\/sns\.us-east-1\.amazonaws\.com\/.*\.pem$/),
      UnsubscribeURL: expect.stringContaining(SubscriptionArn ?? 'none'),
      MessageAttributes: { kind: { Type: 'String', Value: 'alarm' } },
    });
  });

  test('without a subject leaves the subject out', async () => {
    const TopicArn = await topic('no-subject');
    await subscribe(TopicArn, 'sqs', QUEUE);
    const id = sns.publish(TopicArn, undefined, 'plain');
    const envelope = JSON.parse(delivered[0]?.body ?? '');
    expect(envelope.MessageId).toBe(id);
    expect(envelope).not.toHaveProperty('Subject');
  });

  test('gives the bare message where raw delivery was asked for', async () => {
    const TopicArn = await topic('raw');
    const { SubscriptionArn } = await subscribe(TopicArn, 'sqs', QUEUE);
    const raw = { SubscriptionArn, AttributeName: 'RawMessageDelivery', AttributeValue: 'true' };
    await client.send(new SetSubscriptionAttributesCommand(raw));
    sns.publish(TopicArn, 'subject', 'bare');
    expect(delivered[0]?.body).toBe('bare');
  });

  test('chooses the part for the protocol from a message structure', async () => {
    const TopicArn = await topic('structured');
    await subscribe(TopicArn, 'sqs', QUEUE, { RawMessageDelivery: 'true' });
    const publish = (Message: string) =>
      client.send(new PublishCommand({ TopicArn, Message, MessageStructure: 'json' }));
    await publish('{"default":"all","sqs":"queues"}');
    expect(delivered[0]?.body).toBe('queues');
    await expect(publish('{"sqs":"queues"}')).rejects.toThrow('No default entry');
    await expect(publish('not json')).rejects.toThrow('failed to parse');
  });

  test.each([
    [{ Message: '' }, 'Empty message'],
    [{ Message: 'x'.repeat(262_145) }, 'Message too long'],
    [{ Message: 'x', Subject: 'x'.repeat(101) }, 'Subject'],
    [{ Message: 'x', Subject: 'two\nlines' }, 'Subject'],
  ])('is refused: case %#', async (input, message) => {
    const TopicArn = await topic('refusing');
    const refused = client.send(new PublishCommand({ TopicArn, ...input }));
    await expect(refused).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `Invalid parameter: ${message}`,
    });
  });
});

describe('a subscription', () => {
  test('by mail is pending until its token comes back', async () => {
    const TopicArn = await topic('by-mail');
    const endpoint = 'bob@example.com';
    expect((await subscribe(TopicArn, 'email', endpoint)).SubscriptionArn).toBe('pending confirmation');
    const list = async () =>
      (await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions ?? [];
    expect(await list()).toEqual([
      {
        SubscriptionArn: 'PendingConfirmation',
        Owner: '123456789012',
        Protocol: 'email',
        Endpoint: endpoint,
        TopicArn,
      },
    ]);
    const wrong = client.send(new ConfirmSubscriptionCommand({ TopicArn, Token: 'guess' }));
    await expect(wrong).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const Token = sns.confirmationToken(endpoint);
    const { SubscriptionArn } = await client.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
    expect((await list())[0]?.SubscriptionArn).toBe(SubscriptionArn);
    const { Attributes } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Attributes).toMatchObject({ PendingConfirmation: 'false', RawMessageDelivery: 'false' });
    expect(sns.confirmationToken(endpoint)).toBeUndefined();
  });

  test('is made once for an endpoint, and ends with Unsubscribe', async () => {
    const TopicArn = await topic('twice');
    const first = await subscribe(TopicArn, 'sqs', QUEUE);
    const second = await subscribe(TopicArn, 'sqs', QUEUE);
    expect(second.SubscriptionArn).toBe(first.SubscriptionArn);
    const other = subscribe(TopicArn, 'sqs', QUEUE, { RawMessageDelivery: 'true' });
    await expect(other).rejects.toThrow('already exists with different attributes');
    await client.send(new UnsubscribeCommand({ SubscriptionArn: first.SubscriptionArn }));
    sns.publish(TopicArn, 'nobody', 'hears this');
    expect(delivered).toEqual([]);
  });

  test.each([
    ['sqs', 'not-an-arn', {}],
    ['email', 'no-at-sign', {}],
    ['carrier-pigeon', 'loft', {}],
    ['sqs', QUEUE, { FilterPolicy: '{}' }],
    ['sqs', QUEUE, { Unknown: 'x' }],
  ])('of %s to %s with %j is refused', async (protocol, endpoint, attributes) => {
    const refused = subscribe(await topic('refusing'), protocol, endpoint, attributes);
    await expect(refused).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
