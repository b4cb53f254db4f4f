// Tells whether an HTTP request comes from Slack, by the bytes of its body: https://docs.slack.dev/authentication/verifying-requests-from-slack
import { createHmac, timingSafeEqual } from 'node:crypto';

const FIVE_MINUTES = 300;

export interface SignedRequest {
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/**
 * Undefined when the request is Slack's, else why it is not. Before this has answered nothing in the body is looked at.
 * The time is checked both ways: a signature from the future is as replayable as an old one.
 */
export function refusalOf(
  { headers, body }: SignedRequest,
  { signingSecret, nowSeconds }: { signingSecret: string; nowSeconds: number },
): string | undefined {
  const timestamp = headers['x-slack-request-timestamp'] ?? '';
  if (!/^\d{1,12}$/.test(timestamp)) return 'no timestamp';
  if (Math.abs(nowSeconds - Number(timestamp)) > FIVE_MINUTES) return 'timestamp more than five minutes off';
  const signature = Buffer.from(headers['x-slack-signature'] ?? '');
  const expected = Buffer.from(signBody(body, timestamp, signingSecret));
  const same = signature.length === expected.length && timingSafeEqual(signature, expected);
  return same ? undefined : 'signature does not match';
}

/** The value of `X-Slack-Signature` for these bytes. */
export function signBody(body: Buffer, timestamp: string, signingSecret: string): string {
  const hmac = createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body);
  return `v0=${hmac.digest('hex')}`;
}
