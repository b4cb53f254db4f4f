// The ingress for a function that may start before its secrets are stored, and outlive them.
import type { IngressSecrets } from '../aws/parameters.ts';
import type { Clock, Log } from '../ports/run.ts';
import { answerBeforeConnected } from '../slack/before-connected.ts';
import { type Answer, NOT_SIGNED, type RequestReceiver } from '../slack/receiver.ts';
import type { SignedRequest } from '../slack/verify-request.ts';

type Handle = Pick<RequestReceiver, 'handle'>;

export interface LateIngressOptions {
  /** Undefined: nobody has stored them yet. */
  readonly read: () => Promise<IngressSecrets | undefined>;
  /** `onTokenRefused` is called when Slack does not take the token. */
  readonly open: (secrets: IngressSecrets, onTokenRefused: () => void) => Handle;
  readonly clock: Clock;
  readonly log: Log;
}

export interface LateIngress extends Handle {
  /** Reads the secrets ahead of the first request. @throws TrailbotError when they could not be read */
  look(): Promise<void>;
}

/** Slack tries its challenge again at the press of a button; a person waits for `npm run connect`. */
const MISSING_MS = 3_000;
/** Anybody can send a request with a wrong signature. */
const REPLACED_MS = 60_000;

/**
 * As long as no signing secret is stored it is looked for again; once found it is kept, until a request is signed with
 * another one or Slack refuses the token.
 */
export function lateIngress({ read, open, clock, log }: LateIngressOptions): LateIngress {
  let current: { readonly secrets: IngressSecrets; readonly ingress: Handle } | undefined;
  let reading: Promise<void> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let isTokenRefused = false;

  /** Several requests at once wait for one reading. */
  function look(): Promise<void> {
    reading ??= readAndOpen().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  async function readAndOpen(): Promise<void> {
    const secrets = await read();
    readAt = clock.now().getTime();
    isTokenRefused = false;
    if (secrets === undefined || isSame(secrets, current?.secrets)) return;
    const ingress = open(secrets, () => {
      isTokenRefused = true;
    });
    current = { secrets, ingress };
  }

  const isDue = (afterMs: number): boolean => clock.now().getTime() - readAt >= afterMs;

  /** What is in use goes on when the new ones cannot be read. */
  async function lookForNew(): Promise<void> {
    if (!isDue(REPLACED_MS)) return;
    readAt = clock.now().getTime();
    await look().catch((error: unknown) => log.warn('the secrets could not be read again', { error }));
  }

  return {
    look,
    async handle(request: SignedRequest): Promise<Answer> {
      if (current === undefined && isDue(MISSING_MS)) await look();
      if (isTokenRefused) await lookForNew();
      const used = current?.ingress;
      if (used === undefined) return answerBeforeConnected(request);
      const answer = await used.handle(request);
      if (answer !== NOT_SIGNED) return answer;
      await lookForNew();
      const renewed = current?.ingress;
      return renewed === undefined || renewed === used ? answer : renewed.handle(request);
    },
  };
}

function isSame(one: IngressSecrets, other: IngressSecrets | undefined): boolean {
  return one.token === other?.token && one.signingSecret === other.signingSecret;
}
