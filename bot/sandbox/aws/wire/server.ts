// The sandbox's AWS endpoint: one HTTP server that the stock aws CLI and the AWS SDKs can talk to.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, SYSTEM_CLOCK } from '../clock.ts';
import type { Faults } from '../faults.ts';
import { createForwarder } from './forward-request.ts';
import type { WireAnswer } from './protocol.ts';
import { readBody } from './read-body.ts';
import { type Gate, type Route, refuse, routeCall, type Services } from './route-call.ts';

export interface AwsServerOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** By signing name, as in the credential scope: `logs`, `monitoring`, `sns`. */
  readonly services: Services;
  readonly faults: Faults;
  /** A DynamoDB of its own (dynalite) that answers what is signed for `dynamodb`. */
  readonly dynamodb?: { readonly url: string };
  /** Added to every answer, in milliseconds. */
  readonly latencyMs?: number;
  readonly clock?: Clock;
  /** Without it everybody may call everything. */
  readonly gate?: Gate;
}

export interface AwsServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on the loopback address. @throws the listen error, for example EADDRINUSE. */
export async function startAwsServer(options: AwsServerOptions): Promise<AwsServer> {
  const { latencyMs = 0, clock = SYSTEM_CLOCK, services, faults } = options;
  const dynamodb = options.dynamodb === undefined ? undefined : createForwarder(options.dynamodb.url);
  const forward = dynamodb ? { dynamodb: dynamodb.forward } : {};
  const route: Route = { services, faults, clock, forward, gate: options.gate };

  const server = createServer(async (request, response) => {
    const answer = await answerTo(request, route);
    if (latencyMs > 0) await sleep(latencyMs);
    write(response, answer);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });

  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        dynamodb?.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answerTo(incoming: IncomingMessage, route: Route): Promise<WireAnswer> {
  const requestId = randomUUID();
  const request = {
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    headers: incoming.headers,
    body: Buffer.alloc(0),
  };
  try {
    return await routeCall({ ...request, body: await readBody(incoming) }, route, requestId);
  } catch (error) {
    return refuse(request, error, requestId);
  }
}

function write(response: ServerResponse, answer: WireAnswer): void {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
  response.end(body);
}
