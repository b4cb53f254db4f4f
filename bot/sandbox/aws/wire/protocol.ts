// What a wire protocol must be able to do: take a request apart, and dress an output or a fault as an answer.
import type { IncomingHttpHeaders } from 'node:http';
import type { AwsFault, Call, Input } from '../call.ts';

export interface WireRequest {
  readonly method: string;
  /** Path with the query string, as sent. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Already decompressed. */
  readonly body: Buffer;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export interface Protocol {
  /** Whether the request speaks this protocol, told by its headers and path alone. */
  accepts(request: WireRequest): boolean;
  /** @throws AwsFault when the request does not name one. */
  operation(request: WireRequest): string;
  /** @throws AwsFault `SerializationException` when the body is not what the protocol says. */
  parse(request: WireRequest): Input;
  answer(call: Call, output: Input, requestId: string): WireAnswer;
  fault(call: Call, fault: AwsFault, requestId: string): WireAnswer;
}

/** Operation names are looked up and echoed, so only what the service models use is let in. */
export function isOperationName(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]{0,79}$/.test(text);
}

/** A plain object from a parsed body: anything else is not a request. */
export function isInput(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
