// What S3 says of the trail's bucket. "There is none" comes as an error, each with a name of its own.
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { BucketReadings } from '../../domain/health/judge-bucket.ts';
import type { TrailDescription } from '../../domain/health/judge-trail.ts';
import type { Reading } from '../../domain/health/reading.ts';
import { andThen, type ReadOnce, unlessMissing } from './read-once.ts';

export async function readBucket(
  s3: S3Client,
  read: ReadOnce,
  trail: Reading<TrailDescription>,
): Promise<BucketReadings> {
  const ask = <T>(
    action: string,
    call: (Bucket: string, options: { readonly abortSignal: AbortSignal }) => Promise<T>,
  ) => andThen(trail, ({ S3BucketName = '' }) => read(action, (options) => call(S3BucketName, options)));

  const [publicAccessBlock, policyIsPublic, versioning, lifecycle, encryption] = await Promise.all([
    ask('s3:GetBucketPublicAccessBlock', async (Bucket, options) => {
      const call = s3.send(new GetPublicAccessBlockCommand({ Bucket }), options);
      return (await unlessMissing(['NoSuchPublicAccessBlockConfiguration'], call))
        ?.PublicAccessBlockConfiguration;
    }),
    ask('s3:GetBucketPolicyStatus', async (Bucket, options) => {
      const call = s3.send(new GetBucketPolicyStatusCommand({ Bucket }), options);
      return (await unlessMissing(['NoSuchBucketPolicy'], call))?.PolicyStatus?.IsPublic === true;
    }),
    ask(
      's3:GetBucketVersioning',
      async (Bucket, options) => (await s3.send(new GetBucketVersioningCommand({ Bucket }), options)).Status,
    ),
    ask('s3:GetLifecycleConfiguration', async (Bucket, options) => {
      const call = s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }), options);
      return (await unlessMissing(['NoSuchLifecycleConfiguration'], call))?.Rules ?? [];
    }),
    ask('s3:GetEncryptionConfiguration', async (Bucket, options) => {
      const call = s3.send(new GetBucketEncryptionCommand({ Bucket }), options);
      const answer = await unlessMissing(['ServerSideEncryptionConfigurationNotFoundError'], call);
      const [rule] = answer?.ServerSideEncryptionConfiguration?.Rules ?? [];
      return rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm;
    }),
  ]);
  return { publicAccessBlock, policyIsPublic, versioning, lifecycle, encryption };
}
