// Smithy RPC v2 CBOR, which the stock CLI speaks to CloudWatch: the operation is in the path, the body is CBOR.
import { decode, type EncodeOptions, encode, Token, Type } from 'cborg';
import { AwsFault, type Input } from '../call.ts';
import { isInput, isOperationName, type Protocol, type WireAnswer, type WireRequest } from './protocol.ts';
import { queryErrorHeaders } from './query-error-code.ts';

const EPOCH_SECONDS = 1;
const PATH = /^\/service\/[A-Za-z0-9_]{1,128}\/operation\/([A-Za-z0-9]{1,80})$/;

const ENCODING: EncodeOptions = {
  float64: true,
  ignoreUndefinedProperties: true,
  typeEncoders: {
    Date: (date: Date) => [new Token(Type.tag, EPOCH_SECONDS), new Token(Type.float, date.getTime() / 1_000)],
  },
};

export const cborProtocol: Protocol = {
  accepts: (request) => request.headers['smithy-protocol'] === 'rpc-v2-cbor',

  operation(request) {
    const name = PATH.exec(request.path)?.[1] ?? '';
    if (!isOperationName(name))
      throw new AwsFault('UnknownOperationException', 'The path names no operation.');
    return name;
  },

  parse(request) {
    const parsed = request.body.length === 0 ? {} : parseCbor(request);
    if (!isInput(parsed)) throw new AwsFault('SerializationException', 'The body is not a CBOR map.');
    return parsed;
  },

  answer: (_call, output, requestId) => write(200, output, requestId),

  fault: (call, fault, requestId) =>
    write(
      fault.status,
      { ...fault.fields, __type: fault.code, message: fault.message },
      requestId,
      queryErrorHeaders(call, fault),
    ),
};

function write(
  status: number,
  output: Input,
  requestId: string,
  more: Record<string, string> = {},
): WireAnswer {
  return {
    status,
    headers: {
      'content-type': 'application/cbor',
      'smithy-protocol': 'rpc-v2-cbor',
      'x-amzn-requestid': requestId,
      ...more,
    },
    body: encode(output, ENCODING),
  };
}

function parseCbor(request: WireRequest): unknown {
  try {
    return decode(request.body, {
      tags: { [EPOCH_SECONDS]: (content) => new Date(Number(content()) * 1_000) },
    });
  } catch (cause) {
    throw new AwsFault('SerializationException', `The body is not CBOR: ${String(cause)}`);
  }
}
