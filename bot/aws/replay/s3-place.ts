// A place in S3 as a person writes it: `s3://bucket/prefix`.
import { TrailbotError } from '../../domain/errors.ts';

export interface S3Place {
  readonly bucket: string;
  /** What keys begin with; of one object, its key. Empty for all. */
  readonly key: string;
}

const START = 's3://';
/** Of a bucket or the alias of an access point: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET = /^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/;

export function isInS3(path: string): boolean {
  return path.startsWith(START);
}

/** @throws TrailbotError `input_unreadable` */
export function parseS3Place(path: string): S3Place {
  const [bucket = ''] = path.slice(START.length).split('/', 1);
  // A key may hold anything, so that a URL's rules would change it.
  if (isInS3(path) && BUCKET.test(bucket))
    return { bucket, key: path.slice(START.length + bucket.length + 1) };
  throw new TrailbotError({
    code: 'input_unreadable',
    message: `${path} names no place in S3.`,
    hint: "Write s3://bucket, s3://bucket/AWSLogs/ or another beginning of the objects' keys.",
  });
}

export function nameObject({ bucket, key }: S3Place): string {
  return `${START}${bucket}/${key}`;
}
