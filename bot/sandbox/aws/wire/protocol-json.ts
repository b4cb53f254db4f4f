// AWS JSON 1.0 and 1.1: the operation is in X-Amz-Target, the input is the body.
import { AwsFault, type Call, type Input } from '../call.ts';
import { isInput, isOperationName, type Protocol, type WireRequest } from './protocol.ts';
import { queryErrorHeaders } from './query-error-code.ts';

export const jsonProtocol: Protocol = {
  accepts: (request) => target(request) !== undefined,

  operation(request) {
    const name = (target(request) ?? '').split('.').at(-1) ?? '';
    if (!isOperationName(name))
      throw new AwsFault('UnknownOperationException', 'X-Amz-Target names no operation.');
    return name;
  },

  parse(request) {
    const text = request.body.toString('utf8');
    const parsed = text.trim() === '' ? {} : parseJson(text);
    if (!isInput(parsed)) throw new AwsFault('SerializationException', 'The body is not a JSON object.');
    return parsed;
  },

  answer: (call, output, requestId) => ({
    status: 200,
    headers: { 'content-type': contentType(call), 'x-amzn-requestid': requestId },
    body: writeJson(output),
  }),

  fault: (call, fault, requestId) => ({
    status: fault.status,
    headers: {
      'content-type': contentType(call),
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': fault.code,
      ...queryErrorHeaders(call, fault),
    },
    body: writeJson({ ...fault.fields, __type: fault.code, message: fault.message }),
  }),
};

function target(request: WireRequest): string | undefined {
  const header = request.headers['x-amz-target'];
  return typeof header === 'string' ? header : undefined;
}

function contentType(call: Call): string {
  const old = call.service === 'sqs' || call.service === 'monitoring' || call.service === 'dynamodb';
  return old ? 'application/x-amz-json-1.0' : 'application/x-amz-json-1.1';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AwsFault('SerializationException', `The body is not JSON: ${String(cause)}`);
  }
}

/** JSON with each `Date` as epoch seconds, the default timestamp format of both JSON protocols. */
function writeJson(output: Input): string {
  return JSON.stringify(output, function seconds(this: Record<string, unknown>, key: string, value: unknown) {
    const raw = this[key];
    return raw instanceof Date ? raw.getTime() / 1_000 : value;
  });
}
