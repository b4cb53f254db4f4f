// An endpoint of AWS for one test: each request gets the next answer of its operation, as JSON.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AnsweringServer {
  readonly options: {
    readonly region: string;
    readonly endpoint: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
  /** What came: its operation, its body, and the Region that it was signed for. */
  readonly calls: { readonly operation: string; readonly body: unknown; readonly region: string }[];
  /** By operation; a text is an error's code. */
  answers: { readonly [operation: string]: object | string };
  close(): Promise<void>;
}

/** @param operationOf - for what a request is; AWS's JSON protocols say it in a header, others by the path */
export async function startAnsweringServer(
  operationOf: (request: IncomingMessage) => string,
): Promise<AnsweringServer> {
  const calls: AnsweringServer['calls'] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    const operation = operationOf(request);
    const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
    calls.push({ operation, body: text === '' ? undefined : JSON.parse(text), region });
    const answer = started.answers[operation] ?? 'UnknownOperationException';
    const isError = typeof answer === 'string';
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      ...(isError && { 'x-amzn-errortype': answer }),
    };
    response
      .writeHead(isError ? 400 : 200, headers)
      .end(JSON.stringify(isError ? { __type: answer, message: 'No.' } : answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const started: AnsweringServer = {
    options: {
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'sandbox' },
      maxAttempts: 1,
    },
    calls,
    answers: {},
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
  return started;
}
