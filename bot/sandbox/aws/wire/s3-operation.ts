// Which S3 operation a request is: by its method, by whether it names a key, and by the subresource in its query.
import type { WireRequest } from './protocol.ts';

export interface S3Target {
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
}

/** `bucket.localhost:4566`, `bucket.s3.us-east-1.amazonaws.com`: the bucket in the host name. */
const VIRTUAL_HOST =
  /^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.(?:localhost|s3[.a-z0-9-]*\.amazonaws\.com)(?::\d+)?$/;

export function s3Target({ path, headers }: WireRequest): S3Target {
  const [pathname = '/', search = ''] = splitOnce(path, '?');
  const parts = decode(pathname.slice(1));
  const query = new URLSearchParams(search);
  const virtual = VIRTUAL_HOST.exec(headers.host ?? '')?.[1];
  if (virtual !== undefined) return { bucket: virtual, key: parts, query };
  const [bucket = '', key = ''] = splitOnce(parts, '/');
  return { bucket, key, query };
}

/** What each subresource is called in an operation's name, for a bucket. */
const SUBRESOURCES: ReadonlyMap<string, string> = new Map([
  ['publicAccessBlock', 'PublicAccessBlock'],
  ['policyStatus', 'BucketPolicyStatus'],
  ['policy', 'BucketPolicy'],
  ['versioning', 'BucketVersioning'],
  ['lifecycle', 'BucketLifecycleConfiguration'],
  ['encryption', 'BucketEncryption'],
  ['location', 'BucketLocation'],
  ['acl', 'BucketAcl'],
  ['tagging', 'BucketTagging'],
  ['logging', 'BucketLogging'],
  ['object-lock', 'ObjectLockConfiguration'],
  ['notification', 'BucketNotificationConfiguration'],
  ['versions', 'ObjectVersions'],
  ['uploads', 'MultipartUploads'],
]);
const VERBS: Readonly<Record<string, string>> = {
  GET: 'Get',
  PUT: 'Put',
  HEAD: 'Head',
  DELETE: 'Delete',
  POST: 'Post',
};

/** A name as in the service model; for what the sandbox lacks, one that tells what was asked for. */
export function s3Operation(request: WireRequest): string {
  const { bucket, key, query } = s3Target(request);
  const verb = VERBS[request.method] ?? 'Unknown';
  if (bucket === '') return verb === 'Get' ? 'ListBuckets' : `${verb}Service`;
  // Query names are the caller's; the SDKs add `x-id` to tell operations apart in logs.
  const asked = [...query.keys()].find((name) => SUBRESOURCES.has(name));
  if (key !== '') return asked === undefined ? `${verb}Object` : `${verb}Object${capital(asked)}`;
  const subresource = SUBRESOURCES.get(asked ?? '');
  if (subresource !== undefined) return `${verb}${subresource}`;
  if (verb === 'Get') return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
  return verb === 'Put' ? 'CreateBucket' : `${verb}Bucket`;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', '');
}

function splitOnce(text: string, at: string): readonly string[] {
  const index = text.indexOf(at);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

/** A path that is no URI encoding is taken as it is: it names nothing. */
function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}
