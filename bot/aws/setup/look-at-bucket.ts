// Tells whether a bucket's name is free, the account's own or somebody else's, its policy, and what it encrypts with.
import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { AccountLook } from '../../ports/setup.ts';
import type { ClientOptions } from '../clients.ts';
import { callAsCaller, callUnlessMissing, causeOf } from './call-as-caller.ts';

export function createBucketLook(options: ClientOptions): Pick<AccountLook, 'bucket' | 'bucketKey'> {
  const s3 = new S3Client({
    ...options,
    // It may be in another Region than the trail.
    followRegionRedirects: true,
    // Buckets have no host names of their own at an endpoint that is not AWS's.
    forcePathStyle: options.endpoint !== undefined,
  });

  /** An answer to HEAD has no body that could name the error. */
  async function head(Bucket: string): Promise<'own' | 'foreign' | undefined> {
    try {
      await callAsCaller('s3:ListBucket', () => s3.send(new HeadBucketCommand({ Bucket })));
      return 'own';
    } catch (error) {
      const status = statusOf(causeOf(error));
      if (status === 404) return undefined;
      if (status === 403) return 'foreign';
      throw error;
    }
  }

  return {
    async bucket(Bucket) {
      const found = await head(Bucket);
      if (found !== 'own') return found;
      const answer = await callUnlessMissing('s3:GetBucketPolicy', ['NoSuchBucketPolicy'], () =>
        s3.send(new GetBucketPolicyCommand({ Bucket })),
      );
      return { policy: answer?.Policy };
    },

    async bucketKey(Bucket) {
      const missing = ['ServerSideEncryptionConfigurationNotFoundError', 'NoSuchBucket'];
      const answer = await callUnlessMissing('s3:GetEncryptionConfiguration', missing, () =>
        s3.send(new GetBucketEncryptionCommand({ Bucket })),
      );
      const rules = answer?.ServerSideEncryptionConfiguration?.Rules ?? [];
      // Without an id it is the key that AWS manages for S3, with which CloudTrail has nothing to do.
      return rules
        .flatMap(
          ({ ApplyServerSideEncryptionByDefault: { KMSMasterKeyID: keyId } = {}, BucketKeyEnabled }) =>
            keyId === undefined ? [] : [{ keyId, isBucketKey: BucketKeyEnabled ?? false }],
        )
        .at(0);
    },
  };
}

function statusOf(error: (Error & { readonly $metadata?: unknown }) | undefined): unknown {
  const metadata: { readonly httpStatusCode?: unknown } = error?.$metadata ?? {};
  return metadata.httpStatusCode;
}
