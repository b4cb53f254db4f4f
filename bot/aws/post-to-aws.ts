// Calls AWS without its SDK: the function behind Slack's request URL makes two calls, and has three seconds from cold.
import { isJsonObject, parseJson } from '../domain/read-json.ts';
import type { Clock } from '../ports/run.ts';
import { callAws } from './aws-error.ts';
import { type Credentials, signRequest } from './sign-request.ts';

export interface AwsPlace {
  readonly region: string;
  readonly credentials: Credentials;
  /** Another place that speaks AWS's protocols. Default: AWS itself. */
  readonly endpoint?: string;
}

export interface AwsOperation {
  /** As the service's address and signature name it, for example `sqs`. */
  readonly service: string;
  /** The header `X-Amz-Target`, for example `AmazonSQS.SendMessage`. */
  readonly target: string;
  readonly protocol: '1.0' | '1.1';
}

export type PostToAws = (operation: AwsOperation, input: object) => Promise<unknown>;

/** Twice this, and the pause between, is less than Slack waits. */
const TIMEOUT_MS = 850;
const TRIES = 2;

/** Tries again once when AWS could not be reached or failed itself. @throws TrailbotError as {@link callAws} does */
export function createPostToAws({ region, credentials, endpoint }: AwsPlace, clock: Clock): PostToAws {
  async function post({ service, target, protocol }: AwsOperation, body: string): Promise<unknown> {
    const url = new URL(endpoint ?? `https://${service}.${region}.${suffixOf(region)}/`);
    const headers = { 'content-type': `application/x-amz-json-${protocol}`, 'x-amz-target': target };
    const unsigned = { service, region, host: url.host, headers, body };
    const { host: _setByFetch, ...signed } = signRequest(unsigned, credentials, clock.now());
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(new URL('/', url), { method: 'POST', headers: signed, body, signal });
    const text = await response.text();
    if (!response.ok) throw asError(response.status, text);
    return JSON.parse(text || '{}');
  }

  return (operation, input) =>
    callAws(actionOf(operation), async () => {
      const body = JSON.stringify(input);
      for (let tries = 1; ; tries += 1) {
        try {
          return await post(operation, body);
        } catch (error) {
          if (tries === TRIES || (error instanceof AwsRefusal && error.status < 500)) throw error;
        }
      }
    });
}

/** What AWS answered with; `name` is its error code. */
class AwsRefusal extends Error {
  override readonly name: string;
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = code;
    this.status = status;
  }
}

function asError(status: number, text: string): AwsRefusal {
  const { __type: type, message, Message = message } = readJson(text);
  // A shape's name may come with its namespace: com.amazonaws.sqs#QueueDoesNotExist.
  const code = typeof type === 'string' ? (type.split('#').at(-1) ?? type) : `HTTP ${status}`;
  return new AwsRefusal(status, code, typeof Message === 'string' ? Message : `HTTP status ${status}`);
}

function readJson(text: string): Readonly<Record<string, unknown>> {
  const value = parseJson(text);
  return isJsonObject(value) ? value : {};
}

/** `sqs:SendMessage`, as IAM names it. */
function actionOf({ service, target }: AwsOperation): string {
  return `${service}:${target.split('.').at(-1)}`;
}

function suffixOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
