// Bolt's receiver for a request–response world: verifies the bytes first, and answers as soon as a listener acknowledges.
import type { App, Receiver } from '@slack/bolt';
import type { Clock, Log } from '../ports.ts';
import { parseBody } from './parse-body.ts';
import { refusalOf, type SignedRequest } from './verify-request.ts';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RequestReceiver extends Receiver {
  /** Never throws, whatever the request. 401: not from Slack. 400: not a body that Slack sends. 404: nobody listens. */
  handle(request: SignedRequest): Promise<Answer>;
}

export interface ReceiverOptions {
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly log: Log;
}

export function createReceiver({ signingSecret, clock, log }: ReceiverOptions): RequestReceiver {
  let app: App | undefined;

  async function answer(request: SignedRequest): Promise<Answer> {
    const refusal = refusalOf(request, { signingSecret, nowSeconds: clock.now().getTime() / 1_000 });
    if (refusal !== undefined) {
      log.warn('request refused', { refusal });
      return { status: 401, body: 'not signed by Slack' };
    }
    const body = parseBody(request.body, request.headers['content-type'] ?? '');
    if (!body) return { status: 400, body: 'not a request of Slack' };
    if (body.type === 'url_verification') return { status: 200, body: challengeIn(body) };
    if (body.ssl_check !== undefined) return { status: 200, body: '' };
    return dispatch(body, request);
  }

  function dispatch(body: object, { headers }: SignedRequest): Promise<Answer> {
    return new Promise((resolve) => {
      const event = {
        body: { ...body },
        retryNum: Number(headers['x-slack-retry-num'] ?? 0),
        retryReason: headers['x-slack-retry-reason'] ?? '',
        ack: async (response?: unknown) => resolve(acknowledged(response)),
      };
      app
        ?.processEvent(event)
        // No listener acknowledged: Slack shows the person that nothing happened, and that is the truth.
        .then(() => resolve({ status: 404, body: 'nobody listens to this' }))
        .catch((error: unknown) => {
          log.error('a listener failed', { error });
          resolve({ status: 500, body: 'failed' });
        });
    });
  }

  return {
    init: (initialised) => {
      app = initialised;
    },
    start: async () => undefined,
    stop: async () => undefined,
    handle: answer,
  };
}

function challengeIn({ challenge }: { readonly challenge?: unknown }): string {
  return typeof challenge === 'string' ? challenge : '';
}

function acknowledged(response: unknown): Answer {
  if (response === undefined || response === '') return { status: 200, body: '' };
  if (typeof response === 'string') return { status: 200, body: response };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(response) };
}
