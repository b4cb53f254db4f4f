// DynamoDB on a port of its own: dynalite in memory, with the time-to-live setting that it lacks.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { flagOf, textOf } from '../input-members.ts';
import { isInput } from '../wire/protocol.ts';
import { readBody } from '../wire/read-body.ts';
import { loadEngine } from './dynamodb-engine.ts';

export interface Dynamo {
  readonly url: string;
  close(): Promise<void>;
}

/** Marks the sandbox's own question to dynalite, so that it is not answered here again. */
const TABLE_CHECK = 'x-sandbox-table-check';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Listens on a free port of the loopback address. Tables are ready within milliseconds; nothing outlives `close`. */
export async function startDynamo(): Promise<Dynamo> {
  const server = loadEngine()({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  addTimeToLive(server, url);
  return {
    url,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/** The setting is kept and described. Items are never deleted: on AWS that may take days as well. */
function addTimeToLive(server: Server, url: string): void {
  const attributes = new Map<string, string>();
  const engine = server.listeners('request') as Listener[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1];
    const own = operation === 'UpdateTimeToLive' || operation === 'DescribeTimeToLive';
    if (!own || request.headers[TABLE_CHECK] !== undefined) {
      for (const listener of engine) listener(request, response);
    } else {
      answer(request, response, url, attributes).catch((cause: unknown) => {
        write(response, 500, { __type: 'InternalServerError', message: String(cause) });
      });
    }
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  url: string,
  attributes: Map<string, string>,
): Promise<void> {
  const input: unknown = JSON.parse((await readBody(request)).toString('utf8'));
  const table = isInput(input) ? (textOf(input, 'TableName') ?? '') : '';
  const known = await describe(request, url, table);
  if (known.status !== 200) return write(response, known.status, await known.json());

  const wanted = isInput(input) ? input.TimeToLiveSpecification : undefined;
  const enabled = attributes.get(table);
  if (!isInput(wanted)) {
    const state = enabled === undefined ? 'DISABLED' : 'ENABLED';
    return write(response, 200, {
      TimeToLiveDescription: { TimeToLiveStatus: state, AttributeName: enabled },
    });
  }
  const on = flagOf(wanted, 'Enabled') === true;
  if (on === (enabled !== undefined)) {
    const message = `TimeToLive is already ${on ? 'enabled' : 'disabled'}`;
    return write(response, 400, { __type: 'com.amazon.coral.validate#ValidationException', message });
  }
  if (on) attributes.set(table, textOf(wanted, 'AttributeName') ?? '');
  else attributes.delete(table);
  write(response, 200, { TimeToLiveSpecification: wanted });
}

/** Dynalite knows whether the table is there. */
function describe(request: IncomingMessage, url: string, table: string): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      authorization: request.headers.authorization ?? '',
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': String(request.headers['x-amz-date'] ?? ''),
      'x-amz-target': 'DynamoDB_20120810.DescribeTimeToLive',
      [TABLE_CHECK]: 'yes',
    },
    body: JSON.stringify({ TableName: table }),
  });
}

function write(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify(body));
}
