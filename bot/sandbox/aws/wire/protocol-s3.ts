// S3's REST-XML: the operation is in method and path, the input in path, headers and body, the output in XML or bytes.
import { XMLParser } from 'fast-xml-parser';
import { AwsFault, type Input } from '../call.ts';
import { isInput, type Protocol, type WireAnswer, type WireRequest } from './protocol.ts';
import { s3Operation, s3Target } from './s3-operation.ts';
import { escapeXml } from './xml.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const META = 'x-amz-meta-';

/** Operations whose body is text or bytes and no XML. */
const RAW = new Set(['PutObject', 'PutBucketPolicy']);
/** The outermost element of an answer; an operation that is not here answers without a body. */
const ROOTS: ReadonlyMap<string, string> = new Map([
  ['ListBuckets', 'ListAllMyBucketsResult'],
  ['ListObjectsV2', 'ListBucketResult'],
  ['GetBucketLocation', 'LocationConstraint'],
  ['GetPublicAccessBlock', 'PublicAccessBlockConfiguration'],
  ['GetBucketPolicyStatus', 'PolicyStatus'],
  ['GetBucketVersioning', 'VersioningConfiguration'],
  ['GetBucketLifecycleConfiguration', 'LifecycleConfiguration'],
  ['GetBucketEncryption', 'ServerSideEncryptionConfiguration'],
]);

/**
 * Input members are `Bucket`, `Key`, `Body` (bytes), `Metadata`, `ContentType`, `ContentEncoding`, `Range`, `IfMatch`,
 * `Query`, and `Xml`: the children of the body's outermost element. Output members are `Headers`, `Body` (bytes or text), and else
 * the children of the answer's outermost element; a list is that element again and again.
 */
export const s3Protocol: Protocol = {
  accepts: ({ headers }) => /\/s3\/aws4_request/.test(headers.authorization?.slice(0, 4_096) ?? ''),
  operation: s3Operation,
  parse(request) {
    const { bucket, key, query } = s3Target(request);
    const body = unchunk(request);
    const raw = RAW.has(s3Operation(request));
    return {
      Bucket: bucket,
      Key: key,
      Query: Object.fromEntries(query),
      Body: body,
      ContentType: request.headers['content-type'],
      ContentEncoding: contentEncoding(request),
      Metadata: metadata(request),
      Range: request.headers.range,
      IfMatch: request.headers['if-match'],
      ...(!raw && body.length > 0 && { Xml: parseXml(body) }),
    };
  },
  answer(call, output, requestId) {
    const { Headers, Body, ...members } = output;
    const root = ROOTS.get(call.operation);
    const xml =
      root === undefined ? '' : `<?xml version="1.0" encoding="UTF-8"?>${element(root, members, NAMESPACE)}`;
    const bytes = Body instanceof Uint8Array || typeof Body === 'string' ? Body : xml;
    const headers = isInput(Headers) ? textsOnly(Headers) : {};
    return write('content-range' in headers ? 206 : 200, bytes, requestId, {
      ...(root !== undefined && { 'content-type': 'application/xml' }),
      ...headers,
    });
  },
  fault(call, { code, message, status, fields }, requestId) {
    const error = { Code: code, Message: message, ...fields, RequestId: requestId };
    // HEAD has no body: the client makes its error from the status alone.
    const body = call.operation.startsWith('Head')
      ? ''
      : `<?xml version="1.0" encoding="UTF-8"?>${element('Error', error)}`;
    return write(status, body, requestId, { 'content-type': 'application/xml' });
  },
};

function write(
  status: number,
  body: string | Uint8Array,
  requestId: string,
  headers: Readonly<Record<string, string>>,
): WireAnswer {
  return { status, headers: { ...headers, 'x-amz-request-id': requestId }, body };
}

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  processEntities: true,
});

function parseXml(body: Buffer): Input {
  const parsed: unknown = read(body);
  const root: unknown = isInput(parsed) ? Object.values(parsed)[0] : undefined;
  return isInput(root) ? root : {};
}

function read(body: Buffer): unknown {
  try {
    return parser.parse(body.toString('utf8'), true);
  } catch (cause) {
    throw new AwsFault('MalformedXML', `The XML you provided was not well-formed: ${String(cause)}`);
  }
}

/** `aws-chunked`: hexadecimal length, `;chunk-signature=…`, the bytes, again and again, then trailers. */
function unchunk({ headers, body }: WireRequest): Buffer {
  const kind = headers['x-amz-content-sha256'];
  if (typeof kind !== 'string' || !kind.startsWith('STREAMING-')) return body;
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf('\r\n', at);
    const length = Number.parseInt(body.subarray(at, end).toString('latin1'), 16);
    if (end < 0 || Number.isNaN(length)) throw new AwsFault('IncompleteBody', 'A chunk has no length.');
    if (length === 0) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}

/** `aws-chunked` is about the transfer and not kept. */
function contentEncoding({ headers }: WireRequest): string | undefined {
  const kept = (headers['content-encoding'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'aws-chunked');
  return kept.length === 0 ? undefined : kept.join(',');
}

function metadata({ headers }: WireRequest): Record<string, string> {
  const own = Object.entries(headers).filter(([name]) => name.startsWith(META));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(META.length), String(value)]));
}

function textsOnly(headers: Input): Record<string, string> {
  const texts = Object.entries(headers).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}

function element(name: string, value: unknown, namespace?: string): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('');
  const open = namespace === undefined ? name : `${name} xmlns="${namespace}"`;
  return `<${open}>${content(value)}</${name}>`;
}

function content(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (!isInput(value)) return escapeXml(String(value));
  // The element's own text, as LocationConstraint has.
  if (typeof value.$ === 'string') return escapeXml(value.$);
  return Object.entries(value)
    .map(([name, item]) => element(name, item))
    .join('');
}
