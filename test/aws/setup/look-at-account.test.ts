// What is in an account before a deployment, read by the real adapters from the sandbox's AWS.

import { PutBucketEncryptionCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccountLook } from '../../../bot/aws/setup/look-at-account.ts';
import { createStoredSecrets } from '../../../bot/aws/setup/stored-secrets.ts';
import { archiveBucket, LOG_GROUP, TABLE, TRAIL_NAME } from '../../../bot/domain/naming.ts';
import { clientOptions } from '../../../bot/entry/connect.ts';
import type { AccountLook } from '../../../bot/ports/setup.ts';
import { startWorld, type TestWorld } from '../../support/world.ts';

let world: TestWorld;
let look: AccountLook;
let ssm: SSMClient;
beforeAll(async () => {
  world = await startWorld(['cloudtrail-changes']);
  look = createAccountLook(clientOptions(world.config));
  ssm = new SSMClient(clientOptions(world.config));
});
afterAll(() => world.close());

describe('a look at the account', () => {
  it('tells whose credentials these are', async () => {
    expect(await look.caller()).toEqual({
      accountId: '123456789012',
      arn: expect.stringMatching(/^arn:aws:.*123456789012/),
    });
  });

  it('finds the trail with what it records', async () => {
    const [trail, ...others] = await look.trails();
    expect(others).toEqual([]);
    expect(trail).toMatchObject({
      name: TRAIL_NAME,
      accountId: '123456789012',
      homeRegion: 'us-east-1',
      description: { IsMultiRegionTrail: true },
      selectors: { value: expect.anything() },
    });
  });

  it('finds the log group with its filters, and no other that begins alike', async () => {
    const found = await look.logGroup(LOG_GROUP);
    expect(found?.description.logGroupName).toBe(LOG_GROUP);
    expect(found?.filters.map(({ filterName }) => filterName)).toContain('cloudtrail-changes');
    expect(found?.subscriptions).toHaveLength(1);
    expect(await look.logGroup(LOG_GROUP.slice(0, -1))).toBeUndefined();
  });

  it('finds the bucket with its policy, or none', async () => {
    const found = await look.bucket(archiveBucket('123456789012'));
    expect(found).toEqual({ policy: expect.stringContaining('"Sid":"CloudTrailWrites"') });
    expect(await look.bucket('nobody-has-this-one')).toBeUndefined();
  });

  it('finds the table with its keys, topics, alarms and roles, or none', async () => {
    expect(await look.table(TABLE)).toEqual(['pk', 'sk']);
    expect(await look.table('another')).toBeUndefined();
    const { sns } = world.clients;
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'theirs' }));
    expect(await look.topic(TopicArn)).toMatchObject({ keyId: undefined });
    expect(await look.topic(`${TopicArn}-2`)).toBeUndefined();
    const names = [...Array.from({ length: 120 }, (_, index) => `none-${index}`), 'cloudtrail-changes'];
    expect(await look.alarms(names)).toEqual(['cloudtrail-changes']);
    expect(await look.hasRole('trailbot-contain')).toBe(true);
    expect(await look.hasRole('nobody')).toBe(false);
  });

  it('tells whom a topic writes to by email, and who has confirmed it', async () => {
    const { sns } = world.clients;
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'with-readers' }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'alex@example.com' }));
    const queue = 'arn:aws:sqs:us-east-1:123456789012:theirs';
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queue }));
    expect(await look.emailsOf(TopicArn)).toEqual([{ email: 'alex@example.com', isConfirmed: false }]);
  });

  it('tells the key that a bucket encrypts with, or none', async () => {
    const s3 = new S3Client({ ...clientOptions(world.config), forcePathStyle: true });
    const Bucket = archiveBucket('123456789012');
    expect(await look.bucketKey(Bucket)).toBeUndefined();
    const keyId = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555';
    const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyId } as const;
    const Rules = [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: true }];
    const ServerSideEncryptionConfiguration = { Rules };
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    expect(await look.bucketKey(Bucket)).toEqual({ keyId, isBucketKey: true });
    expect(await look.bucketKey('nobody-has-this-one')).toBeUndefined();
  });

  it('tells which version the CDK was set up in, if it was', async () => {
    expect(await look.bootstrapVersion()).toBeUndefined();
    const Name = '/cdk-bootstrap/hnb659fds/version';
    await ssm.send(new PutParameterCommand({ Name, Value: '30', Type: 'String' }));
    expect(await look.bootstrapVersion()).toBe(30);
    await ssm.send(new DeleteParameterCommand({ Name }));
  });
});

describe('the secrets that connecting stored', () => {
  it('are listed by name, and deleted, also when one of them is gone', async () => {
    const secrets = createStoredSecrets(ssm);
    const Name = '/trailbot/slack-bot-token';
    await ssm.send(new PutParameterCommand({ Name, Value: 'x', Type: 'SecureString', Overwrite: true }));
    expect(await secrets.list()).toContain(Name);
    await secrets.delete([Name, '/trailbot/slack-signing-secret', Name]);
    expect(await secrets.list()).toEqual([]);
  });
});

describe('a look without credentials, or without leave', () => {
  const fail = (operation: string, code: string, status = 400) =>
    world.aws.faults.add({ operation, code, status, times: 1 });

  it('gives no caller when AWS does not take the credentials', async () => {
    fail('GetCallerIdentity', 'ExpiredToken', 403);
    expect(await look.caller()).toBeUndefined();
  });

  it('takes no other failure for that', async () => {
    fail('GetCallerIdentity', 'InvalidAction');
    await expect(look.caller()).rejects.toMatchObject({ code: 'aws_failed' });
  });

  it('tells whoever deploys what they need, not what a function does', async () => {
    fail('DescribeLogGroups', 'AccessDeniedException');
    await expect(look.logGroup(LOG_GROUP)).rejects.toMatchObject({
      code: 'aws_denied',
      hint: 'You need logs:DescribeLogGroups: let somebody run this who has it, then try again.',
    });
  });

  it('keeps a trail whose selectors it may not read', async () => {
    fail('GetEventSelectors', 'AccessDeniedException');
    const [trail] = await look.trails();
    expect(trail).toMatchObject({
      name: TRAIL_NAME,
      selectors: { because: expect.stringContaining('refused') },
    });
  });

  it('calls a bucket foreign that it may not look at', async () => {
    fail('HeadBucket', 'AccessDenied', 403);
    expect(await look.bucket('somebody-elses')).toBe('foreign');
  });
});
