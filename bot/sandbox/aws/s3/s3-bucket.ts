// A bucket: its objects in the order of their keys, and its settings as they were put.
import { createHash } from 'node:crypto';
import { AwsFault, type Input } from '../call.ts';

export interface StoredObject {
  readonly key: string;
  readonly body: Buffer;
  readonly etag: string;
  readonly modifiedAt: Date;
  readonly contentType: string;
  readonly contentEncoding: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly createdAt: Date;
  readonly objects: Map<string, StoredObject>;
  publicAccessBlock: Input | undefined;
  /** JSON text. */
  policy: string | undefined;
  versioning: string | undefined;
  lifecycle: readonly unknown[] | undefined;
  encryption: readonly unknown[];
}

/** About what a laptop can spare; the oldest go first. */
const KEPT_OBJECTS = 5_000;
/** What S3 gives every new bucket, since January 2023. */
const DEFAULT_ENCRYPTION = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }];

export function newBucket(name: string, region: string, createdAt: Date): Bucket {
  return {
    name,
    region,
    createdAt,
    objects: new Map(),
    publicAccessBlock: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
    policy: undefined,
    versioning: undefined,
    lifecycle: undefined,
    encryption: DEFAULT_ENCRYPTION,
  };
}

export function storeObject({ objects }: Bucket, object: Omit<StoredObject, 'etag'>): StoredObject {
  const etag = `"${createHash('md5').update(object.body).digest('hex')}"`;
  const stored = { ...object, etag };
  objects.delete(object.key);
  objects.set(object.key, stored);
  const oldest = objects.keys().next().value;
  if (objects.size > KEPT_OBJECTS && oldest !== undefined) objects.delete(oldest);
  return stored;
}

/** @throws AwsFault `NoSuchKey` */
export function objectOf({ objects }: Bucket, key: string): StoredObject {
  const object = objects.get(key);
  if (object !== undefined) return object;
  throw new AwsFault('NoSuchKey', 'The specified key does not exist.', { status: 404, fields: { Key: key } });
}
