import { beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, NOTHING_EXISTS, synthTrailSide, type TrailSide } from '../../support/synth-trail-side.ts';

const TRAIL = `arn:<AWS::Partition>:cloudtrail:us-east-1:${ACCOUNT}:trail/company-security-audit-trail`;
const EXISTING = `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;

interface Statement {
  readonly Sid?: string;
  readonly Principal: { readonly Service?: string };
}

function statements(side: TrailSide): readonly Statement[] {
  const { KeyPolicy } = side.only('AWS::KMS::Key') as { KeyPolicy: { Statement: readonly Statement[] } };
  return KeyPolicy.Statement;
}

function ofService(side: TrailSide, service: string): readonly Statement[] {
  return statements(side).filter(({ Principal }) => Principal.Service === service);
}

describe('with encryption by AWS’s own keys', () => {
  let side: TrailSide;
  beforeAll(() => {
    side = synthTrailSide();
  });

  it('still has a key of its own for the topics, which the alarms of this account may use', () => {
    expect(ofService(side, 'cloudwatch.amazonaws.com')).toEqual([
      {
        Sid: 'AlarmsNotifyEncryptedTopics',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
        Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
      },
    ]);
    const topics = Object.values(side.template.findResources('AWS::SNS::Topic'));
    expect(topics).toHaveLength(2);
    for (const { Properties } of topics) {
      expect(Properties.KmsMasterKeyId).toEqual({ 'Fn::GetAtt': ['EncryptionKey3A692D6E', 'Arn'] });
    }
  });

  it('lets CloudTrail do nothing with the key, and encrypts neither bucket nor log group nor trail with it', () => {
    expect(ofService(side, 'cloudtrail.amazonaws.com')).toEqual([]);
    expect(side.only('AWS::S3::Bucket').BucketEncryption).toEqual({
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    });
    expect(side.only('AWS::Logs::LogGroup').KmsKeyId).toBeUndefined();
    expect(side.only('AWS::CloudTrail::Trail').KMSKeyId).toBeUndefined();
  });

  it('lets log events be read that were written while the key encrypted them', () => {
    expect(ofService(side, 'logs.us-east-1.<AWS::URLSuffix>')).toHaveLength(1);
  });

  it('turns the key every year, names it, and keeps it: without it nothing can be read', () => {
    side.template.hasResource('AWS::KMS::Key', {
      Properties: { EnableKeyRotation: true },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
    expect(side.only('AWS::KMS::Alias').AliasName).toBe('alias/trailbot');
  });
});

describe('with encryption by a key of the company’s own', () => {
  let side: TrailSide;
  beforeAll(() => {
    side = synthTrailSide({ encryption: 'kms' });
  });

  it('needs one key, for bucket, log group, trail and topics', () => {
    const key = '<EncryptionKey3A692D6E.Arn>';
    const { BucketEncryption } = side.only('AWS::S3::Bucket');
    expect(BucketEncryption).toEqual({
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key },
        },
      ],
    });
    expect(side.only('AWS::Logs::LogGroup').KmsKeyId).toBe(key);
    expect(side.only('AWS::CloudTrail::Trail').KMSKeyId).toBe(key);
  });

  it('lets CloudTrail encrypt for this trail and no other', () => {
    const cloudTrail = {
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Resource: '*',
    };
    expect(ofService(side, 'cloudtrail.amazonaws.com')).toEqual([
      {
        ...cloudTrail,
        Sid: 'CloudTrailEncryptsLogFiles',
        Action: 'kms:GenerateDataKey*',
        Condition: {
          StringEquals: { 'aws:SourceArn': TRAIL },
          StringLike: {
            'kms:EncryptionContext:aws:cloudtrail:arn': `arn:<AWS::Partition>:cloudtrail:*:${ACCOUNT}:trail/*`,
          },
        },
      },
      {
        ...cloudTrail,
        Sid: 'CloudTrailLooksAtTheKey',
        Action: 'kms:DescribeKey',
        Condition: { StringEquals: { 'aws:SourceArn': TRAIL } },
      },
    ]);
  });

  it('lets CloudWatch Logs encrypt the trail’s log group and the bot’s, and no other', () => {
    const group = `arn:<AWS::Partition>:logs:us-east-1:${ACCOUNT}:log-group:`;
    expect(ofService(side, 'logs.us-east-1.<AWS::URLSuffix>')).toMatchObject([
      {
        Condition: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': [
              `${group}CloudTrail/SecurityAuditLogs`,
              `${group}/aws/lambda/trailbot-*`,
            ],
          },
        },
      },
    ]);
  });

  it('lets nobody else use the key but whom the account’s own policies let', () => {
    const others = statements(side).filter(({ Sid }) => Sid === undefined);
    expect(others).toMatchObject([{ Principal: { AWS: `arn:<AWS::Partition>:iam::${ACCOUNT}:root` } }]);
    expect(statements(side)).toHaveLength(5);
  });
});

describe('with a key that is there already', () => {
  it('makes no key, changes none, and encrypts with that one', () => {
    const side = synthTrailSide({
      encryption: 'kms',
      existing: { ...NOTHING_EXISTS, kmsKeyArn: EXISTING },
    });
    side.template.resourceCountIs('AWS::KMS::Key', 0);
    side.template.resourceCountIs('AWS::KMS::Alias', 0);
    side.template.allResourcesProperties('AWS::SNS::Topic', { KmsMasterKeyId: EXISTING });
    expect(side.only('AWS::CloudTrail::Trail').KMSKeyId).toBe(EXISTING);
    expect(side.only('AWS::Logs::LogGroup').KmsKeyId).toBe(EXISTING);
  });

  it('uses it for the topics alone when the rest is encrypted by AWS’s own keys', () => {
    const side = synthTrailSide({ existing: { ...NOTHING_EXISTS, kmsKeyArn: EXISTING } });
    side.template.allResourcesProperties('AWS::SNS::Topic', { KmsMasterKeyId: EXISTING });
    expect(side.only('AWS::CloudTrail::Trail').KMSKeyId).toBeUndefined();
  });
});
