// S3 in memory: buckets with the settings that keep an archive safe, and objects.
import { AwsFault, type Call, type Input, type Service } from '../call.ts';
import type { Clock } from '../clock.ts';
import { textOf } from '../input-members.ts';
import { isInput } from '../wire/protocol.ts';
import { type Bucket, newBucket, storeObject } from './s3-bucket.ts';
import { createBucketSettings } from './s3-bucket-settings.ts';
import { createObjectOperations } from './s3-objects.ts';
import { letsWrite } from './s3-policy.ts';

export interface S3Options {
  readonly clock: Clock;
}

export interface S3 {
  readonly service: Service;
  /** What an AWS service meets that is about to write: S3's error code, or undefined when it may. */
  refusalFor(service: string, bucket: string): string | undefined;
  /** PutObject as an AWS service does it. @throws AwsFault `NoSuchBucket` */
  put(bucket: string, key: string, body: Buffer, contentEncoding: string): void;
}

const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export function createS3({ clock }: S3Options): S3 {
  const buckets = new Map<string, Bucket>();

  function bucketOf(input: Input): Bucket {
    const name = textOf(input, 'Bucket') ?? '';
    const bucket = buckets.get(name);
    if (bucket !== undefined) return bucket;
    throw new AwsFault('NoSuchBucket', 'The specified bucket does not exist', {
      status: 404,
      fields: { BucketName: name },
    });
  }

  const service: Service = {
    CreateBucket(input, { region }: Call) {
      const name = textOf(input, 'Bucket') ?? '';
      if (!NAME.test(name))
        throw new AwsFault('InvalidBucketName', 'The specified bucket is not valid.', {
          fields: { BucketName: name },
        });
      if (buckets.has(name)) {
        throw new AwsFault(
          'BucketAlreadyOwnedByYou',
          'Your previous request to create the named bucket succeeded and you already own it.',
          { status: 409 },
        );
      }
      buckets.set(name, newBucket(name, regionAsked(input) ?? region, clock.now()));
      return { Headers: { location: `/${name}` } };
    },
    HeadBucket: (input) => ({ Headers: { 'x-amz-bucket-region': bucketOf(input).region } }),
    ListBuckets: () => ({
      Buckets: { Bucket: [...buckets.values()].map((it) => ({ Name: it.name, CreationDate: it.createdAt })) },
    }),
    // The first Region has no name here, for old times' sake.
    GetBucketLocation(input) {
      const { region } = bucketOf(input);
      return { $: region === 'us-east-1' ? '' : region };
    },
    ...createBucketSettings(bucketOf),
    ...createObjectOperations(bucketOf, clock),
  };

  return {
    service,
    refusalFor(name, bucketName) {
      const bucket = buckets.get(bucketName);
      if (bucket === undefined) return 'NoSuchBucket';
      return letsWrite(bucket.policy, name) ? undefined : 'AccessDenied';
    },
    put(bucketName, key, body, contentEncoding) {
      const about = { contentType: 'application/json', metadata: {}, modifiedAt: clock.now() };
      storeObject(bucketOf({ Bucket: bucketName }), { key, body, contentEncoding, ...about });
    },
  };
}

function regionAsked({ Xml }: Input): string | undefined {
  return isInput(Xml) ? textOf(Xml, 'LocationConstraint') : undefined;
}
