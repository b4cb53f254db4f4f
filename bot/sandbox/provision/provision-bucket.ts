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
import { archiveRules, archiveStatements } from '../../domain/deployment/archive-rules.ts';
import { tolerate } from './tolerate.ts';

/** Seven years, which is what a company gets that says nothing. */
const ARCHIVE_DAYS = 2_557;

export const PRIVATE = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
} as const;

export interface BucketPlace {
  readonly accountId: string;
  readonly region: string;
  readonly trailName: string;
}

/** Idempotent. */
export async function provisionBucket(s3: S3Client, Bucket: string, place: BucketPlace): Promise<void> {
  const { region } = place;
  const where =
    region === 'us-east-1'
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' } };
  await tolerate('BucketAlreadyOwnedByYou', s3.send(new CreateBucketCommand({ Bucket, ...where })));
  await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: PRIVATE }));
  const { transitions, expireAfterDays, recoverableDays, uploadDays } = archiveRules(ARCHIVE_DAYS);
  await Promise.all([
    s3.send(new PutBucketPolicyCommand({ Bucket, Policy: bucketPolicy(Bucket, place) })),
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
              Transitions: transitions.map(({ storageClass, afterDays }) => ({
                StorageClass: storageClass,
                Days: afterDays,
              })),
              Expiration: { Days: expireAfterDays },
              NoncurrentVersionExpiration: { NoncurrentDays: recoverableDays },
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: uploadDays },
            },
          ],
        },
      }),
    ),
  ]);
}

/** The deployment's, but for its "TLS only": the sandbox speaks plain HTTP. */
export function bucketPolicy(bucket: string, { accountId, region, trailName }: BucketPlace): string {
  const trailArn = `arn:aws:cloudtrail:${region}:${accountId}:trail/${trailName}`;
  const Statement = archiveStatements({ bucketArn: `arn:aws:s3:::${bucket}`, accountId, trailArn });
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
