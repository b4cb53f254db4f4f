import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, NOTHING_EXISTS, synthTrailSide, type TrailSide } from '../../support/synth-trail-side.ts';

const BUCKET = '<ArchiveBucket49F1AC64.Arn>';
const TRAIL = `arn:<AWS::Partition>:cloudtrail:us-east-1:${ACCOUNT}:trail/company-security-audit-trail`;

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Resource: unknown;
}

function statements(side: TrailSide): readonly Statement[] {
  const policy = side.only('AWS::S3::BucketPolicy') as {
    PolicyDocument: { Statement: readonly Statement[] };
  };
  return policy.PolicyDocument.Statement;
}

function rule(side: TrailSide): unknown {
  const { LifecycleConfiguration } = side.only('AWS::S3::Bucket') as {
    LifecycleConfiguration: { Rules: readonly unknown[] };
  };
  const [only, ...more] = LifecycleConfiguration.Rules;
  expect(more).toEqual([]);
  return only;
}

describe('the archive', () => {
  let side: TrailSide;
  beforeAll(() => {
    side = synthTrailSide();
  });

  it('is private, versioned, and has no lists of who may read what', () => {
    expect(side.only('AWS::S3::Bucket')).toMatchObject({
      BucketName: `company-cloudtrail-logs-${ACCOUNT}`,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
    });
  });

  it('lets CloudTrail write for this trail, lets nobody else in, and refuses what is not TLS 1.2', () => {
    const refused = {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:*',
      Resource: [BUCKET, `${BUCKET}/*`],
    };
    const allowed = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } };
    expect(statements(side)).toEqual([
      { ...refused, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      { ...refused, Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
      {
        ...allowed,
        Sid: 'CloudTrailChecksTheBucket',
        Action: 's3:GetBucketAcl',
        Resource: BUCKET,
        Condition: { StringEquals: { 'aws:SourceArn': TRAIL } },
      },
      {
        ...allowed,
        Sid: 'CloudTrailWrites',
        Action: 's3:PutObject',
        Resource: `${BUCKET}/AWSLogs/${ACCOUNT}/*`,
        Condition: {
          StringEquals: { 'aws:SourceArn': TRAIL, 's3:x-amz-acl': 'bucket-owner-full-control' },
        },
      },
    ]);
  });

  it('is never deleted or replaced with what it holds, and neither is its policy', () => {
    const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
    const resources = side.template.toJSON().Resources;
    expect(resources.ArchiveBucket49F1AC64).toMatchObject({ Type: 'AWS::S3::Bucket', ...kept });
    expect(resources.ArchiveBucketPolicy13E3D5ED).toMatchObject({ Type: 'AWS::S3::BucketPolicy', ...kept });
  });

  it('moves all log files to cheaper storage by and by, digests too, and drops them after seven years', () => {
    expect(rule(side)).toEqual({
      Id: 'keep-log-files',
      Status: 'Enabled',
      Transitions: [
        { StorageClass: 'STANDARD_IA', TransitionInDays: 30 },
        { StorageClass: 'GLACIER', TransitionInDays: 90 },
        { StorageClass: 'DEEP_ARCHIVE', TransitionInDays: 365 },
      ],
      ExpirationInDays: 2_557,
      NoncurrentVersionExpiration: { NoncurrentDays: 365 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    });
  });

  it('has no Object Lock that nobody asked for', () => {
    expect(side.only('AWS::S3::Bucket')).not.toHaveProperty('ObjectLockConfiguration');
    expect(side.only('AWS::S3::Bucket')).not.toHaveProperty('ObjectLockEnabled');
  });
});

describe('the archive as the plan wants it', () => {
  it('moves nothing to storage that it would leave at once', () => {
    const { Transitions, ...rest } = rule(synthTrailSide({ archiveDays: 365 })) as Record<string, unknown>;
    expect(Transitions).toEqual([
      { StorageClass: 'STANDARD_IA', TransitionInDays: 30 },
      { StorageClass: 'GLACIER', TransitionInDays: 90 },
    ]);
    expect(rest).toMatchObject({
      ExpirationInDays: 365,
      NoncurrentVersionExpiration: { NoncurrentDays: 365 },
    });
  });

  it('locks log files so that not even root can delete them', () => {
    expect(synthTrailSide({ objectLockDays: 400 }).only('AWS::S3::Bucket')).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 400 } },
      },
    });
  });

  it('takes the log files of an organization, and its own account’s', () => {
    const writes = statements(synthTrailSide({ organizationId: 'o-exampleorgid' })).find(
      ({ Sid }) => Sid === 'CloudTrailWrites',
    );
    expect(writes?.Resource).toEqual([
      `${BUCKET}/AWSLogs/${ACCOUNT}/*`,
      `${BUCKET}/AWSLogs/o-exampleorgid/*`,
    ]);
  });

  it('is right for an account and a partition that are not known yet', () => {
    const side = synthTrailSide({}, {});
    expect(side.only('AWS::S3::Bucket').BucketName).toBe('company-cloudtrail-logs-<AWS::AccountId>');
    expect(statements(side).at(-1)).toMatchObject({
      Resource: `${BUCKET}/AWSLogs/<AWS::AccountId>/*`,
      Condition: {
        StringEquals: {
          'aws:SourceArn':
            'arn:<AWS::Partition>:cloudtrail:us-east-1:<AWS::AccountId>:trail/company-security-audit-trail',
        },
      },
    });
    expect(JSON.stringify(side.template.toJSON())).not.toMatch(/arn:aws[:-]|\d{12}/);
  });

  it('is not made beside an existing bucket, which keeps its policy', () => {
    const { template } = synthTrailSide({ existing: { ...NOTHING_EXISTS, bucket: 'example-trail-logs' } });
    template.resourceCountIs('AWS::S3::Bucket', 0);
    template.resourceCountIs('AWS::S3::BucketPolicy', 0);
    template.hasResource('AWS::CloudTrail::Trail', {
      Properties: { S3BucketName: 'example-trail-logs' },
      DependsOn: Match.absent(),
    });
  });

  it('is not made beside an existing trail', () => {
    const { template } = synthTrailSide({ existing: { ...NOTHING_EXISTS, trail: true } });
    template.resourceCountIs('AWS::S3::Bucket', 0);
    template.resourceCountIs('AWS::S3::BucketPolicy', 0);
  });
});
