// Lists what lies at a place in S3: page after page, in the order of keys, past the days that nobody asked for.
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { TrailbotError } from '../../domain/errors.ts';
import { callAsCaller, causeOf } from '../setup/call-as-caller.ts';
import { explainFailure, nameOf } from './aws-access.ts';
import type { BucketClients } from './bucket-clients.ts';
import { nameObject, parseS3Place, type S3Place } from './s3-place.ts';
import { type Days, readKey, type SkippedByKey } from './trail-key.ts';

export interface Listing {
  readonly clients: BucketClients;
  readonly days: Days;
  /** Is told each object that is not given because its key says that it holds no records. */
  readonly onSkipped: (kind: SkippedByKey) => void;
  readonly signal: AbortSignal;
}

interface Page {
  readonly names: readonly string[];
  readonly skipped: readonly SkippedByKey[];
  /** The next page begins behind this key; undefined when there is none. */
  readonly after: string | undefined;
}

/**
 * The names of the objects to read, `s3://bucket/key`. One page is fetched while the one before is handed out.
 * @param path - `s3://bucket/prefix`
 * @throws TrailbotError `input_unreadable`, `config_missing`, `aws_denied` or `aws_failed`, while it lists
 */
export async function* listObjects(path: string, listing: Listing): AsyncGenerator<string> {
  const place = parseS3Place(path);
  let coming: Promise<Page> | undefined = listPage(place, undefined, listing);
  while (coming !== undefined) {
    const { names, skipped, after }: Page = await coming;
    coming = after === undefined ? undefined : listPage(place, after, listing);
    // Whoever stops listening does not hear how the page ended.
    coming?.catch(() => undefined);
    for (const kind of skipped) listing.onSkipped(kind);
    yield* names;
  }
}

async function listPage(place: S3Place, after: string | undefined, listing: Listing): Promise<Page> {
  const { bucket, key: prefix } = place;
  const { Contents = [], IsTruncated = false } = await ask(place, async () => {
    const client = await listing.clients(bucket);
    const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, StartAfter: after });
    return client.send(command, { abortSignal: listing.signal });
  });
  const names: string[] = [];
  const skipped: SkippedByKey[] = [];
  let last = after;
  for (const { Key: key = '' } of Contents) {
    const says = readKey(key, listing.days);
    last = key;
    if (says === 'read') names.push(nameObject({ bucket, key }));
    else if (says === 'nothing') continue;
    else if ('skip' in says) skipped.push(says.skip);
    else last = says.upTo;
  }
  return { names, skipped, after: IsTruncated ? last : undefined };
}

async function ask<T>(place: S3Place, call: () => Promise<T>): Promise<T> {
  try {
    return await callAsCaller('s3:ListBucket', call);
  } catch (error) {
    throw error instanceof TrailbotError ? explain(place, error) : error;
  }
}

function explain({ bucket }: S3Place, error: TrailbotError): TrailbotError {
  const cause = causeOf(error);
  if (nameOf(cause) === 'NoSuchBucket') {
    return new TrailbotError({
      code: 'input_unreadable',
      message: `There is no bucket ${bucket}.`,
      hint: 'Look at its name: `aws s3 ls` lists those of your account.',
      cause,
    });
  }
  if (error.code === 'aws_denied') {
    return new TrailbotError({
      code: 'aws_denied',
      message: `AWS refused s3:ListBucket on the bucket ${bucket}.`,
      hint: 'You need s3:ListBucket on the bucket, s3:GetObject on its objects and, where a KMS key encrypts them, kms:Decrypt on the key. In another account the bucket’s policy must allow it as well.',
      cause,
    });
  }
  return explainFailure(error, 's3:ListBucket', `The bucket ${bucket}`);
}
