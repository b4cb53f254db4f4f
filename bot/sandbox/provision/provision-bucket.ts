// The archive that the trail writes its log files to: private, versioned, encrypted, and kept for years.
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { tolerate } from './tolerate.ts';

/** Seven years, the longest that an audit asks for. */
const KEPT_DAYS = 2_555;
const ARCHIVED_AFTER_DAYS = 90;

export const PRIVATE = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
} as const;

/** Idempotent. */
export async function provisionBucket(
  s3: S3Client,
  Bucket: string,
  accountId: string,
  region: string,
): Promise<void> {
  const place =
    region === 'us-east-1'
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' } };
  await tolerate('BucketAlreadyOwnedByYou', s3.send(new CreateBucketCommand({ Bucket, ...place })));
  await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: PRIVATE }));
  await Promise.all([
    s3.send(new PutBucketPolicyCommand({ Bucket, Policy: bucketPolicy(Bucket, accountId) })),
    s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })),
    s3.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      }),
    ),
    s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: {
          Rules: [
            {
              ID: 'keep-log-files',
              Status: 'Enabled',
              Filter: { Prefix: '' },
              Transitions: [{ Days: ARCHIVED_AFTER_DAYS, StorageClass: 'GLACIER' }],
              Expiration: { Days: KEPT_DAYS },
            },
          ],
        },
      }),
    ),
  ]);
}

/** As CloudTrail asks for: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
export function bucketPolicy(bucket: string, accountId: string): string {
  const cloudTrail = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { ...cloudTrail, Sid: 'AclCheck', Action: 's3:GetBucketAcl', Resource: `arn:aws:s3:::${bucket}` },
      {
        ...cloudTrail,
        Sid: 'Write',
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${bucket}/AWSLogs/${accountId}/*`,
        Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
      },
    ],
  });
}
