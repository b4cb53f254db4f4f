// A client for each bucket, in the bucket's own Region.
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { type AwsAccess, optionsOf } from './aws-access.ts';

/** Never rejects: what is wrong with the bucket, the first call that needs it says better. */
export type BucketClients = (bucket: string) => Promise<S3Client>;

/** Asked where nobody has said which Region is meant; it knows where each bucket is. */
const ANY_REGION = 'us-east-1';
const ATTEMPTS = 5;

/** One client for each Region, made when a bucket in it is asked for. */
export function createBucketClients(access: AwsAccess): BucketClients {
  const byRegion = new Map<string, S3Client>();
  const byBucket = new Map<string, Promise<S3Client>>();

  function create(region: string | undefined): S3Client {
    return new S3Client({
      ...optionsOf(access),
      ...(region !== undefined && { region }),
      maxAttempts: ATTEMPTS,
      followRegionRedirects: true,
      forcePathStyle: access.endpoint !== undefined || access.pathStyle === true,
    });
  }

  function clientIn(region: string): S3Client {
    const client = byRegion.get(region) ?? create(region);
    byRegion.set(region, client);
    return client;
  }

  /** Following a redirect with each object would be two requests for one. */
  async function find(bucket: string): Promise<S3Client> {
    const region = access.region ?? (await usualRegion(create(undefined)));
    const usual = clientIn(region);
    try {
      const { BucketRegion = region } = await usual.send(new HeadBucketCommand({ Bucket: bucket }));
      return clientIn(BucketRegion);
    } catch {
      // Whoever may list a bucket need not be told where it is: a redirect tells as well.
      return usual;
    }
  }

  return (bucket) => {
    const client = byBucket.get(bucket) ?? find(bucket);
    byBucket.set(bucket, client);
    return client;
  };
}

async function usualRegion(client: S3Client): Promise<string> {
  try {
    return await client.config.region();
  } catch {
    // Nobody has said which, neither in the environment nor in a profile.
    return ANY_REGION;
  } finally {
    client.destroy();
  }
}
