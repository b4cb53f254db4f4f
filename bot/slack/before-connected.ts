// What the ingress answers as long as nobody has stored the app's signing secret: nothing can be verified yet.
import { parseBody } from './parse-body.ts';
import type { Answer } from './receiver.ts';
import type { SignedRequest } from './verify-request.ts';

/** Slack's challenge is a body of some 200 bytes. */
const LARGEST_BYTES = 4_000;
/** Nothing but letters, digits, `-` and `_` goes back to whom we do not know. */
const CHALLENGE = /^[\w-]{1,200}$/;
const PLAIN = { 'content-type': 'text/plain; charset=utf-8' };
const NOT_CONNECTED: Answer = {
  status: 503,
  headers: PLAIN,
  body: 'Trailbot is not connected to Slack yet: run `npm run connect`.',
};

/**
 * Slack asks for its challenge while the app is made, and the signing secret is only there afterwards. Anything else gets
 * 503, and does nothing.
 */
export function answerBeforeConnected({ headers, body }: SignedRequest): Answer {
  if (body.byteLength > LARGEST_BYTES) return NOT_CONNECTED;
  const { type, challenge } = parseBody(body, headers['content-type'] ?? '') ?? {};
  if (type !== 'url_verification' || typeof challenge !== 'string') return NOT_CONNECTED;
  return CHALLENGE.test(challenge) ? { status: 200, headers: PLAIN, body: challenge } : NOT_CONNECTED;
}
