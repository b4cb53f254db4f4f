// Fetches one object from S3: at once where it is small, part after part where it is large.
import { GetObjectCommand, type GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { TrailbotError } from '../../domain/errors.ts';
import { nameOf } from './aws-access.ts';
import type { BucketClients } from './bucket-clients.ts';
import { parseS3Place, type S3Place } from './s3-place.ts';

export interface Fetched {
  readonly first: Buffer;
  /** Of a large object: what comes after, fetched as it is asked for. Throws as {@link fetchObject} does. */
  readonly rest?: AsyncIterable<Buffer>;
}

/**
 * CloudTrail's own files are smaller. Several are on their way at a time, and each may wait as long as it must: a stream
 * that nobody reads would be closed.
 */
export const PART_BYTES = 4_194_304;
/** What breaks while the bytes come, the SDK does not try again. */
const ATTEMPTS = 3;

/**
 * @param name - `s3://bucket/key`
 * @throws TrailbotError `input_unreadable`, whose message is the reason alone: it is told beside the name
 */
export async function fetchObject(name: string, clients: BucketClients): Promise<Fetched> {
  const place = parseS3Place(name);
  try {
    const { bytes, total, etag } = await fetchPart(place, clients, 0, undefined);
    if (bytes.length >= total) return { first: bytes };
    return { first: bytes, rest: fetchRest(place, clients, { from: bytes.length, total, etag }) };
  } catch (error) {
    // A range of nothing is none.
    if (nameOf(error) === 'InvalidRange') return { first: Buffer.alloc(0) };
    throw unreadable(error);
  }
}

interface Rest {
  readonly from: number;
  readonly total: number;
  readonly etag: string | undefined;
}

async function* fetchRest(place: S3Place, clients: BucketClients, rest: Rest): AsyncGenerator<Buffer> {
  for (let at = rest.from; at < rest.total; at += PART_BYTES) {
    try {
      yield (await fetchPart(place, clients, at, rest.etag)).bytes;
    } catch (error) {
      throw unreadable(error);
    }
  }
}

async function fetchPart(
  { bucket, key }: S3Place,
  clients: BucketClients,
  from: number,
  etag: string | undefined,
) {
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    Range: `bytes=${from}-${from + PART_BYTES - 1}`,
    IfMatch: etag,
  });
  const client = await clients(bucket);
  for (let attempt = 1; ; attempt += 1) {
    const answer = await client.send(command);
    const bytes = await bytesOf(answer, attempt);
    if (bytes !== undefined) return { bytes, total: totalOf(answer, bytes), etag: answer.ETag };
  }
}

/** Undefined when they broke off and may be tried once more. */
async function bytesOf({ Body }: GetObjectCommandOutput, attempt: number): Promise<Buffer | undefined> {
  try {
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch (error) {
    if (attempt < ATTEMPTS) return undefined;
    throw error;
  }
}

/** `bytes 0-4194303/10000000` */
function totalOf({ ContentRange = '' }: GetObjectCommandOutput, bytes: Buffer): number {
  const total = /\/(\d+)$/.exec(ContentRange)?.[1];
  return total === undefined ? bytes.length : Number(total);
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['InvalidObjectState', 'It is archived (Glacier): restore it first.'],
  ['NoSuchKey', 'It was deleted meanwhile.'],
  ['PreconditionFailed', 'It was replaced while it was read.'],
  ['AccessDenied', 'AWS refused it: you need s3:GetObject.'],
]);

function unreadable(cause: unknown): TrailbotError {
  const name = nameOf(cause);
  const said = cause instanceof Error ? cause.message : '';
  const refused = name === 'AccessDenied' || name.startsWith('KMS.');
  const message =
    refused && /kms/i.test(`${name} ${said}`)
      ? 'AWS refused to decrypt it: you need kms:Decrypt on the key that encrypts it.'
      : (REASONS.get(name) ?? `It could not be fetched: ${name}.`);
  const hint = 'Replay the rest, or give the right that is missing and replay it again.';
  return new TrailbotError({ code: 'input_unreadable', message, hint, cause });
}
