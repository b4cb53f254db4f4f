// Bolt's receiver for a request–response world: verifies the bytes first, and answers as soon as a listener acknowledges.
import type { App, Receiver } from '@slack/bolt';
import type { Clock, Log } from '../ports/run.ts';
import { isSlackRequest } from './is-slack-request.ts';
import { isFromTeam } from './own-team.ts';
import { parseBody, type SlackBody } from './parse-body.ts';
import { postResponse } from './post-response.ts';
import { refusalOf, type SignedRequest } from './verify-request.ts';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RequestReceiver extends Receiver {
  /**
   * Never throws, whatever the request. 401: not from Slack, or not from our workspace. 400: not a body that Slack
   * sends, or that anybody listens to. 500: it failed, and the person is told. 504: no listener acknowledged in time.
   */
  handle(request: SignedRequest): Promise<Answer>;
}

export interface ReceiverOptions {
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly log: Log;
  /** The bot's own workspace. Undefined: any in which the app is installed, until the job flow asks Slack who it is. */
  readonly teamId?: string;
  /** Another place that speaks Slack's Web API. Default: Slack itself. */
  readonly apiUrl?: string;
  /** Slack waits 3,000 ms for the whole answer; the rest is for telling that it did not work. Default: 2,000. */
  readonly patienceMs?: number;
}

/** Slack's largest are submitted views, a few hundred kilobytes. */
const LARGEST_BYTES = 1_000_000;
const TELLING_MS = 700;
/** The answer to what the signing secret did not sign. */
export const NOT_SIGNED: Answer = { status: 401, body: 'not signed by Slack' };
const NOBODY_LISTENS: Answer = { status: 400, body: 'nobody listens to this' };
const FAILED = 'Trailbot could not take this up, and nothing was done. Try again in a minute.';
const LATE = 'Trailbot is slow at the moment. If nothing follows within a minute, ask again.';
const STRANGE = 'Trailbot answers only members of its own workspace.';

export function createReceiver(options: ReceiverOptions): RequestReceiver {
  const { signingSecret, clock, log, teamId, patienceMs = 2_000 } = options;
  let app: App | undefined;

  async function answer(request: SignedRequest): Promise<Answer> {
    if (request.body.byteLength > LARGEST_BYTES) return { status: 400, body: 'not a request of Slack' };
    const refusal = refusalOf(request, { signingSecret, nowSeconds: clock.now().getTime() / 1_000 });
    if (refusal !== undefined) {
      log.warn('request refused', { refusal });
      return NOT_SIGNED;
    }
    const body = parseBody(request.body, request.headers['content-type'] ?? '');
    if (!body) return { status: 400, body: 'not a request of Slack' };
    if (body.type === 'url_verification') return { status: 200, body: challengeIn(body) };
    if (body.ssl_check !== undefined) return { status: 200, body: '' };
    if (teamId !== undefined && !isFromTeam(teamId, body)) {
      log.warn('request refused', { refusal: 'another workspace' });
      return tell(body, STRANGE, { status: 401, body: 'not from this workspace' });
    }
    return isSlackRequest(body) ? dispatch(body, request) : NOBODY_LISTENS;
  }

  async function dispatch(body: SlackBody, { headers }: SignedRequest): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    let isOpen = true;
    const answerOnce = (give: () => Answer | Promise<Answer>): void => {
      // What was decided may take a while to be told: that is nobody's delay.
      clearTimeout(timer);
      if (isOpen) resolve(give());
      isOpen = false;
    };
    // Bolt acknowledges events before their listener runs; nothing runs after the answer has left a Lambda.
    const isEvent = body.type === 'event_callback';
    const event = {
      body: { ...body },
      retryNum: Number(headers['x-slack-retry-num'] ?? 0),
      retryReason: headers['x-slack-retry-reason'] ?? '',
      ack: async (response?: unknown) => {
        if (!isEvent) answerOnce(() => acknowledged(response));
      },
    };
    const timer = setTimeout(() => {
      log.error('no listener acknowledged in time', { milliseconds: patienceMs });
      answerOnce(() => tell(body, LATE, { status: 504, body: 'too late' }));
    }, patienceMs);
    app
      ?.processEvent(event)
      // Where no listener acknowledged, Slack shows the person that nothing happened, and that is the truth.
      .then(() => answerOnce(() => (isEvent ? acknowledged('') : NOBODY_LISTENS)))
      .catch((error: unknown) => {
        log.error('a listener failed', { error });
        answerOnce(() => tell(body, FAILED, { status: 500, body: 'failed' }));
      });
    return promise;
  }

  /** A command's answer is shown as it is; a press shows a warning sign for `otherwise`, and words by its response_url. */
  async function tell(body: SlackBody, text: string, otherwise: Answer): Promise<Answer> {
    const words = { response_type: 'ephemeral', replace_original: false, text };
    if (typeof body.command === 'string') return acknowledged(words);
    if (typeof body.response_url !== 'string') return otherwise;
    const { apiUrl = 'https://slack.com/api/' } = options;
    await postResponse(body.response_url, words, { apiUrl, timeoutMs: TELLING_MS }).catch((error: unknown) =>
      log.warn('nobody could be told', { error }),
    );
    return otherwise;
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
