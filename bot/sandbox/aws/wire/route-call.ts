// From a request on the wire to a handler's output and back to an answer on the wire.
import { AwsFault, type Call, type Input, type Service } from '../call.ts';
import type { Clock } from '../clock.ts';
import type { Faults } from '../faults.ts';
import { parseCredentialScope } from './credential-scope.ts';
import { isInput, type Protocol, type WireAnswer, type WireRequest } from './protocol.ts';
import { cborProtocol } from './protocol-cbor.ts';
import { jsonProtocol } from './protocol-json.ts';
import { queryProtocol } from './protocol-query.ts';
import { s3Protocol } from './protocol-s3.ts';

export type Services = { readonly [signingName: string]: Service };

/** Stands before and behind every handler. */
export interface Gate {
  /** @throws AwsFault when the caller may not make the call */
  authorise(call: Call, input: Input): void;
  /** @param output what the handler returned; undefined beside a fault, and where another server answered */
  answered(call: SignedCall, input: Input, fault: AwsFault | undefined, output?: unknown): void;
}

/** A call with what its client says it is. */
export type SignedCall = Call & { readonly userAgent?: string };

export interface Route {
  readonly services: Services;
  readonly faults: Faults;
  readonly clock: Clock;
  /** Answers for services that another server on this machine implements, by signing name. */
  readonly forward: Readonly<Record<string, (request: WireRequest) => Promise<WireAnswer>>>;
  readonly gate?: Gate | undefined;
}

/** S3 first: an object's own content type may be another protocol's. */
const PROTOCOLS: readonly Protocol[] = [s3Protocol, cborProtocol, jsonProtocol, queryProtocol];
const NOBODY: Call = { service: 'unknown', operation: 'Unknown', region: 'us-east-1', accessKeyId: '' };

/** Never rejects: whatever goes wrong becomes an error answer in the caller's own protocol. */
export async function routeCall(request: WireRequest, route: Route, requestId: string): Promise<WireAnswer> {
  const protocol = protocolOf(request);
  let call = NOBODY;
  try {
    const scope = parseCredentialScope(request.headers);
    call = { ...NOBODY, ...scope };
    if (protocol === undefined) throw unknownProtocol(call, request);
    call = { ...scope, operation: protocol.operation(request) };
    route.faults.meet(call, route.clock.now());
    return await answerCall(call, protocol, request, route, requestId);
  } catch (error) {
    return (protocol ?? jsonProtocol).fault(call, toFault(error), requestId);
  }
}

async function answerCall(
  call: Call,
  protocol: Protocol,
  request: WireRequest,
  route: Route,
  requestId: string,
): Promise<WireAnswer> {
  const { gate } = route;
  const input = protocol.parse(request);
  const userAgent = request.headers['user-agent'];
  const signed = userAgent === undefined ? call : { ...call, userAgent };
  let answer: WireAnswer | undefined;
  let output: unknown;
  try {
    gate?.authorise(call, input);
    const forward = Object.hasOwn(route.forward, call.service) ? route.forward[call.service] : undefined;
    if (forward !== undefined) answer = await forward(request);
    else output = await handlerOf(route.services, call)(input, call);
  } catch (error) {
    gate?.answered(signed, input, toFault(error));
    throw error;
  }
  gate?.answered(signed, input, answer && forwardedFault(answer), output);
  return answer ?? protocol.answer(call, isInput(output) ? output : {}, requestId);
}

/** What another server refused with; its words stay in its answer. */
function forwardedFault({ status, body }: WireAnswer): AwsFault | undefined {
  if (status < 400) return undefined;
  const type = /"__type"\s*:\s*"(?:[^"#]*#)?(\w+)"/.exec(Buffer.from(body).toString('utf8'))?.[1];
  return new AwsFault(type ?? 'InternalFailure', '', { status });
}

/** The error answer for a request whose body could not even be read. */
export function refuse(request: WireRequest, error: unknown, requestId: string): WireAnswer {
  return (protocolOf(request) ?? jsonProtocol).fault(NOBODY, toFault(error), requestId);
}

function protocolOf(request: WireRequest): Protocol | undefined {
  return PROTOCOLS.find((protocol) => protocol.accepts(request));
}

function handlerOf(services: Services, call: Call): (input: Input, call: Call) => unknown {
  const service = Object.hasOwn(services, call.service) ? services[call.service] : undefined;
  const handler =
    service !== undefined && Object.hasOwn(service, call.operation) ? service[call.operation] : undefined;
  if (handler === undefined) throw notImplemented(`${call.service}:${call.operation}`);
  return handler;
}

function unknownProtocol(call: Call, request: WireRequest): AwsFault {
  const path = request.path.split('?')[0]?.slice(0, 200) ?? '';
  return notImplemented(`${call.service}: ${request.method} ${path}`);
}

function notImplemented(what: string): AwsFault {
  return new AwsFault('NotImplemented', `the sandbox does not implement ${what} yet`, { status: 501 });
}

function toFault(error: unknown): AwsFault {
  if (error instanceof AwsFault) return error;
  return new AwsFault('InternalFailure', `the sandbox failed: ${String(error)}`, { status: 500 });
}
