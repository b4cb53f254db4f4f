// Reads a request's body, decompressed and no larger than the sandbox is willing to hold.
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AwsFault } from '../call.ts';
import { s3Protocol } from './protocol-s3.ts';

const MAX_BYTES = 10 * 1024 * 1024;

const decompress = promisify(gunzip);

/** @throws AwsFault `RequestEntityTooLarge` beyond 10 MB, `SerializationException` for a broken gzip body. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BYTES) throw tooLarge();
  const body = Buffer.concat(chunks);
  // What is put into S3 stays as it is: there the encoding is the object's own.
  const isForS3 = s3Protocol.accepts({ method: '', path: '', headers: request.headers, body });
  return request.headers['content-encoding'] === 'gzip' && !isForS3 ? unzip(body) : body;
}

async function unzip(body: Buffer): Promise<Buffer> {
  try {
    return await decompress(body, { maxOutputLength: MAX_BYTES });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge();
    throw new AwsFault('SerializationException', `The body is not gzip: ${String(cause)}`);
  }
}

function tooLarge(): AwsFault {
  return new AwsFault('RequestEntityTooLarge', 'The body is larger than 10 MB.', { status: 413 });
}
