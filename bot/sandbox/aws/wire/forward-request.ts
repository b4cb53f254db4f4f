// Passes a request on, as it is, to another server on this machine that implements the service.
import { Agent, request as httpRequest } from 'node:http';
import { AwsFault } from '../call.ts';
import type { WireAnswer, WireRequest } from './protocol.ts';

export interface Forwarder {
  forward(request: WireRequest): Promise<WireAnswer>;
  close(): void;
}

/** @throws AwsFault `ServiceUnavailable` from `forward` when nothing answers at `url`. */
export function createForwarder(url: string): Forwarder {
  const agent = new Agent({ keepAlive: true });
  return {
    close: () => agent.destroy(),
    forward: (request) =>
      new Promise((resolve, reject) => {
        const { 'transfer-encoding': _chunked, 'content-encoding': _gzip, ...headers } = request.headers;
        const outgoing = httpRequest(new URL(request.path, url), {
          agent,
          method: request.method,
          headers: { ...headers, 'content-length': request.body.length },
        });
        outgoing.on('error', (cause) => {
          reject(
            new AwsFault('ServiceUnavailable', `nothing answers at ${url}: ${cause.message}`, {
              status: 503,
            }),
          );
        });
        outgoing.on('response', async (response) => {
          try {
            const body = Buffer.concat(await response.toArray());
            resolve({ status: response.statusCode ?? 500, headers: passedOn(response.headers), body });
          } catch (cause) {
            reject(new AwsFault('ServiceUnavailable', `${url} broke off: ${String(cause)}`, { status: 503 }));
          }
        });
        outgoing.end(request.body);
      }),
  };
}

function passedOn(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const kept = Object.entries(headers).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' &&
      !['connection', 'keep-alive', 'transfer-encoding', 'content-length'].includes(entry[0]),
  );
  return Object.fromEntries(kept);
}
