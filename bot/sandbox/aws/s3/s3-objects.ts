// S3's operations on objects: put, get, head, delete, list.
import { AwsFault, type Input, type Service } from '../call.ts';
import type { Clock } from '../clock.ts';
import { integerOf, textOf } from '../input-members.ts';
import { isInput } from '../wire/protocol.ts';
import { type Bucket, objectOf, type StoredObject, storeObject } from './s3-bucket.ts';

const LARGEST_PAGE = 1_000;

export function createObjectOperations(bucketOf: (input: Input) => Bucket, clock: Clock): Service {
  const read = (input: Input): Input => {
    const object = objectOf(bucketOf(input), textOf(input, 'Key') ?? '');
    const asked = textOf(input, 'IfMatch');
    if (asked !== undefined && asked !== object.etag) throw replaced();
    return partOf(object, textOf(input, 'Range'));
  };
  return {
    PutObject(input) {
      const { etag } = storeObject(bucketOf(input), {
        key: textOf(input, 'Key') ?? '',
        body: Buffer.isBuffer(input.Body) ? input.Body : Buffer.alloc(0),
        modifiedAt: clock.now(),
        contentType: textOf(input, 'ContentType') ?? 'binary/octet-stream',
        contentEncoding: textOf(input, 'ContentEncoding'),
        metadata: isInput(input.Metadata) ? (input.Metadata as Record<string, string>) : {},
      });
      return { Headers: { etag } };
    },
    GetObject: read,
    // The server leaves the body out, and says how long it would be.
    HeadObject: read,
    DeleteObject(input) {
      bucketOf(input).objects.delete(textOf(input, 'Key') ?? '');
    },
    ListObjectsV2(input) {
      const query = isInput(input.Query) ? input.Query : {};
      return listObjects(bucketOf(input), query);
    },
  };
}

/** `bytes=0-99`, both ends included. Another form of a range is as none: the whole object. */
function partOf(object: StoredObject, range: string | undefined): Input {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  const headers = headersOf(object);
  const size = object.body.length;
  if (from === undefined || to === undefined) return { Headers: headers, Body: object.body };
  if (Number(from) >= size) throw outOfRange();
  const end = Math.min(Number(to) + 1, size);
  return {
    Headers: { ...headers, 'content-range': `bytes ${from}-${end - 1}/${size}` },
    Body: object.body.subarray(Number(from), end),
  };
}

function outOfRange(): AwsFault {
  return new AwsFault('InvalidRange', 'The requested range is not satisfiable', { status: 416 });
}

function replaced(): AwsFault {
  return new AwsFault('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    status: 412,
  });
}

function headersOf({ etag, modifiedAt, contentType, contentEncoding, metadata }: StoredObject): Input {
  return {
    etag,
    'last-modified': modifiedAt.toUTCString(),
    'content-type': contentType,
    'content-encoding': contentEncoding,
    ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
  };
}

/** Keys in order, folded at `delimiter`; the token is the last key or prefix of the page before. */
function listObjects({ name, objects }: Bucket, query: Input): Input {
  const prefix = textOf(query, 'prefix') ?? '';
  const delimiter = textOf(query, 'delimiter') ?? '';
  const token = textOf(query, 'continuation-token');
  const after = token === undefined ? (textOf(query, 'start-after') ?? '') : fromToken(token);
  const asked = integerOf(query, 'max-keys') ?? LARGEST_PAGE;
  if (!(asked >= 0)) throw new AwsFault('InvalidArgument', 'max-keys must not be negative.');

  const found = new Map<string, StoredObject | undefined>();
  for (const [key, object] of [...objects].sort(([left], [right]) => (left < right ? -1 : 1))) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const folded = end < 0 ? key : key.slice(0, end + delimiter.length);
    if (folded > after && !found.has(folded)) found.set(folded, end < 0 ? object : undefined);
  }
  const page = [...found].slice(0, Math.min(asked, LARGEST_PAGE));
  const last = page.at(-1)?.[0];
  const isTruncated = found.size > page.length && last !== undefined;
  return {
    Name: name,
    Prefix: prefix,
    Delimiter: delimiter || undefined,
    MaxKeys: asked,
    KeyCount: page.length,
    IsTruncated: isTruncated,
    ContinuationToken: token,
    NextContinuationToken: isTruncated ? Buffer.from(last).toString('base64') : undefined,
    Contents: page.flatMap(([, object]) => (object ? [describe(object)] : [])),
    CommonPrefixes: page.flatMap(([key, object]) => (object ? [] : [{ Prefix: key }])),
  };
}

function describe({ key, modifiedAt, etag, body }: StoredObject): Input {
  return { Key: key, LastModified: modifiedAt, ETag: etag, Size: body.length, StorageClass: 'STANDARD' };
}

function fromToken(token: string): string {
  return Buffer.from(token, 'base64').toString();
}
