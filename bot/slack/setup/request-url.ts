// Knocks at the function URL as Slack does, to see that what was stored is what the function verifies with.
import type { Clock } from '../../ports/run.ts';
import type { RequestUrl } from '../../ports/setup-connect.ts';
import { signBody } from '../verify-request.ts';

/** Longer than Slack waits: the function may have to start. */
const TIMEOUT_MS = 10_000;
/** Slack's own harmless request; it is answered 200 only when its signature is right, and starts nothing. */
const BODY = Buffer.from('ssl_check=1');

export function createRequestUrl(clock: Clock): RequestUrl {
  return {
    async knock(url, signingSecret) {
      const timestamp = String(Math.floor(clock.now().getTime() / 1_000));
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'x-slack-request-timestamp': timestamp,
            'x-slack-signature': signBody(BODY, timestamp, signingSecret),
          },
          body: BODY,
          redirect: 'error',
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        await response.body?.cancel();
        return response.status;
      } catch (error) {
        if (isUnreachable(error)) return undefined;
        throw error;
      }
    },
  };
}

/** What `fetch` throws when nobody answers: https://fetch.spec.whatwg.org/#fetch-method. */
function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
}
